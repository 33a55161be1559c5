using Microsoft.Playwright;
using Milestone.Smoke.Running;

namespace Milestone.Smoke.Browsing;

/// <summary>A folder below artifacts/smoke with what is left of a test that failed.</summary>
internal sealed class Evidence
{
    private readonly string folder;

    public Evidence(string test)
    {
        var name = string.Concat(test.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '-'));
        folder = Path.Combine(Artifacts.Folder("smoke"), name.Length > 120 ? name[..120] : name);
        Directory.CreateDirectory(folder);
    }

    /// <summary>Where it lies, for the message of the failure.</summary>
    public string Folder => folder;

    public string PathOf(string name) => Path.Combine(folder, name);

    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    /// <summary>Keeps what can be kept: a page that is gone must not hide why the test failed.</summary>
    public async Task TryAsync(Func<Task> keep)
    {
        try
        {
            await keep();
        }
        catch (Exception failure) when (failure is PlaywrightException or TimeoutException)
        {
            await File.AppendAllTextAsync(PathOf("console.txt"), $"\nNot kept: {failure.Message}");
        }
    }
}
