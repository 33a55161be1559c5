using Milestone.Benchmarks;

// Measures the figures of the statement, the import, the exports and the pages at ten million postings, as ratios against anchors of the same run,
// prints them, writes artifacts/bench/report.md and compares with baseline.json. Arguments narrow it down: statement, import, exports, web.
var only = args.Where(argument => !argument.StartsWith('-')).ToHashSet(StringComparer.OrdinalIgnoreCase);
var server = Environment.GetEnvironmentVariable("MILESTONE_TEST_DB");
if (string.IsNullOrWhiteSpace(server))
{
    Console.Error.WriteLine("The benchmarks need a PostgreSQL server. Run ./build.sh Bench, or set MILESTONE_TEST_DB to one where databases may be created.");
    return 2;
}

var report = new BenchReport();
if (Wanted("statement"))
    await StatementBench.RunAsync(server, report);
if (Wanted("import"))
    await ImportBench.RunAsync(server, report);
if (Wanted("exports"))
    await ExportBench.RunAsync(report);
if (Wanted("web"))
    await WebBench.RunAsync(server, report);
return report.Finish();

bool Wanted(string part) => only.Count == 0 || only.Contains(part);
