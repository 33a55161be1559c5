using Milestone.Build.Auditing;
using Milestone.Build.Engine;
using Milestone.Build.Verification;
using Spectre.Console;

namespace Milestone.Build;

internal sealed partial class Build
{
    [Parameter("Audit: how many requests the fuzzer of the API makes")]
    int Requests { get; set; } = 100_000;

    [Parameter("Audit: how many mutated payloads of Xero's are imported")]
    int Payloads { get; set; } = 20_000;

    [Parameter("Audit: where the fuzzers' dice begin; 0 begins anew each time and says where")]
    int Seed { get; set; }

    string AuditFolder => Path.Combine(Artifacts, "audit");

    Target Audit => _ => _
        .Description("Looks for what an attacker would: advisories, licences, secrets, headers, permissions, scanners, fuzzers; results in artifacts/audit")
        .DependsOn(Compile)
        .Executes(async stop =>
        {
            if (Directory.Exists(AuditFolder)) Directory.Delete(AuditFolder, recursive: true);
            Directory.CreateDirectory(AuditFolder);
            var report = new AuditReport(AuditFolder);
            await AuditWhatIsUsed(report, stop);
            await AuditSecrets(report, stop);
            await WithTestServer(async environment =>
            {
                await AuditHost(report, environment[TestVariable]!, stop);
                await AuditByTests(report, environment, stop);
            }, stop);
            Conclude(report);
        });

    async Task AuditWhatIsUsed(AuditReport report, CancellationToken stop)
    {
        using var web = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        var advisories = new Advisories(Shell, Root, web);
        report.Add(await advisories.OfNuGet(Solution, stop));
        foreach (var file in Dependency.LockFiles(Root, "package-lock.json")) report.Add(await advisories.OfNpm(Path.GetDirectoryName(file)!, stop));

        var packages = await Shell.Read("dotnet", ["nuget", "locals", "global-packages", "--list", "--force-english-output"], stop);
        var dependencies = Dependency.All(Root, (packages ?? "").Split(": ", 2) is [_, var folder] ? folder.Trim() : "");
        report.Add(Licences.Check(dependencies));
        var version = await Shell.Read("git", ["describe", "--always", "--dirty"], stop, Root);
        report.Add(BillOfMaterials.Write(dependencies, version?.Trim() ?? "unknown", TimeProvider.System.GetUtcNow(), report.File("sbom.cdx.json")));
    }

    async Task AuditSecrets(AuditReport report, CancellationToken stop)
    {
        const string topic = "Secrets in the tree and its history";
        if (await Shell.Read("git", ["ls-files"], stop, Root) is not { } files)
        {
            report.Add(AuditLine.NotChecked(topic, "this is no git repository"));
            return;
        }
        var names = files.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(name => File.Exists(Path.Combine(Root, name))).ToList();
        var found = names.SelectMany(name => SecretScan.Find(File.ReadLines(Path.Combine(Root, name)), name)).ToList();
        var history = await Shell.Read("git", ["log", "-p", "--all", "--no-color", "--no-ext-diff", "--text", "--unified=0", "--", ".", ":!*lock.json", ":!*.ttf", ":!*.woff2", ":!*.png"], stop, Root);
        if (history is null) report.Add(AuditLine.NotChecked("Secrets in the history", "git log did not end well"));
        found.AddRange(SecretScan.Find((history ?? "").Split('\n').Where(line => line.StartsWith('+')), "history"));
        await File.WriteAllLinesAsync(report.File("secrets.txt"), found, stop);
        report.Add(found.Count == 0
            ? AuditLine.Passed(topic, $"{names.Count} files and {(history ?? "").Length / 1024} KB of history")
            : AuditLine.Failed(topic, $"{found.Count} places: {string.Join("; ", found.Distinct().Take(5))}"));
    }

    async Task AuditHost(AuditReport report, string server, CancellationToken stop)
    {
        var program = Path.Combine(Artifacts, "bin", "Milestone.Host", ConfigurationFolder, "Milestone.Host.dll");
        await using var host = await AuditedHost.Start(program, server, Shell, stop);
        report.Add(await new HeaderCheck(host.Client, "nobody").Run(stop));
        report.Add(await new HeaderCheck(host.SignedIn, "an administrator").Run(stop));
        var scanners = new Scanners(Shell, report, host.Cookie);
        report.Add(await scanners.Wapiti(host.Root, stop));
        report.Add(await scanners.Sqlmap(
            ((string[])["statement?from=2026-04-01&to=2026-04-30&basis=accrual&columns=month", "api/v1/postings?from=2026-04-01&to=2026-04-30&account=200&limit=5", "api/v1/projects?search=a&sort=name", "dashboard?organisation=a&period=last-month"])
                .Select(address => new Uri(host.Root, address)),
            stop));
        report.Add(await host.IsSignedIn(stop)
            ? AuditLine.Passed("The scanners' session", "it was signed in to the end")
            : AuditLine.NotChecked("The scanners' session", "it ended while they were at work, so that they saw only the door from then on"));
        report.Add(await host.IsWell(stop) ? AuditLine.Passed("The host after the scanners", "it still answers") : AuditLine.Failed("The host after the scanners", "it does not answer any more"));
    }

    async Task AuditByTests(AuditReport report, IReadOnlyDictionary<string, string?> environment, CancellationToken stop)
    {
        var seed = Seed > 0 ? Seed : Random.Shared.Next(1, int.MaxValue);
        Output.Line($"The fuzzers begin at --seed {seed}");
        var telling = new Dictionary<string, string?>(environment)
        {
            ["MILESTONE_FUZZ_REQUESTS"] = Requests.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["MILESTONE_FUZZ_PAYLOADS"] = Payloads.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["MILESTONE_FUZZ_SEED"] = seed.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        var project = TestProject.In(Root, ConfigurationFolder).Single(project => project.Name == "Milestone.Host.Tests");
        foreach (var (topic, filter, remark) in new[]
        {
            ("Who may what: the matrix", "Permission", "the tests of the matrix"),
            ("What every answer carries, limits, other sites, proxies", "Host.Tests.Security.", "the tests of the shell"),
            ("The API under fuzzed requests", "RequestFuzzTests", $"{Requests} requests, seed {seed}"),
            ("The import under mutated payloads", "PayloadFuzzTests", $"{Payloads} payloads, seed {seed}"),
        })
        {
            var results = await project.Run(filter, AuditFolder, telling, Shell, stop);
            File.Move(report.File(project.Name + ".trx"), report.File(filter.Trim('.') + ".trx"), overwrite: true);
            report.Add(results switch
            {
                { Failed: > 0 } => AuditLine.Failed(topic, $"{results.Line}: {string.Join("; ", results.Failures.Take(3).Select(failure => $"{failure.Name}: {failure.Reason}"))}"),
                { Passed: 0 } => AuditLine.NotChecked(topic, results.Skipped > 0 ? "the tests skipped themselves" : $"there is no test with '{filter}' in its name"),
                _ => AuditLine.Passed(topic, $"{remark}: {results.Line}"),
            });
        }
    }

    void Conclude(AuditReport report)
    {
        report.Save(TimeProvider.System.GetUtcNow());
        var table = new Table().Border(TableBorder.Rounded).AddColumn("What").AddColumn("Verdict").AddColumn("Seen");
        foreach (var line in report.Lines) table.AddRow(new Text(line.Topic), new Text(line.Word), new Text(line.Remark.Length > 300 ? line.Remark[..300] + "..." : line.Remark));
        Output.Line();
        Output.Table(table);
        Summary.Close($"{report.Count(Verdict.Passed)} passed, {report.Count(Verdict.Failed)} failed, {report.Count(Verdict.NotChecked)} not checked");
        if (report.Count(Verdict.Failed) > 0) throw new StepFailedException($"The audit found something: see {Path.Combine(AuditFolder, "audit.md")}.");
    }
}
