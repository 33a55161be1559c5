using System.Diagnostics;
using System.Globalization;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Core.Xero;
using Milestone.Host.Demo;
using Npgsql;

namespace Milestone.Benchmarks;

/// <summary>How fast 100,000 generated documents enter an empty ledger on one connection, and how fast the same pages enter again.</summary>
internal static class ImportBench
{
    private const int Documents = 100_000;
    private const string Database = "milestone_bench_import";

    public static async Task RunAsync(string server, BenchReport report)
    {
        var folder = Pages(report);
        var files = Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).ToArray();
        await using var source = NpgsqlDataSource.Create(server);
        await RunAsync(source, $"DROP DATABASE IF EXISTS {Database} WITH (FORCE)");
        await RunAsync(source, $"CREATE DATABASE {Database}");
        var connectionString = BenchDatabase.Named(server, Database);
        try
        {
            var copy = await CopyAsync(connectionString, files);
            await Migrator.MigrateAsync(connectionString, dryRun: false, CancellationToken.None);
            await using var database = MilestoneDatabase.Open(connectionString, TimeProvider.System);
            var (organisation, _) = await new OrganisationCatalogue(database).GetOrCreateAsync(DemoCompany.Name, null, CancellationToken.None);

            var memory = new MemoryWatch();
            var first = await ImportAsync(database, organisation.Id, files, memory);
            var again = await ImportAsync(database, organisation.Id, files, new MemoryWatch());
            if (again.Result.Created + again.Result.Changed > 0)
                throw new InvalidOperationException("The second import changed something: the benchmark would measure the wrong thing.");

            var documents = first.Result.Kinds.Where(kind => kind.Kind is "Invoices" or "CreditNotes" or "BankTransactions" or "ManualJournals").Sum(kind => kind.Created);
            report.Note(string.Create(CultureInfo.InvariantCulture, $"Imported {first.Result.Received:N0} records of {files.Length:N0} pages, {documents:N0} documents among them, {first.Result.Postings:N0} postings."));
            report.Add("Import, documents a minute on one connection", documents / first.Time.TotalMinutes, "a minute", limit: 100_000, atLeast: true, anchor: $"raw COPY of the same pages ({copy.TotalSeconds:0.0} s)", ratio: first.Time / copy);
            report.Add("Import again, unchanged: times faster", first.Time / again.Time, "times", limit: 5, atLeast: true, anchor: $"first import ({first.Time.TotalSeconds:0.0} s)", ratio: again.Time / first.Time);
            report.Add("Import, memory: last tenth of the pages over the first", memory.Growth, "times", limit: 1.5, anchor: $"first tenth ({memory.FirstMegabytes:0} MB)", ratio: memory.Growth);
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await RunAsync(source, $"DROP DATABASE IF EXISTS {Database} WITH (FORCE)");
        }
    }

    private static string Pages(BenchReport report)
    {
        var folder = Path.Combine(BenchReport.Repository(), "artifacts", "bench", $"pages-{Documents}");
        if (!Directory.Exists(folder))
        {
            report.Note($"Writing about {Documents:N0} documents as Xero's pages, once ...");
            var unfinished = folder + ".unfinished";
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
            DemoFolder.Write(DemoCompany.Stages(new DemoOptions { Today = new DateOnly(2026, 11, 23), Documents = Documents }), unfinished);
            Directory.Move(unfinished, folder);
        }

        return folder;
    }

    private static async Task<(TimeSpan Time, ImportResult Result)> ImportAsync(MilestoneDatabase database, Guid organisation, string[] files, MemoryWatch memory)
    {
        var start = Stopwatch.GetTimestamp();
        var result = await new XeroImport(database).ImportAsync(organisation, ReadAsync(files, memory), "bench", null, CancellationToken.None);
        return (Stopwatch.GetElapsedTime(start), result);
    }

    private static async IAsyncEnumerable<XeroPayload> ReadAsync(string[] files, MemoryWatch memory)
    {
        for (var i = 0; i < files.Length; i++)
        {
            memory.Look(i, files.Length);
            yield return new XeroPayload(Path.GetFileName(files[i]), await File.ReadAllBytesAsync(files[i]));
        }
    }

    // What the server needs to take the same bytes in and do nothing with them.
    private static async Task<TimeSpan> CopyAsync(string connectionString, string[] files)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await RunAsync(source, "CREATE TABLE raw (page text)");
        var start = Stopwatch.GetTimestamp();
        await using (var connection = await source.OpenConnectionAsync())
        await using (var copy = await connection.BeginBinaryImportAsync("COPY raw (page) FROM STDIN (FORMAT BINARY)"))
        {
            foreach (var file in files)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(await File.ReadAllTextAsync(file));
            }

            await copy.CompleteAsync();
        }

        var time = Stopwatch.GetElapsedTime(start);
        await RunAsync(source, "DROP TABLE raw");
        return time;
    }

    private static async Task RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The managed memory in use, early and late in a run.</summary>
    private sealed class MemoryWatch
    {
        private readonly List<double> first = [];
        private readonly List<double> last = [];

        public double FirstMegabytes => Measure.Median(first);

        public double Growth => Measure.Median(last) / Measure.Median(first);

        public void Look(int page, int pages)
        {
            var tenth = page * 10 / pages;
            if (tenth is 0 or 9)
                (tenth == 0 ? first : last).Add(GC.GetTotalMemory(forceFullCollection: page % 20 == 0) / 1048576d);
        }
    }
}
