namespace Milestone.Build.Provisioning;

/// <summary>How the application shall be in Coolify. What is not named here is left as it is.</summary>
internal sealed record ProvisionPlan
{
    /// <summary>Its uuid; null makes a new one.</summary>
    public string? Application { get; init; }

    /// <summary>The uuids of the project and the server, and the environment's name: for a new one.</summary>
    public string? Project { get; init; }

    public string? Server { get; init; }

    public string Environment { get; init; } = "production";

    /// <summary>The uuid of the key that Coolify reads a private repository with; null for a public one.</summary>
    public string? DeployKey { get; init; }

    /// <summary>As Git reaches it.</summary>
    public required string Repository { get; init; }

    public string Branch { get; init; } = "main";

    /// <summary>The public address, path included.</summary>
    public required Uri Site { get; init; }

    /// <summary>The Docker network that the database is on too.</summary>
    public string Network { get; init; } = "internal_net";

    public string Port { get; init; } = "3000";

    /// <summary>What the container is told; all of it for run time only.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}

/// <summary>Something that is not as it shall be. Values of variables never stand here.</summary>
internal sealed record Difference(string What, string Is, string Shall)
{
    public override string ToString() => $"{What}: {Is} -> {Shall}";
}
