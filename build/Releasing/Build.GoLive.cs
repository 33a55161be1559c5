using Milestone.Build.Engine;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build;

internal sealed partial class Build
{
    [Parameter("GoLive: rehearsal, on servers of its own, or production", Name = "target")]
    string GoLiveTarget { get; set; } = "rehearsal";

    [Parameter("GoLive: performs each check's sabotage too, and expects red, then green again")]
    bool Sabotage { get; set; }

    [Parameter("GoLive in production: the address of an administrator who signs in with a password")]
    string? SiteEmail { get; set; }

    [Parameter("GoLive in production: that administrator's password", Secret = true)]
    string? SitePassword { get; set; }

    string GoLiveFolder => Path.Combine(Artifacts, "golive");

    Target GoLive => _ => _
        .Description("Looks at the 57 tasks of going live, T274 to T330, one line each; report in artifacts/golive. --sabotage, --filter T289, --target production")
        .DependsOn(Publish)
        .Executes(LookAtEverything);

    async Task LookAtEverything(CancellationToken stop)
    {
        var production = NamedProduction();
        var checks = Checklist.Chosen(Filter);
        if (checks.Count == 0) throw new StepFailedException($"No task is '{Filter}': name one as in T289, a subject such as Database, or part of a title.");
        var settings = new WorldSettings(
            Root, HostProgram, typeof(Build).Assembly.Location, await Head(stop) ?? "unknown", await TreeId(stop), Path.Combine(DatabaseHome is null ? Path.Combine(Root, ".milestone") : Path.GetFullPath(DatabaseHome), "golive"), PostgresBin, production)
        { Rehearse = NewWorld };
        await using var world = new World(settings, Shell);
        var report = new GoLiveReport(production is null ? "rehearsal" : "production", settings.Commit, settings.TreeId, TimeProvider.System.GetUtcNow(), Output.Secrets.Mask);
        var run = new CheckRun(world);
        try
        {
            foreach (var check in checks.OrderBy(check => check.ComesLast).ThenBy(check => check.Number))
            {
                stop.ThrowIfCancellationRequested();
                world.Lines = report.Lines;
                var line = await run.Run(check, stop);
                if (Sabotage && production is null && line.Verdict != Verdict.Failed && check.Sabotage.Length > 0) line = line with { Sabotage = await run.Sabotage(check, line.Verdict, stop) };
                report.Add(line);
                if (line.Verdict == Verdict.Failed || line.Sabotage is { Good: false }) Output.Bad(line.ToString());
                else Output.Line(line.ToString());
            }
        }
        finally
        {
            report.Save(GoLiveFolder, TimeProvider.System.GetUtcNow());
        }
        Conclude(report);
    }

    void Conclude(GoLiveReport report)
    {
        Output.Line();
        foreach (var line in report.Lines.OrderBy(line => line.Task)) Output.Line($"{line.Task} {line.Title}: {line.Word}{(line.Reason.Length > 0 ? ": " + line.Reason : "")}");
        Summary.Close(report.Conclusion);
        Summary.Close($"{Path.Combine(GoLiveFolder, "report.html")}, signed {report.Signature[..16]}");
        if (!report.IsGood) throw new StepFailedException($"Not ready to go live: {report.Conclusion}. See {Path.Combine(GoLiveFolder, "report.md")}.");
    }

    /// <summary>Null in a rehearsal. All that is missing is said before the first step.</summary>
    Production? NamedProduction()
    {
        switch (GoLiveTarget)
        {
            case "rehearsal":
                return null;
            case "production":
                if (Sabotage) throw new StepFailedException("Sabotage is for rehearsals: production is not broken on purpose.");
                Require((Site, nameof(Site)), (SiteEmail, nameof(SiteEmail)), (SitePassword, nameof(SitePassword)), (Database, nameof(Database)), (CoolifyUrl, nameof(CoolifyUrl)), (CoolifyToken, nameof(CoolifyToken)), (CoolifyApplication, nameof(CoolifyApplication)), (CoolifyServer, nameof(CoolifyServer)));
                return new Production(AddressIn(Site!, "--site"), SiteEmail, SitePassword, Database, AddressIn(CoolifyUrl!, "--coolify-url"), CoolifyToken, CoolifyApplication, CoolifyServer);
            default:
                throw new StepFailedException($"--target is rehearsal or production, not '{GoLiveTarget}'.");
        }
    }

    /// <summary>What a target came to, for GoLive: on which files, and whether it succeeded.</summary>
    protected override void Ended(string target, bool succeeded, TimeSpan took, IReadOnlyList<string> remarks)
    {
        if (!Remembered.Contains(target)) return;
        try
        {
            var tree = TreeId(CancellationToken.None).GetAwaiter().GetResult();
            RunRecords.Write(Path.Combine(Artifacts, "ran"), new RunRecord(target, RunRecords.ArgumentsOf(target, Typed), tree, TimeProvider.System.GetUtcNow(), Math.Round(took.TotalSeconds, 1), succeeded, Output.Secrets.Mask(string.Join(" ", remarks))));
        }
        catch (Exception failure) when (failure is IOException or StepFailedException)
        {
            Output.Line($"The result of {target} could not be kept: {failure.Message}");
        }
    }

    static readonly HashSet<string> Remembered = new(StringComparer.Ordinal) { "Test", "Smoke", "Lint", "Publish", "Audit", "Drill", "Load", "Container", "Monitoring", "PreDeploy", "Mutate" };

    /// <summary>Git's name of the files as they lie here, changed and new ones included.</summary>
    async Task<string> TreeId(CancellationToken stop)
    {
        var index = Path.Combine(Artifacts, "ran.index");
        Directory.CreateDirectory(Artifacts);
        var environment = new Dictionary<string, string?> { ["GIT_INDEX_FILE"] = index };
        var said = new List<string>();
        File.Delete(index);
        if (await Shell.Quietly("git", ["read-tree", "HEAD"], said, stop, environment) != 0 || await Shell.Quietly("git", ["add", "--all", "."], said, stop, environment) != 0) return "no repository";
        said.Clear();
        var exitCode = await Shell.Quietly("git", ["write-tree"], said, stop, environment);
        File.Delete(index);
        return exitCode == 0 && said is [.., var tree] ? tree : "no repository";
    }
}
