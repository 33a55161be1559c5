using System.Globalization;
using System.Text.Json;
using Milestone.Host.Tests.Running;

/// <summary>
/// What the runtime calls before the host's own beginning in a process that <see cref="HostCommands"/> keeps: it runs what it is told, line by line, and never lets the host begin.
/// The runtime wants this name, outside of any namespace.
/// </summary>
internal static class StartupHook
{
    /// <summary>The variable with what stands behind everything that a command says.</summary>
    public const string End = "MILESTONE_TEST_END";

    public static void Initialize()
    {
        var end = Environment.GetEnvironmentVariable(End);
        // What a command starts is no process that is kept.
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
        using var orders = new StreamReader(Console.OpenStandardInput());
        Console.SetIn(TextReader.Null);
        var (output, error) = (Console.Out, Console.Error);
        while (orders.ReadLine() is { } line)
        {
            var order = JsonSerializer.Deserialize<CommandOrder>(line)!;
            Environment.CurrentDirectory = order.Folder;
            foreach (var (name, value) in order.Variables)
                Environment.SetEnvironmentVariable(name, value);
            if (order.Together)
                Console.SetError(output);
            var exitCode = Milestone.Host.Program.Main(order.Arguments).GetAwaiter().GetResult();
            Console.SetError(error);
            foreach (var name in order.Variables.Keys)
                Environment.SetEnvironmentVariable(name, null);
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{end} {exitCode}"));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{end} {exitCode}"));
        }

        Environment.Exit(0);
    }
}
