using System.Diagnostics;
using Xunit;

namespace Milestone.Host.Tests.Running;

/// <summary>What a command of the host said and how it ended.</summary>
internal sealed record CommandOutcome(int ExitCode, string Output, string Error)
{
    /// <summary>The lines that say what to do; a stack trace would show here.</summary>
    public IReadOnlyList<string> ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The host as people start it: a process of its own, with its exit code and both of its streams.</summary>
internal static class HostProcess
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Milestone.Host.dll");

    /// <summary>Runs a command to its end.</summary>
    /// <param name="connectionString">The database it is told of, or null for none.</param>
    /// <param name="arguments">The command line.</param>
    public static Task<CommandOutcome> RunAsync(string? connectionString, params string[] arguments) => RunAsync(connectionString, new Dictionary<string, string>(), arguments);

    /// <summary>Runs a command to its end, with variables.</summary>
    public static async Task<CommandOutcome> RunAsync(string? connectionString, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        using var process = Start(connectionString, variables, arguments);
        process.StandardInput.Close();
        var cancellation = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return new CommandOutcome(process.ExitCode, await output, await error);
    }

    /// <summary>Starts a command that goes on until it is stopped.</summary>
    public static Process Start(string? connectionString, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var inherited in start.Environment.Keys.Where(name => name.StartsWith("ConnectionStrings__", StringComparison.Ordinal) || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(inherited);
        if (connectionString is not null)
            start.Environment["ConnectionStrings__Milestone"] = connectionString;
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
