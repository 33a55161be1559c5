using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Milestone.Core.Dashboard;
using Milestone.Core.Organisations;
using Milestone.Core.Receivables;
using Milestone.Core.Statements;
using Milestone.Core.Storage;
using Milestone.Core.Xero;
using Milestone.Host.Dashboard;
using Milestone.Host.Demo;
using Milestone.Host.Security.Rates;
using Milestone.Host.Settings;
using Milestone.Host.Statements;
using Npgsql;

namespace Milestone.Benchmarks;

/// <summary>
/// What the host adds to a bare Kestrel: pages and answers that are kept, and pages that are drawn anew, against an endpoint that says hello and against
/// the page's figures read alone, all in one run over the demo company.
/// </summary>
internal static class WebBench
{
    private const int Connections = 8;
    private const int Rounds = 7;
    private const string Database = "milestone_bench_web";
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1.5);
    private static readonly DateOnly Today = new(2026, 11, 23);

    public static async Task RunAsync(string server, BenchReport report)
    {
        var connectionString = await BooksAsync(server, report);
        await using var bare = await BareAsync();
        await using var cached = await HostAsync(connectionString, megabytes: 64);
        await using var uncached = await HostAsync(connectionString, megabytes: 0);
        var hello = new Uri(AddressOf(bare), "/hello");
        var page = new Uri(AddressOf(cached), "/milestone-app/dashboard?period=this-year");
        var statement = new Uri(AddressOf(cached), "/milestone-app/api/v1/statement?period=this-year&columns=month");
        var drawn = new Uri(AddressOf(uncached), page.PathAndQuery);
        await using var database = MilestoneDatabase.Open(connectionString, TimeProvider.System);
        var figures = await FiguresAsync(database);

        // The listener needs a moment, the compiler some requests.
        await Task.Delay(TimeSpan.FromSeconds(1));
        foreach (var address in new[] { hello, page, statement, drawn })
            await LoadLoop.RateAsync(address, Connections, Round);

        Func<Task<double>>[] loads =
        [
            () => LoadLoop.RateAsync(hello, Connections, Round),
            () => LoadLoop.RateAsync(page, Connections, Round),
            () => LoadLoop.RateAsync(statement, Connections, Round),
            () => LoadLoop.RateAsync(drawn, Connections, Round),
            () => AloneAsync(figures),
        ];
        var rates = loads.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var load = 0; load < loads.Length; load++)
                rates[load].Add(await loads[load]());
        }

        var median = rates.Select(Measure.Median).ToArray();
        var one = await Measure.MediansAsync(rounds: 20, calls: 50, await LoadLoop.AskerAsync(hello), await LoadLoop.AskerAsync(statement));
        report.Add("Dashboard given again: requests a second over a bare endpoint's", median[1] / median[0], "times", limit: 0.6, atLeast: true, anchor: $"hello ({Rate(median[0])})", ratio: median[0] / median[1]);
        report.Add("Statement given again: requests a second over a bare endpoint's", median[2] / median[0], "times", anchor: $"hello ({Rate(median[0])})", ratio: median[0] / median[2]);
        report.Add("Statement given again over HTTP, one request after the other", one[1] / one[0], "times", limit: 2, anchor: $"hello ({one[0].ToString("0.000", CultureInfo.InvariantCulture)} ms)", ratio: one[1] / one[0]);
        report.Add("Dashboard drawn anew: requests a second over its figures read alone", median[3] / median[4], "times", limit: 0.5, atLeast: true, anchor: $"the figures alone ({Rate(median[4])})", ratio: median[4] / median[3]);
        await RememberedAsync(database, report);
    }

    // What the library itself takes for a statement that it has drawn before.
    private static async Task RememberedAsync(MilestoneDatabase database, BenchReport report)
    {
        using var stop = new CancellationTokenSource();
        var listener = new ChangeListener(database);
        var listening = listener.RunAsync(lost: null, stop.Token);
        var catalogue = new OrganisationCatalogue(database);
        var reader = new StatementReader(database, new RememberedStatements(catalogue, 1 << 20));
        while (!listener.IsListening)
            await Task.Delay(10);
        var organisation = (await catalogue.ListAsync(default)).Single();
        var year = new StatementQuery(organisation.FinancialYear.YearOf(Today)) { Columns = StatementColumns.Month };
        var times = await Measure.MediansAsync(
            rounds: 20,
            calls: 50,
            () => new StatementReader(database).ReadAsync(organisation.Id, year, "bench", default),
            async () =>
            {
                await catalogue.KnowAsync(default);
                await reader.ReadAsync(organisation.Id, year, "bench", default);
            });
        report.Add("Statement drawn before, server side", times[1], "ms", limit: 0.2, anchor: $"drawn anew ({times[0].ToString("0.00", CultureInfo.InvariantCulture)} ms)", ratio: times[1] / times[0]);
        await stop.CancelAsync();
        await listening;
    }

    private static async Task<Func<Task>> FiguresAsync(MilestoneDatabase database)
    {
        var catalogue = new OrganisationCatalogue(database);
        var statements = new StatementReader(database);
        var reader = new DashboardReader(database, statements, new OpenInvoicesReader(database));
        var parser = new DashboardQueryParser(new StatementQueryParser(catalogue, TimeProvider.System), TimeProvider.System);
        var organisation = (await catalogue.ListAsync(default)).Single();
        var query = await parser.ParseAsync(organisation, new StatementText { Period = "this-year" }, null, default);
        return () => reader.ReadAsync(organisation, query, "bench", default);
    }

    private static async Task<double> AloneAsync(Func<Task> figures)
    {
        var start = TimeProvider.System.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            var count = 0;
            for (; TimeProvider.System.GetElapsedTime(start) < Round; count++)
                await figures();
            return count;
        })));
        return counts.Sum() / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<WebApplication> BareAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/hello", () => "hello");
        await app.StartAsync();
        return app;
    }

    // Requests are counted, as they are for readers, but nobody comes to the end of the allowance.
    private static readonly RateSettings Boundless = new() { Reads = 50_000_000, Writes = 50_000_000, Exports = 50_000_000, Imports = 50_000_000, SignIns = 50_000_000 };

    private static async Task<WebApplication> HostAsync(string connectionString, int megabytes)
    {
        // The log goes where nobody reads it, but every line is made.
        var app = Host.Program.Serve(new HostSettings { ConnectionString = connectionString, Urls = ["http://127.0.0.1:0"], CacheMegabytes = megabytes, Rates = Boundless, Vouch = _ => Host.Shell.Visitor.AtThisMachine, Log = new StreamWriter(Stream.Null) });
        await app.StartAsync();
        return app;
    }

    private static Uri AddressOf(WebApplication app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    private static async Task<string> BooksAsync(string server, BenchReport report)
    {
        await using var source = NpgsqlDataSource.Create(server);
        foreach (var sql in new[] { $"DROP DATABASE IF EXISTS {Database} WITH (FORCE)", $"CREATE DATABASE {Database}" })
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }

        var connectionString = BenchDatabase.Named(server, Database);
        await Migrator.MigrateAsync(connectionString, dryRun: false, default);
        await using var database = MilestoneDatabase.Open(connectionString, TimeProvider.System);
        var (organisation, _) = await new OrganisationCatalogue(database).GetOrCreateAsync(DemoCompany.Name, null, default);
        foreach (var stage in DemoCompany.Stages(new DemoOptions { Today = Today }))
            await new XeroImport(database).ImportAsync(organisation.Id, stage.Payloads.Select(payload => new XeroPayload(payload.FileName, payload.Json)).ToAsyncEnumerable(), "bench", progress: null, default);
        report.Note("The demo company's books, for the pages.");
        return connectionString;
    }

    private static string Rate(double rate) => rate.ToString("#,##0", CultureInfo.InvariantCulture) + " a second";
}
