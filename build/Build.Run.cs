using System.Globalization;
using Milestone.Build.Database;
using Milestone.Build.Engine;
using Npgsql;

namespace Milestone.Build;

internal sealed partial class Build
{
    /// <summary>The firm that the host's <c>demo</c> command makes.</summary>
    const string DemoCompany = "Harrow & Vale Construction Ltd";

    [Parameter("Run: the port of the address that is served")]
    int Port { get; set; } = 3000;

    string Address => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    Target Run => _ => _
        .Description("Serves the dashboard with the demo company until Ctrl-C")
        .DependsOn(Publish)
        .Executes(async stop =>
        {
            if (Port is 0 or > 65535) throw new StepFailedException($"--port {Port} is no port: give one from 1 to 65535.");
            if (!FreePort.IsFree(Port)) throw new StepFailedException($"Port {Port} is in use. Stop what listens there, or give another: ./build.sh Run --port {Port + 1}");
            await WithDatabase(
                async connection =>
                {
                    await Host(connection, ["migrate"], stop);
                    // Either prints how to sign in: the password is made up anew each time.
                    await Host(connection, await HasDemoCompany(connection, stop) ? ["demo", "--accounts"] : ["demo"], stop);
                    await Serve(connection, stop);
                },
                stop);
        });

    Target Demo => _ => _
        .Description("Loads the demo company into the database that Run serves")
        .DependsOn(Publish)
        .Executes(stop => WithDatabase(
            async connection =>
            {
                await Host(connection, ["migrate"], stop);
                await Host(connection, ["demo"], stop);
            },
            stop));

    Task Host(string connection, IEnumerable<string> arguments, CancellationToken stop) =>
        Shell.Run("dotnet", [HostProgram, .. arguments], stop, HostEnvironment(connection));

    static Dictionary<string, string?> HostEnvironment(string connection) => new() { [MilestoneVariable] = connection };

    /// <summary>The host prints its address when it listens. Ctrl-C is how it is meant to end, so that is no failure.</summary>
    async Task Serve(string connection, CancellationToken stop)
    {
        try
        {
            await Host(connection, ["serve", "--urls", Address], stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Output.Line("The host has ended.");
        }
    }

    static async Task<bool> HasDemoCompany(string connectionString, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(stop);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM milestone.organisation WHERE name = $1", connection)
        {
            Parameters = { new() { Value = DemoCompany } },
        };
        return (long)(await command.ExecuteScalarAsync(stop))! > 0;
    }
}
