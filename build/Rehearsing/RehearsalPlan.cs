namespace Milestone.Build.Rehearsing;

/// <summary>What a rehearsal is made of.</summary>
internal sealed record RehearsalPlan
{
    /// <summary>The published host, Milestone.Host.dll.</summary>
    public required string Host { get; init; }

    /// <summary>The built stand-in for Coolify, Milestone.Coolify.dll.</summary>
    public required string StandIn { get; init; }

    /// <summary>The folder of the OpenID provider, its packages installed; null leaves it out.</summary>
    public string? Provider { get; init; }

    /// <summary>A folder for everything that it writes; goes with it.</summary>
    public required string Home { get; init; }

    /// <summary>The commit that serves at first.</summary>
    public required string Before { get; init; }

    /// <summary>The head of the branch, which a deployment brings.</summary>
    public required string Next { get; init; }

    /// <summary>The next release answers 500 once it is deployed.</summary>
    public bool Bad { get; init; }

    /// <summary>About how many documents the demo company has; null for its natural size.</summary>
    public int? Documents { get; init; }

    /// <summary>Everything is ended after this, whatever hangs.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>More variables of the hosts.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>();
}
