using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Milestone.Core.Administration;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Host.Commands.Backups;
using Milestone.Host.Observability;
using Milestone.Host.Settings;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Postgres;
using Npgsql;
using Xunit;

namespace Milestone.Host.Tests.Observability;

/// <summary>What looks at the installation goes on looking, whatever it comes upon.</summary>
public sealed class InstallationWatchTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    [Fact]
    public async Task What_cannot_be_read_stays_what_it_was_and_its_age_says_so()
    {
        var marker = Path.GetTempFileName();
        try
        {
            var cancellation = TestContext.Current.CancellationToken;
            await File.WriteAllTextAsync(marker, "{\"finishedAt\":\"2026-11-23T08:00:00Z\"}", cancellation);
            await using var own = await OwnAsync();
            await new InstallationReader(own.Database).RecordAsync(new LedgerVerification(own.Clock.GetUtcNow(), TimeSpan.FromSeconds(2.5), 1, 40, 3), cancellation);
            using var watch = Watch(own, marker);
            await watch.LookAsync(cancellation);
            var (good, read) = (watch.Standing, Gauges(watch));

            await ExecuteAsync(own.ConnectionString, "ALTER TABLE milestone.ledger_verification RENAME TO elsewhere");
            own.Clock.Advance(TimeSpan.FromMinutes(10));
            await watch.LookAsync(cancellation);
            var later = Gauges(watch);

            Assert.Equal((3d, 2.5, 0d, 0d), (read["milestone.ledger.differences"], read["milestone.ledger.verify.took"], read["milestone.watch.age"], read["milestone.ledger.verify.age"]));
            Assert.Equal(3600, read["milestone.backup.age"]);
            Assert.Equal(good.Verification, watch.Standing.Verification);
            Assert.Equal((3d, 600d, 600d), (later["milestone.ledger.differences"], later["milestone.watch.age"], later["milestone.ledger.verify.age"]));

            await ExecuteAsync(own.ConnectionString, "ALTER TABLE milestone.elsewhere RENAME TO ledger_verification");
            await watch.LookAsync(cancellation);

            Assert.Equal(0d, Gauges(watch)["milestone.watch.age"]);
            Assert.Equal(1d, Gauges(watch)["milestone.database.reachable"]);
        }
        finally
        {
            File.Delete(marker);
        }
    }

    [Fact]
    public async Task A_host_whose_watch_fails_by_a_defect_goes_on_serving_and_says_so_once()
    {
        var own = await TemporaryPostgres.CloneAsync();
        try
        {
            // No problem that a person can put right: a column is of another type than the program reads.
            await ExecuteAsync(own, "ALTER TABLE milestone.ledger_verification DROP documents, ADD documents text; INSERT INTO milestone.ledger_verification VALUES (gen_random_uuid(), now(), 1, 1, 0, 'x')");
            using var log = new StringWriter(CultureInfo.InvariantCulture);
            await using var host = await ServingHost.StartAsync(own, log: TextWriter.Synchronized(log));
            var watch = host.Services.GetRequiredService<InstallationWatch>();
            await watch.LookAsync(TestContext.Current.CancellationToken);
            await watch.LookAsync(TestContext.Current.CancellationToken);
            using var answer = await host.Client.GetAsync(new Uri("/milestone-app/api/health/live", UriKind.Relative), TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.False(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
            Assert.False(watch.ExecuteTask!.IsCompleted);
            Assert.Null(watch.Standing.LookedAt);
            Assert.InRange(log.ToString().Split("How the installation stands could not be read").Length - 1, 1, 2);
        }
        finally
        {
            await TemporaryPostgres.DropAsync(own);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"finishedAt\":17}")]
    [InlineData("{\"finishedAt\":\"yesterday\"}")]
    [InlineData("{\"finishedAt\":\"2026-11-2")]
    public async Task A_marker_that_says_no_time_is_no_backup(string text)
    {
        var marker = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(marker, text, TestContext.Current.CancellationToken);
            Assert.Null(await BackupMarker.ReadAsync(marker, TestContext.Current.CancellationToken));
        }
        finally
        {
            File.Delete(marker);
        }
    }

    [Fact]
    public async Task A_database_that_is_gone_is_unreachable_and_what_was_known_is_kept()
    {
        await using var gone = MilestoneDatabase.Open(ServingHost.NoDatabase, database.Clock);
        using var watch = new InstallationWatch(new OrganisationCatalogue(gone), new InstallationReader(gone), new MaintenanceWindows(gone), new HostSettings { ConnectionString = "" }, database.Clock, NullLogger<InstallationWatch>.Instance);
        var seen = await watch.LookAsync(TestContext.Current.CancellationToken);
        database.Clock.Advance(TimeSpan.FromSeconds(90));

        Assert.False(seen.IsReachable);
        Assert.Equal((0d, 90d), (Gauges(watch)["milestone.database.reachable"], Gauges(watch)["milestone.watch.age"]));
        Assert.DoesNotContain("milestone.backup.age", Gauges(watch).Keys);
    }

    private static InstallationWatch Watch(TemporaryDatabase own, string marker) => new(
        new OrganisationCatalogue(own.Database), new InstallationReader(own.Database), new MaintenanceWindows(own.Database),
        new HostSettings { ConnectionString = "", BackupMarker = marker }, own.Clock, NullLogger<InstallationWatch>.Instance);

    // Of this watch alone: other hosts of the run have gauges of the same names.
    private static Dictionary<string, double> Gauges(InstallationWatch watch)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, all) =>
            {
                if (ReferenceEquals(instrument.Meter, watch.Meter))
                    all.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => values[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return values;
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<TemporaryDatabase> OwnAsync()
    {
        TemporaryPostgres.Require();
        var own = new TemporaryDatabase();
        await own.InitializeAsync();
        return own;
    }
}
