using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Milestone.Core;
using Milestone.Core.Storage;
using Milestone.Host.Settings;

namespace Milestone.Host.Commands;

/// <summary>serve: the web host, until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var urls = new Option<string?>("--urls")
        {
            Description = $"The addresses to listen on, separated by semicolons; only this machine's own, because signing in is not built yet [default: {LoopbackUrls.Default}]",
            HelpName = "URL",
        };
        var command = new Command("serve", "Serves the pages and the API (the default command)") { urls };
        command.SetAction((parsed, cancellation) => RunAsync(HostSettings.Read(ConnectionSettings.Environment(), parsed.GetValue(urls)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(HostSettings settings, CancellationToken cancellation)
    {
        await using var app = Program.Serve(settings);
        // A connection string that makes no sense is said before anything listens.
        var database = app.Services.GetRequiredService<MilestoneDatabase>();
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException failure) when (failure.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException or SocketException || failure.GetBaseException() is SocketException)
        {
            throw new ProblemException(ProblemKind.Conflict, $"{string.Join(" and ", settings.Urls)} cannot be listened on: the port is in use. Stop what uses it, or choose another with --urls.", failure);
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        Terminal.Note($"Milestone is at {string.Join(" and ", addresses.Select(address => address + settings.PathBase))}");
        Terminal.Note("Only this machine can reach it: signing in is not built yet. Ctrl+C stops it.");
        await WarnAsync(database, cancellation);
        using var stop = cancellation.Register(app.Lifetime.StopApplication);
        await app.WaitForShutdownAsync(CancellationToken.None);
        return CommandLine.Done;
    }

    // A host that cannot serve yet still answers politely, so this is a warning; health and the pages say the same.
    private static async Task WarnAsync(MilestoneDatabase database, CancellationToken cancellation)
    {
        var health = await database.CheckAsync(cancellation);
        if (!health.Ready)
            Terminal.Note($"Warning: {health.Message}");
    }
}
