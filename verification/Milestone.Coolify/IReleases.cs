namespace Milestone.Coolify;

/// <summary>What runs behind the public address: pretended, or real hosts on this machine.</summary>
public interface IReleases : IAsyncDisposable
{
    /// <summary>Starts the release beside the one that serves, and lets it take over when it is healthy; else the old one keeps serving.</summary>
    Task<bool> RollAsync(Release release, Action<string> log, CancellationToken stop);

    /// <summary>One request to the public address.</summary>
    Task AnswerAsync(HttpContext context);
}
