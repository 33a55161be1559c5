namespace Milestone.Build.Deploying;

/// <summary>What is deployed where, and how patiently.</summary>
internal sealed record DeployPlan
{
    /// <summary>The application's uuid in Coolify.</summary>
    public required string Application { get; init; }

    /// <summary>The public address, path included: https://example.com/milestone-app.</summary>
    public required Uri Site { get; init; }

    /// <summary>The commit that must answer afterwards; for an application that Coolify builds.</summary>
    public string? Commit { get; init; }

    /// <summary>The image's tag, for an application that runs a ready image.</summary>
    public string? Tag { get; init; }

    /// <summary>The version that must answer afterwards.</summary>
    public string? Version { get; init; }

    /// <summary>How often in a row the new release must answer: while both run, one good answer may be the other's.</summary>
    public int Confirmations { get; init; } = 5;

    public TimeSpan BetweenConfirmations { get; init; } = TimeSpan.FromSeconds(3);

    public TimeSpan VerifyDeadline { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>200 calls a minute are allowed, shared by all that the token's user does.</summary>
    public TimeSpan BetweenLooks { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>For how long a refused or unanswered request to deploy is repeated.</summary>
    public TimeSpan TriggerDeadline { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Coolify never gives up a deployment whose worker died; the pipeline does.</summary>
    public TimeSpan DeployDeadline { get; init; } = TimeSpan.FromMinutes(30);

    public Release? Wanted => Commit is null && Version is null ? null : new Release(Version, Commit);
}

/// <summary>What a host says it is. Null: not said, or not asked for.</summary>
internal sealed record Release(string? Version, string? Commit)
{
    /// <summary>Whether a host that says this is the release that is meant. A commit may be shortened; what is not asked for does not matter.</summary>
    public bool Is(Release wanted) =>
        (wanted.Version is null || Version == wanted.Version)
        && (wanted.Commit is null || (Commit is not null && (Commit.StartsWith(wanted.Commit, StringComparison.OrdinalIgnoreCase) || wanted.Commit.StartsWith(Commit, StringComparison.OrdinalIgnoreCase))));

    public override string ToString() => (Version, Short) switch
    {
        (null, null) => "any release",
        (null, var commit) => commit,
        (var version, null) => version,
        var (version, commit) => $"{version} ({commit})",
    };

    private string? Short => Commit is { Length: > 12 } full ? full[..12] : Commit;
}

internal enum DeployOutcome
{
    /// <summary>The new release answers, and its smoke tests are green.</summary>
    Deployed,

    /// <summary>The release that was there before still serves.</summary>
    NotDeployed,

    /// <summary>The new release was bad, and the one before answers again.</summary>
    RolledBack,

    /// <summary>Somebody has to look at once: neither the new release nor the one before is known to answer.</summary>
    Broken,
}
