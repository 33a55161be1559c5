using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Guides;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Guides;

/// <summary>
/// The blocks marked <c>sh run</c> do what their guide says: those of one guide run one after the other, on an empty database and in an empty folder of their own,
/// and what the block behind one shows is printed, in that order. <c>...</c> in a line stands for anything.
/// </summary>
public sealed partial class RunTests
{
    public static TheoryData<string> Runnable => [.. Guide.All().Where(guide => guide.Blocks.Any(block => block.IsRun)).Select(guide => guide.Path)];

    [Theory]
    [MemberData(nameof(Runnable))]
    public async Task What_a_guide_shows_is_what_its_commands_print(string path)
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "The guides' commands are of a shell.");
        TemporaryPostgres.Require();
        var database = await TemporaryPostgres.EmptyAsync();
        var folder = Directory.CreateTempSubdirectory("milestone-guide-").FullName;
        try
        {
            var blocks = Guide.Of(path).Blocks;
            for (var i = 0; i < blocks.Count; i++)
            {
                if (!blocks[i].IsRun)
                    continue;
                var (exitCode, said) = PlainCommands(blocks[i]) is { } commands
                    ? await RunAsync(commands, folder, database)
                    : await RunInShellAsync(blocks[i].Text, folder, database);
                Assert.True(exitCode == 0, $"{path}:{blocks[i].Line} ended with {exitCode}:\n{said}");
                if (i + 1 < blocks.Count && blocks[i + 1].IsOutput && Missing(blocks[i + 1].Text, said) is { } line)
                    Assert.Fail($"{path}:{blocks[i + 1].Line} shows '{line}', which was not printed there:\n{said}");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            await TemporaryPostgres.DropAsync(database);
        }
    }

    [Theory]
    [InlineData("one\nthree ...\n", "one\ntwo\nthree 3\n", null)]
    [InlineData("three ...\none\n", "one\ntwo\nthree 3\n", "one")]
    [InlineData("on\n", "one\n", "on")]
    public void A_line_that_was_not_printed_in_its_place_is_found(string shown, string said, string? missing) => Assert.Equal(missing, Missing(shown, said));

    internal static string? Missing(string shown, string said)
    {
        var printed = said.Split('\n').Select(Plain).ToList();
        var from = 0;
        foreach (var line in shown.Split('\n').Select(Plain).Where(line => line.Length > 0 && line != "..."))
        {
            var wanted = new Regex("^" + Regex.Escape(line).Replace(@"\.\.\.", ".*", StringComparison.Ordinal) + "$");
            var found = printed.FindIndex(from, wanted.IsMatch);
            if (found < 0)
                return line;
            from = found + 1;
        }

        return null;
    }

    private static string Plain(string line) => Blanks().Replace(line.Trim('\uFEFF', ' ', '\r'), " ");

    // The host's arguments line by line, or null where a block has something that only a shell can do.
    private static List<string[]>? PlainCommands(GuideBlock block)
    {
        if (OfAShell().IsMatch(block.Text))
            return null;
        var commands = GuideCommand.In(block).Select(command => command.Words).ToList();
        return commands.TrueForAll(words => words[0] == "H") ? [.. commands.Select(words => words[1..])] : null;
    }

    private static async Task<(int ExitCode, string Said)> RunAsync(List<string[]> commands, string folder, string database)
    {
        var said = new StringBuilder();
        foreach (var command in commands)
        {
            var outcome = await HostCommands.RunAsync(new CommandOrder(command, new() { ["ConnectionStrings__Milestone"] = database, ["NO_COLOR"] = "1" }, folder, Together: true));
            said.Append(outcome.Output);
            if (outcome.ExitCode != 0)
                return (outcome.ExitCode, said.ToString());
        }

        return (0, said.ToString());
    }

    private static async Task<(int ExitCode, string Said)> RunInShellAsync(string commands, string folder, string database)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add("-e");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"H() {{ dotnet '{Path.Combine(AppContext.BaseDirectory, "Milestone.Host.dll")}' \"$@\"; }}\nexec 2>&1\n{commands}");
        start.Environment["ConnectionStrings__Milestone"] = database;
        start.Environment["NO_COLOR"] = "1";
        using var shell = Process.Start(start)!;
        shell.StandardInput.Close();
        var output = shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (shell.ExitCode, await output + await error);
    }

    [GeneratedRegex(@"[$|&;<>*`\\#'\[\]()]")]
    private static partial Regex OfAShell();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
