using System.Diagnostics;
using System.Globalization;
using Milestone.Build.Engine;

namespace Milestone.Build.Tests.Engine;

public sealed class ShellTests : IDisposable
{
    readonly StringWriter said = new();

    public void Dispose() => said.Dispose();

    [Fact]
    public async Task A_programs_lines_are_seen_while_it_still_runs()
    {
        var seen = new TaskCompletionSource();
        var gate = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        // The program waits for a file that is only made once its first line has been seen.
        var running = Shell().Try(
            "sh", ["-c", "echo first; while [ ! -e \"$0\" ]; do sleep 0.02; done; echo last", gate], TestContext.Current.CancellationToken,
            onLine: line => { if (line == "first") seen.TrySetResult(); });

        await seen.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.False(running.IsCompleted);
        await File.WriteAllTextAsync(gate, "", TestContext.Current.CancellationToken);

        Assert.Equal(0, await running);
        Assert.Contains("last", said.ToString(), StringComparison.Ordinal);
        File.Delete(gate);
    }

    [Fact]
    public async Task Stopping_ends_the_program_and_lets_it_clean_up()
    {
        using var stop = new CancellationTokenSource();
        var child = new TaskCompletionSource<int>();
        var running = Shell().Try(
            "sh", ["-c", "trap 'echo cleaned up; exit 0' TERM; echo $$; while :; do sleep 0.02; done"], stop.Token,
            onLine: line => { if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) child.TrySetResult(id); });
        var process = await child.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Contains("cleaned up", said.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(process));
    }

    [Fact]
    public async Task A_failed_program_is_named_with_its_exit_code()
    {
        var error = await Assert.ThrowsAsync<StepFailedException>(() => Shell().Run("sh", ["-c", "exit 3"], TestContext.Current.CancellationToken));

        Assert.Equal("sh -c \"exit 3\" ended with exit code 3.", error.Message);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_a_failure_that_names_it()
    {
        var error = await Assert.ThrowsAsync<StepFailedException>(() => Shell().Run("no-such-program", [], TestContext.Current.CancellationToken));

        Assert.Contains("no-such-program", error.Message, StringComparison.Ordinal);
    }

    Shell Shell() => new(new Output(said, new Secrets(), colour: false), Path.GetTempPath());
}
