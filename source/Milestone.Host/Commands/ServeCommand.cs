using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Milestone.Core;
using Milestone.Core.Access;
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
            Description = $"The addresses to listen on, separated by semicolons; http://0.0.0.0:3000 for all of this machine's [default: {ListeningUrls.Default}]",
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
        await MigrateCommand.BeforeServingAsync(cancellation);
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
        Terminal.Note("Ctrl+C stops it.");
        if (await IsReadyAsync(database, cancellation) && settings.SignIn.LocalAccounts)
            await OfferAsync(database, addresses.First() + settings.PathBase, cancellation);
        using var stop = cancellation.Register(app.Lifetime.StopApplication);
        await app.WaitForShutdownAsync(CancellationToken.None);
        return CommandLine.Done;
    }

    // A host that cannot serve yet still answers politely, so this is a warning; health and the pages say the same.
    private static async Task<bool> IsReadyAsync(MilestoneDatabase database, CancellationToken cancellation)
    {
        var health = await database.CheckAsync(cancellation);
        if (!health.Ready)
            Terminal.Note($"Warning: {health.Message}");
        return health.Ready;
    }

    // Whoever can read what the host prints sets it up. The link works once, for a day, and only while there is no user.
    private static async Task OfferAsync(MilestoneDatabase database, string root, CancellationToken cancellation)
    {
        if (await new FirstAdministrator(database).OfferAsync(cancellation) is { } code)
            Terminal.Note($"Nobody can sign in yet. Become the first administrator, within a day, at {root}/sign-in/first?code={code}");
    }
}
