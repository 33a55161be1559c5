using System.Globalization;
using Microsoft.Playwright;

namespace Milestone.Smoke.Browsing;

/// <summary>
/// What went wrong in a browser without anybody asking: errors on the console, scripts that threw, requests that failed, answers of a status that the
/// test did not expect, breaches of the content policy. Any of them fails a test.
/// </summary>
internal sealed class Troubles
{
    private readonly List<string> all = [];
    private readonly List<string> console = [];
    private readonly HashSet<int> expected = [];
    private readonly Lock guard = new();

    /// <summary>What went wrong so far.</summary>
    public IReadOnlyList<string> All
    {
        get
        {
            lock (guard)
                return [.. all];
        }
    }

    /// <summary>Everything that the console said.</summary>
    public string Console
    {
        get
        {
            lock (guard)
                return string.Join('\n', console);
        }
    }

    /// <summary>From now on an answer of this status is what the test wants.</summary>
    public void Expect(int status)
    {
        lock (guard)
            expected.Add(status);
    }

    /// <summary>What went wrong so far, which from now on is forgiven: for a test that made it go wrong.</summary>
    public IReadOnlyList<string> Forgive()
    {
        lock (guard)
        {
            var forgiven = all.ToList();
            all.Clear();
            return forgiven;
        }
    }

    /// <summary>Listens to a page from its beginning.</summary>
    public void Watch(IPage page)
    {
        page.Console += (_, message) => Hear(message);
        page.PageError += (_, error) => Add($"A script failed: {error}");
        page.RequestFailed += (_, request) => Fail(request);
        page.Response += (_, response) => Answer(response);
        page.Crash += (_, _) => Add("The page crashed.");
    }

    private void Hear(IConsoleMessage message)
    {
        lock (guard)
        {
            console.Add($"{message.Type}: {message.Text} ({message.Location})");
            // A status that was expected is an error on the console all the same.
            if (message.Type == "error" && !expected.Any(status => message.Text.Contains(string.Create(CultureInfo.InvariantCulture, $"status of {status}"), StringComparison.Ordinal)))
                all.Add($"On the console: {message.Text}");
        }
    }

    private void Fail(IRequest request)
    {
        // A link that downloads is a navigation that does not arrive; leaving a page ends what it still loads.
        if (request.Failure is { } failure && failure.Contains("ERR_ABORTED", StringComparison.Ordinal))
            return;
        Add($"{request.Method} {request.Url} failed: {request.Failure}");
    }

    private void Answer(IResponse response)
    {
        lock (guard)
        {
            if (response.Status >= 400 && !expected.Contains(response.Status))
                all.Add($"{response.Request.Method} {response.Url} answered {response.Status}");
        }
    }

    private void Add(string trouble)
    {
        lock (guard)
            all.Add(trouble);
    }
}
