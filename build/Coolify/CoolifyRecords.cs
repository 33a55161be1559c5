using System.Text.Json;
using System.Text.Json.Serialization;

namespace Milestone.Build.Coolify;

/// <summary>An application as Coolify describes it; only what the pipeline looks at.</summary>
internal sealed record CoolifyApplication
{
    public string Uuid { get; init; } = "";

    public string? Name { get; init; }

    public string? BuildPack { get; init; }

    /// <summary>The domains, separated by commas.</summary>
    public string? Fqdn { get; init; }

    public string? GitRepository { get; init; }

    public string? GitBranch { get; init; }

    /// <summary>HEAD follows the branch.</summary>
    public string? GitCommitSha { get; init; }

    public string? DockerRegistryImageName { get; init; }

    public string? DockerRegistryImageTag { get; init; }

    public string? PortsExposes { get; init; }

    public string? PortsMappings { get; init; }

    public bool? HealthCheckEnabled { get; init; }

    public string? Status { get; init; }

    public int? DestinationId { get; init; }

    public CoolifyDestination? Destination { get; init; }

    public CoolifySettings? Settings { get; init; }

    /// <summary>A ready image, and not a build from the repository.</summary>
    [JsonIgnore]
    public bool IsImage => BuildPack == "dockerimage";
}

internal sealed record CoolifySettings
{
    public bool? IsAutoDeployEnabled { get; init; }

    public bool? IsStripprefixEnabled { get; init; }

    public bool? IsForceHttpsEnabled { get; init; }

    public int? DockerImagesToKeep { get; init; }
}

/// <summary>A Docker network on a server.</summary>
internal sealed record CoolifyDestination
{
    public int? Id { get; init; }

    public string? Uuid { get; init; }

    public string? Name { get; init; }

    public string? Network { get; init; }
}

/// <summary>One row of the queue.</summary>
internal sealed record CoolifyDeployment
{
    public string DeploymentUuid { get; init; } = "";

    public string Status { get; init; } = "";

    /// <summary>HEAD until the repository was asked; for an image for ever.</summary>
    public string? Commit { get; init; }

    public int? PullRequestId { get; init; }

    public bool? RestartOnly { get; init; }

    public bool? Rollback { get; init; }

    /// <summary>JSON in a text; absent for a token without read:sensitive.</summary>
    public string? Logs { get; init; }

    [JsonIgnore]
    public bool IsOver => Status is Finished or Failed or Cancelled;

    [JsonIgnore]
    public bool IsRelease => PullRequestId is null or 0 && RestartOnly is not true;

    public const string Finished = "finished";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled-by-user";

    /// <summary>The lines that Coolify shows people.</summary>
    public IReadOnlyList<LogLine> Lines()
    {
        if (string.IsNullOrWhiteSpace(Logs)) return [];
        try
        {
            return [.. (JsonSerializer.Deserialize<List<LogLine>>(Logs, CoolifyJson.Options) ?? []).Where(line => line.Hidden is not true).OrderBy(line => line.Order)];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

internal sealed record LogLine
{
    public string? Output { get; init; }

    public string? Type { get; init; }

    public bool? Hidden { get; init; }

    public int? Order { get; init; }
}

/// <summary>What a request to deploy was answered with.</summary>
/// <param name="DeploymentUuid">Absent when nothing was queued; and where a duplicate was skipped it names a row that does not exist.</param>
internal sealed record Triggered(string? Message, string? ResourceUuid, string? DeploymentUuid)
{
    [JsonIgnore]
    public bool WasSkipped => Message?.Contains("already queued", StringComparison.OrdinalIgnoreCase) is true;
}

internal sealed record BackupSchedule
{
    public string Uuid { get; init; } = "";

    public bool? Enabled { get; init; }
}

internal sealed record BackupRun
{
    public string Uuid { get; init; } = "";

    public string? Filename { get; init; }

    public string Status { get; init; } = "";

    public string? Message { get; init; }
}

/// <summary>A variable of an application. The value is hidden from a token without read:sensitive.</summary>
internal sealed record CoolifyVariable
{
    public string Key { get; init; } = "";

    public string? Value { get; init; }

    public bool? IsPreview { get; init; }

    public bool? IsLiteral { get; init; }

    public bool? IsBuildtime { get; init; }

    public bool? IsRuntime { get; init; }
}

internal static class CoolifyJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };
}
