using System.Diagnostics;
using Xunit;

namespace Milestone.Smoke.Running;

/// <summary>The host as people start it: a process of its own.</summary>
internal static class HostCommand
{
    /// <summary>The host that was built with these tests.</summary>
    public static string Built => Path.Combine(AppContext.BaseDirectory, "Milestone.Host.dll");

    /// <summary>Runs a command to its end; one that fails fails the test with what it said.</summary>
    public static async Task<string> RunAsync(string connectionString, params string[] arguments)
    {
        using var process = Start(Built, connectionString, arguments);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', arguments)} ended with exit code {process.ExitCode}:\n{await error}");
        return await output;
    }

    /// <summary>Starts a command that goes on until its process is killed.</summary>
    public static Process Start(string program, string connectionString, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var inherited in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name.StartsWith("Milestone__", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(inherited);
        start.Environment["ConnectionStrings__Milestone"] = connectionString;
        return Process.Start(start)!;
    }
}
