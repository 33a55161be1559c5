using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace Milestone.Build.Engine;

/// <summary>Runs other programs: their output is seen as it comes, secrets masked, and Ctrl-C reaches them.</summary>
public sealed class Shell(Output output, string workingDirectory)
{
    /// <summary>How long a program may take to end by itself after Ctrl-C before it is killed with its children.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    /// <summary>Fails when the program's exit code is not 0.</summary>
    /// <param name="environment">Added to the pipeline's own; null removes a variable.</param>
    public async Task Run(
        string program, IEnumerable<string> arguments, CancellationToken stop,
        IReadOnlyDictionary<string, string?>? environment = null, string? directory = null)
    {
        var words = arguments.ToList();
        var exitCode = await Try(program, words, stop, environment, directory);
        if (exitCode != 0) throw new StepFailedException($"{Said(program, words)} ended with exit code {exitCode}.");
    }

    /// <summary>The program's exit code, whatever it is.</summary>
    /// <param name="onLine">Sees each line after it is shown; null shows only.</param>
    public async Task<int> Try(
        string program, IEnumerable<string> arguments, CancellationToken stop,
        IReadOnlyDictionary<string, string?>? environment = null, string? directory = null, Action<string>? onLine = null)
    {
        var words = arguments.ToList();
        output.Line($"> {Said(program, words)}");
        var lines = PipeTarget.ToDelegate(line =>
        {
            output.Line(line);
            onLine?.Invoke(line);
        });
        var command = Command(program, words, environment, directory).WithStandardOutputPipe(lines).WithStandardErrorPipe(lines);
        return (await Finish(program, command.ExecuteAsync, stop)).ExitCode;
    }

    /// <summary>The program's standard output, not shown. Null when it cannot be started or its exit code is not 0.</summary>
    public async Task<string?> Read(string program, IEnumerable<string> arguments, CancellationToken stop, string? directory = null)
    {
        try
        {
            var command = Command(program, arguments, null, directory);
            var result = await Finish(program, (kill, ask) => command.ExecuteBufferedAsync(Encoding.UTF8, Encoding.UTF8, kill, ask), stop);
            return result.ExitCode == 0 ? result.StandardOutput : null;
        }
        catch (StepFailedException)
        {
            return null;
        }
    }

    /// <summary>Both outputs into a list instead of the terminal, for a program of which only a failure is worth reading.</summary>
    public async Task<int> Quietly(
        string program, IEnumerable<string> arguments, ICollection<string> said, CancellationToken stop,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        var lines = PipeTarget.ToDelegate(said.Add);
        var command = Command(program, arguments, environment, null).WithStandardOutputPipe(lines).WithStandardErrorPipe(lines);
        return (await Finish(program, command.ExecuteAsync, stop)).ExitCode;
    }

    Command Command(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment, string? directory) =>
        Cli.Wrap(program)
            .WithArguments(arguments)
            .WithWorkingDirectory(directory ?? workingDirectory)
            .WithEnvironmentVariables(environment ?? new Dictionary<string, string?>())
            .WithValidation(CommandResultValidation.None);

    static async Task<T> Finish<T>(string program, Func<CancellationToken, CancellationToken, CommandTask<T>> start, CancellationToken stop)
    {
        using var kill = new CancellationTokenSource();
        try
        {
            // A pipeline that a script starts in the background, and so its children, ignore SIGINT, which is all that CliWrap sends.
            var running = start(kill.Token, OperatingSystem.IsWindows() ? stop : CancellationToken.None);
            await using var _ = stop.Register(() =>
            {
                if (!OperatingSystem.IsWindows()) Terminate(running.ProcessId);
                kill.CancelAfter(Grace);
            });
            var result = await running;
            stop.ThrowIfCancellationRequested();
            return result;
        }
        catch (Win32Exception error)
        {
            throw new StepFailedException($"{program} could not be started: {error.Message}");
        }
    }

    static void Terminate(int process)
    {
        const int SigTerm = 15;
        _ = Kill(process, SigTerm);     // it may have ended by itself meanwhile
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Kill(int process, int signal);

    static string Said(string program, IReadOnlyCollection<string> arguments) =>
        string.Join(' ', arguments.Select(word => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word).Prepend(Path.GetFileName(program)));
}
