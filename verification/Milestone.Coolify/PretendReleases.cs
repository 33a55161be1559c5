namespace Milestone.Coolify;

/// <summary>Releases that only answer: as fast as a test wants them.</summary>
public sealed class PretendReleases : IReleases
{
    private Release? serving;
    private Release? before;
    private int answers;

    /// <summary>What the public address shows.</summary>
    public Release? Serving => serving;

    /// <summary>Puts a release there without a deployment; null takes it away.</summary>
    public void Serve(Release? release) => serving = release;

    /// <inheritdoc/>
    public Task<bool> RollAsync(Release release, Action<string> log, CancellationToken stop)
    {
        if (release.Fault == Fault.Unhealthy)
        {
            log("New container is not healthy, rolling back to the old container.");
            return Task.FromResult(false);
        }
        (before, serving) = (serving, release);
        log("Rolling update completed.");
        return Task.FromResult(true);
    }

    /// <inheritdoc/>
    public Task AnswerAsync(HttpContext context)
    {
        var release = serving is { Fault: Fault.Alternates } && before is not null && Interlocked.Increment(ref answers) % 2 == 0 ? before : serving;
        var response = context.Response;
        if (release is null)
        {
            response.StatusCode = 503;
            return response.WriteAsync("no available server");
        }
        if (release.Fault != Fault.LosesHeaders)
        {
            response.Headers.ContentSecurityPolicy = "default-src 'none'";
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers.XFrameOptions = "DENY";
            response.Headers["Referrer-Policy"] = "same-origin";
        }
        if (release.Fault == Fault.AnswersErrors)
        {
            response.StatusCode = 500;
            return response.WriteAsync("<html><title>Something went wrong</title></html>");
        }
        var path = context.Request.Path.Value ?? "";
        response.StatusCode = path.EndsWith("/organisations", StringComparison.Ordinal) ? 401 : path.Contains("no-such-page", StringComparison.Ordinal) ? 404 : 200;
        return path.EndsWith("/api/health", StringComparison.Ordinal)
            ? response.WriteAsJsonAsync(new { status = "ready", version = release.Fault == Fault.SaysAnotherVersion ? "0.0.1" : release.Version, commit = release.Fault == Fault.SaysAnotherVersion ? new string('9', 40) : release.Commit })
            : response.WriteAsync("a page");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
