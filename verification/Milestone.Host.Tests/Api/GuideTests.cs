using System.Diagnostics;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Golden;
using Xunit;

namespace Milestone.Host.Tests.Api;

/// <summary>The examples of docs/api.md run as they stand.</summary>
public sealed class GuideTests
{
    [Fact]
    public async Task Every_example_of_the_guide_to_the_api_is_answered()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl"), "curl is not installed, and the guide's examples use it.");
        await using var books = await BooksHost.FreshAsync();
        var folder = Directory.CreateTempSubdirectory("milestone-guide-").FullName;
        try
        {
            var examples = Examples(await File.ReadAllTextAsync(Path.Combine(GoldenFile.Root, "docs", "api.md"), TestContext.Current.CancellationToken));
            Assert.NotEmpty(examples);
            foreach (var example in examples)
                await RunAsync(example, folder, books);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(string example, string folder, BooksHost books)
    {
        var start = new ProcessStartInfo("sh") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-e");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(example);
        start.Environment["MILESTONE"] = $"{books.Client.BaseAddress}milestone-app";
        start.Environment["TOKEN"] = books.Token;
        using var shell = Process.Start(start)!;
        var output = shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(shell.ExitCode == 0, $"{example}\n{await output}\n{await error}");
    }

    /// <summary>The blocks that are marked as shell.</summary>
    private static List<string> Examples(string guide) =>
        [.. guide.Split("```sh\n")[1..].Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)])];
}
