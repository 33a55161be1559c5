namespace Milestone.Coolify;

/// <summary>A deployment in the queue.</summary>
internal sealed class Row
{
    public required string Uuid { get; init; }

    public required int Id { get; init; }

    public string Status { get; set; } = "queued";

    public string Commit { get; set; } = "HEAD";

    public bool IsRollback { get; init; }

    public bool RestartOnly { get; init; }

    public required Release? Release { get; init; }

    public string? Ending { get; set; }

    public int Looks { get; set; }

    public bool IsOver => Status is "finished" or "failed" or "cancelled-by-user";

    public List<(string Output, bool Hidden)> Lines { get; } = [];
}
