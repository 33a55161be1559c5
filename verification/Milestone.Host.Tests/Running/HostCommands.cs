using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Milestone.Host.Tests.Running;

/// <summary>
/// Commands of the host, run one after the other in a process that is kept for the next one: what most of the time of a command's own process goes into is starting.
/// Everything else is as in a process of its own: its streams, variables and folder. How it starts and ends is asked of a <see cref="HostProcess"/>.
/// </summary>
internal static class HostCommands
{
    private static readonly ConcurrentBag<Kept> Idle = [];

    /// <summary>Runs a command to its end, with nothing to read.</summary>
    /// <param name="connectionString">The database it is told of, or null for none.</param>
    /// <param name="arguments">The command line.</param>
    public static Task<CommandOutcome> RunAsync(string? connectionString, params string[] arguments) =>
        RunAsync(connectionString, new Dictionary<string, string>(), arguments);

    /// <summary>Runs a command to its end, with variables.</summary>
    public static Task<CommandOutcome> RunAsync(string? connectionString, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var all = new Dictionary<string, string>(variables);
        if (connectionString is not null)
            all["ConnectionStrings__Milestone"] = connectionString;
        return RunAsync(new CommandOrder(arguments, all, Environment.CurrentDirectory, Together: false));
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<CommandOutcome> RunAsync(CommandOrder order)
    {
        var process = Idle.TryTake(out var kept) ? kept : new Kept();
        var outcome = await process.RunAsync(order, TestContext.Current.CancellationToken);
        if (process.Lives)
            Idle.Add(process);
        else
            process.Dispose();
        return outcome;
    }

    private sealed class Kept : IDisposable
    {
        private readonly string end = Guid.NewGuid().ToString("N");
        private readonly Process process;

        // It ends with this process, whose end closes what it reads from.
        public Kept() => process = HostProcess.Start(null, new Dictionary<string, string> { ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location, [StartupHook.End] = end });

        public bool Lives => !process.HasExited;

        public async Task<CommandOutcome> RunAsync(CommandOrder order, CancellationToken cancellation)
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order).AsMemory(), cancellation);
            await process.StandardInput.FlushAsync(cancellation);
            var output = ReadAsync(process.StandardOutput, cancellation);
            var error = ReadAsync(process.StandardError, cancellation);
            var (said, exitCode) = await output;
            return new CommandOutcome(exitCode, said, (await error).Said);
        }

        public void Dispose() => process.Dispose();

        // To the mark and the number behind it, or to the end of a process that has ended on the way.
        private async Task<(string Said, int ExitCode)> ReadAsync(StreamReader reader, CancellationToken cancellation)
        {
            var (said, part) = (new StringBuilder(), new char[4096]);
            while (await reader.ReadAsync(part, cancellation) is var count and > 0)
            {
                said.Append(part, 0, count);
                if (part[count - 1] != '\n' || said.Length < end.Length)
                    continue;
                var from = Math.Max(0, said.Length - end.Length - 16);
                var tail = said.ToString(from, said.Length - from);
                if (tail.LastIndexOf(end, StringComparison.Ordinal) is var mark and >= 0)
                    return (said.ToString(0, from + mark), int.Parse(tail.AsSpan(mark + end.Length), NumberStyles.Integer, CultureInfo.InvariantCulture));
            }

            await process.WaitForExitAsync(cancellation);
            return (said.ToString(), process.ExitCode);
        }
    }
}

/// <summary>What a kept process is told to do.</summary>
/// <param name="Arguments">The command line.</param>
/// <param name="Variables">The environment it has more than others.</param>
/// <param name="Folder">Where it runs.</param>
/// <param name="Together">Whether what it says on standard error goes between what it says on standard output.</param>
internal sealed record CommandOrder(string[] Arguments, Dictionary<string, string> Variables, string Folder, bool Together);
