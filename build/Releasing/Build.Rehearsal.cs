using Milestone.Build.Engine;
using Milestone.Build.Rehearsing;

namespace Milestone.Build;

internal sealed partial class Build
{
    [Parameter("Rehearsal: about how many documents the demo company has")]
    int Documents { get; set; } = 400;

    string StandInProject => Path.Combine(Root, "verification", "Milestone.Coolify");

    string StandInProgram => Path.Combine(Artifacts, "bin", "Milestone.Coolify", "release", "Milestone.Coolify.dll");

    string ProviderFolder => Path.Combine(Root, "verification", "Milestone.Testing", "Identity");

    Target Rehearsal => _ => _
        .Description("Starts a production on this machine, with a stand-in for Coolify, an OpenID provider and nginx, until Ctrl-C")
        .DependsOn(Publish)
        .Executes(async stop =>
        {
            await using var world = await NewWorld(stop);
            Output.Line($"The product:       {world.Site}");
            if (world.Proxy is { } proxy) Output.Line($"  prefix stripped: {proxy.Strips}   https: {proxy.Secure} (authority: {world.Certificate.AuthorityFile})");
            Output.Line($"Sign in as         administrator@demo.example with the password: {world.Password}");
            if (world.Provider is not null) Output.Line($"  or at            {world.Provider}, where adam, amina, paul and vera have any password");
            Output.Line($"Coolify:           {world.Coolify}");
            Output.Line("To deploy to it, in another terminal:");
            Output.Line($"  MILESTONE_COOLIFY_TOKEN={world.CoolifyToken} ./build.sh Deploy --coolify-url {world.Coolify} --coolify-application {RehearsalWorld.Application} --coolify-database {RehearsalWorld.ManagedDatabase} --site {world.Site}");
            Output.Line("Ctrl-C ends it, and everything it started.");
            try
            {
                await Task.Delay(Timeout.Infinite, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                Output.Line("The rehearsal has ended.");
            }
        });

    /// <summary>The working tree's own host in two releases: the commit before HEAD serves, HEAD comes next.</summary>
    async Task<RehearsalWorld> NewWorld(CancellationToken stop)
    {
        await Shell.Run("dotnet", ["build", StandInProject, "--configuration", "Release", "--verbosity", "quiet", "--nologo", .. LockedRestore], stop);
        var provider = await Shell.Read(Npm, ["--version"], stop) is not null;
        if (provider) await InstallModules(ProviderFolder, stop);
        else Output.Line("npm is not here: the rehearsal has no OpenID provider.");
        var head = await Head(stop) ?? new string('1', 40);
        var home = DatabaseHome is null ? Path.Combine(Root, ".milestone") : Path.GetFullPath(DatabaseHome);
        var plan = new RehearsalPlan
        {
            Host = HostProgram,
            StandIn = StandInProgram,
            Provider = provider ? ProviderFolder : null,
            Home = Path.Combine(home, "rehearsal"),
            Before = (await Shell.Read("git", ["rev-parse", "HEAD~1"], stop, Root))?.Trim() is { Length: 40 } before ? before : new string('0', 40),
            Next = head,
            Bad = Bad,
            Documents = Documents,
        };
        var world = await RehearsalWorld.Start(plan, PostgresBin, Path.Combine(home, "postgres"), Shell, Output, stop);
        return world;
    }
}
