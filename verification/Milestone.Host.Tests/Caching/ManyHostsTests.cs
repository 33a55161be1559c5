using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Milestone.Core.Storage;
using Milestone.Host.Tests.Running;
using Npgsql;
using Xunit;

namespace Milestone.Host.Tests.Caching;

/// <summary>
/// Several hosts over one database. The books grow by a bill of 1.00 a batch, so that the figures of an answer tell the batch they belong to:
/// materials = 500.75 + bills.
/// </summary>
public sealed class ManyHostsTests
{
    private const string Statement = "/milestone-app/api/v1/statement?from=2026-04-01&to=2026-06-30";

    [Fact]
    public async Task What_is_changed_through_one_host_shows_in_the_other_and_no_tag_ever_stands_for_two_states()
    {
        await using var books = await BooksHost.FreshAsync();
        await using var other = await ServingHost.StartAsync(books.ConnectionString);
        await AnswerCacheTests.WarmAsync(books.Client);
        await AnswerCacheTests.WarmAsync(other.Client);
        var firstBatch = (await AskAsync(books.Client)).Batch;
        var states = new ConcurrentDictionary<string, decimal>();
        using var end = new CancellationTokenSource();
        var readers = new[] { books.Client, other.Client, other.Client }.Select(client => Task.Run(async () =>
        {
            var last = 0L;
            while (!end.IsCancellationRequested)
            {
                var (batch, materials, tag) = await AskAsync(client);
                Assert.Equal(500.75m + (batch - firstBatch), materials);
                Assert.True(batch >= last, $"Batch {batch} was shown after {last}.");
                last = batch;
                if (tag is not null)
                    Assert.Equal(materials, states.GetOrAdd(tag, materials));
            }
        })).ToList();

        for (var bill = 1; bill <= 25; bill++)
        {
            await books.ImportAsync(Bill(bill));
            // The host it was written through shows it in the very next answer.
            Assert.Equal(firstBatch + bill, (await AskAsync(books.Client)).Batch);
            await UntilShownAsync(other.Client, firstBatch + bill);
        }

        await end.CancelAsync();
        await Task.WhenAll(readers);
        Assert.True(states.Count > 5, $"Only {states.Count} states were seen.");
    }

    [Fact]
    public async Task With_its_listener_killed_a_host_shows_nothing_old()
    {
        await using var books = await BooksHost.FreshAsync();
        await using var other = await ServingHost.StartAsync(books.ConnectionString);
        await AnswerCacheTests.WarmAsync(other.Client);
        var firstBatch = (await AskAsync(other.Client)).Batch;
        var listener = other.Services.GetRequiredService<ChangeListener>();
        using var end = new CancellationTokenSource();
        var killing = KillListenersAsync(books.ConnectionString, end.Token);
        await UntilAsync(() => !listener.IsListening, "The host has not noticed that its listener is gone.");

        for (var bill = 1; bill <= 5; bill++)
        {
            await books.ImportAsync(Bill(bill));
            var (batch, materials, _) = await AskAsync(other.Client);
            Assert.Equal(firstBatch + bill, batch);
            Assert.Equal(500.75m + bill, materials);
        }

        await end.CancelAsync();
        await killing;
        await AnswerCacheTests.WarmAsync(other.Client);
    }

    // Each that comes back is killed before it has heard itself. Other connections stay, and may be opened: hosts need as many as they need.
    private static async Task KillListenersAsync(string connectionString, CancellationToken end)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var kill = new NpgsqlCommand(
            $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND application_name = '{ChangeListener.ConnectionName}'",
            connection);
        do
            await kill.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        while (!end.IsCancellationRequested);
    }

    private static async Task UntilAsync(Func<bool> holds, string otherwise)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(10), otherwise);
            await Task.Yield();
        }
    }

    // Milliseconds, which is as fast as word of it travels.
    private static async Task UntilShownAsync(HttpClient client, long batch)
    {
        var start = TimeProvider.System.GetTimestamp();
        while ((await AskAsync(client)).Batch != batch)
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(5), "The other host still shows what was before.");
    }

    private static async Task<(long Batch, decimal Materials, string? Tag)> AskAsync(HttpClient client)
    {
        var (answer, body) = await AnswerCacheTests.GetAsync(client, Statement);
        Assert.True(answer.IsSuccessStatusCode, body);
        var statement = JsonNode.Parse(body)!;
        var materials = statement["rows"]!.AsArray().Single(row => (string?)row!["account"]?["name"] == "Materials")!;
        return ((long)statement["provenance"]!["batch"]!, (decimal)materials["total"]!, answer.Headers.ETag?.Tag);
    }

    private static string Bill(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        { "Invoices": [{ "InvoiceID": "d1000000-0000-4000-8000-{{number:D12}}", "Type": "ACCPAY", "Status": "AUTHORISED", "InvoiceNumber": "C-{{number}}", "DateString": "2026-06-01T00:00:00", "LineAmountTypes": "NoTax",
          "CurrencyCode": "GBP", "SubTotal": 1.00, "TotalTax": 0.00, "Total": 1.00, "UpdatedDateUTC": "/Date(1780300000000+0000)/",
          "LineItems": [{ "LineItemID": "f1000000-0000-4000-8000-{{number:D12}}", "Description": "Tape", "AccountCode": "310", "LineAmount": 1.00, "TaxAmount": 0.00, "Tracking": [] }] }] }
        """);
}
