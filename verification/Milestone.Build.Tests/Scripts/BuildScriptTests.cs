using System.Diagnostics;
using Milestone.Build.Tests.Database;

namespace Milestone.Build.Tests.Scripts;

/// <summary>What a person sees who types ./build.sh.</summary>
public sealed class BuildScriptTests
{
    [Fact]
    public async Task Help_lists_the_targets_from_any_folder()
    {
        var (exitCode, said) = await Run(Script, "--help", Path.GetTempPath());

        Assert.Equal(0, exitCode);
        foreach (var target in new[] { "Run", "Clean", "Restore", "Assets", "Compile", "Lint", "Test", "Smoke", "Screenshots", "Lighthouse", "Golden", "Mutate", "Bench", "Publish", "Pack", "Demo" })
            Assert.Matches($@"(?m)^{target} +\w", said);
        Assert.DoesNotContain('\u001b', said);
    }

    [Fact]
    public async Task The_plan_of_Test_is_its_targets_in_order()
    {
        var (exitCode, said) = await Run(Script, "Test --plan", Path.GetTempPath());

        Assert.Equal(0, exitCode);
        Assert.Equal(["1 Restore", "2 Assets", "3 Compile", "4 Test"], said.Trim().Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2])));
    }

    [Theory]
    [InlineData("Tset", "Did you mean Test?")]
    [InlineData("Test --fliter x", "Did you mean --filter?")]
    [InlineData("Run --port http", "--port takes a whole number")]
    public async Task What_is_not_understood_ends_with_code_2_and_the_nearest_name(string arguments, string expected)
    {
        var (exitCode, said) = await Run(Script, arguments, Path.GetTempPath());

        Assert.Equal(2, exitCode);
        Assert.Contains(expected, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_on_a_path_with_blanks_builds_itself_once_and_runs_through_a_link()
    {
        var folder = Directory.CreateTempSubdirectory("milestone copy ").FullName;
        try
        {
            CopyPipeline(Path.Combine(folder, "a copy"));
            File.CreateSymbolicLink(Path.Combine(folder, "link"), Path.Combine("a copy", "build.sh"));
            var program = Path.Combine(folder, "a copy", "artifacts", "bin", "Milestone.Build", "release", "Milestone.Build.dll");

            var (exitCode, said) = await Run(Path.Combine(folder, "link"), "--plan Pack", folder);
            var built = File.GetLastWriteTimeUtc(program);
            await Run(Path.Combine(folder, "link"), "--plan Pack", folder);

            Assert.Equal(0, exitCode);
            Assert.StartsWith("1 Pack", said, StringComparison.Ordinal);
            Assert.Equal(built, File.GetLastWriteTimeUtc(program));

            await File.AppendAllTextAsync(Path.Combine(folder, "a copy", "build", "Milestone.Build.csproj"), "nonsense", TestContext.Current.CancellationToken);
            var (broken, reason) = await Run(Path.Combine(folder, "link"), "--plan Pack", folder);

            Assert.Equal(1, broken);
            Assert.Contains("Milestone.Build.csproj", reason, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static string Script => Path.Combine(Programs.Root, "build.sh");

    static void CopyPipeline(string target)
    {
        string[] files = ["build.sh", "Milestone.sln", "global.json", "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", ".editorconfig"];
        foreach (var file in files.Concat(Directory.EnumerateFiles(Path.Combine(Programs.Root, "build"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Programs.Root, file))))
        {
            var copy = Path.Combine(target, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Programs.Root, file), copy);
        }
    }

    static async Task<(int ExitCode, string Said)> Run(string script, string arguments, string directory)
    {
        var start = new ProcessStartInfo(script, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
