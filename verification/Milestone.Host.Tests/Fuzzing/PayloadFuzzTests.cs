using System.Text;
using System.Text.Json.Nodes;
using Milestone.Core;
using Milestone.Core.Ledger;
using Milestone.Core.Organisations;
using Milestone.Core.Xero;
using Milestone.Host.Demo;
using Milestone.Testing.Postgres;
using Npgsql;
using Xunit;

namespace Milestone.Host.Tests.Fuzzing;

/// <summary>Payloads that Xero would never send: each is taken in or refused with a reason, and the books stay whole.</summary>
public sealed class PayloadFuzzTests(TemporaryDatabase database, ITestOutputHelper output) : IClassFixture<TemporaryDatabase>
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_payload_breaks_the_import_or_leaves_something_half_done()
    {
        var (organisation, _) = await new OrganisationCatalogue(database.Database).GetOrCreateAsync("Fuzzed Books", null, Cancellation);
        var import = new XeroImport(database.Database);
        var payloads = Payloads();
        var mutator = new PayloadMutator(payloads);
        output.WriteLine($"seed {FuzzSettings.Seed}, {FuzzSettings.Payloads} payloads made from {payloads.Count}");
        // What the others refer to.
        foreach (var payload in payloads.Where(payload => payload.ContainsKey("Organisations") || payload.ContainsKey("Accounts") || payload.ContainsKey("TrackingCategories")))
            await import.ImportAsync(organisation.Id, One(payload.ToJsonString()), "fuzz", null, Cancellation);

        var faults = new List<string>();
        var (taken, refused, rejected) = (0, 0, 0L);
        for (var number = 0; number < FuzzSettings.Payloads; number++)
        {
            var text = mutator.Make(new Random(unchecked(FuzzSettings.Seed * 31 + number)));
            try
            {
                var result = await import.ImportAsync(organisation.Id, One(text), "fuzz", null, Cancellation);
                taken++;
                rejected += result.Rejected;
                if (result.Received != result.Created + result.Changed + result.Unchanged + result.Rejected)
                    faults.Add($"payload {number}: the counts do not add up <- {Shortened(text)}");
                if (result.Rejections.Count < Math.Min(result.Rejected, 1000) || result.Rejections.Any(rejection => string.IsNullOrWhiteSpace(rejection.Reason)))
                    faults.Add($"payload {number}: a record was rejected without a reason <- {Shortened(text)}");
            }
            catch (ProblemException problem) when (problem.Kind == ProblemKind.Invalid)
            {
                refused++;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                faults.Add($"payload {number}: {failure.GetType().Name} {failure.Message.Split('\n')[0]} {failure.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Milestone.", StringComparison.Ordinal))?.Trim()} <- {Shortened(text)}");
            }
        }

        Assert.True(faults.Count == 0, $"seed {FuzzSettings.Seed}, {faults.Count} faults:\n{string.Join('\n', faults.Take(25))}");
        var report = await new LedgerCheck(database.Database).VerifyAsync(organisation.Id, null, Cancellation);
        var unfinished = await CountAsync("SELECT count(*) FROM milestone.sync_run WHERE finished_at IS NULL");
        output.WriteLine($"{taken} taken in with {rejected} records rejected, {refused} refused as a whole; {report.Documents} documents, {report.Postings} postings verified, {report.Waiting.Count} kinds of waiting");
        Assert.True(report.Clean, string.Join('\n', report.Differences.Take(20)));
        Assert.Equal(0, unfinished);
        Assert.True(taken > FuzzSettings.Payloads / 2 && refused > 0, "The payloads are all alike.");
    }

    private async Task<long> CountAsync(string question)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(question);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    // The demo company's, and those of a real organisation where there are any.
    private static List<JsonObject> Payloads()
    {
        var texts = DemoCompany.Stages(new DemoOptions { Today = new DateOnly(2026, 11, 23), Documents = 400 }).SelectMany(stage => stage.Payloads).Select(payload => Encoding.UTF8.GetString(payload.Json)).ToList();
        if (Environment.GetEnvironmentVariable("MILESTONE_REAL_DATA") is { Length: > 0 } real)
            texts.AddRange(Directory.EnumerateFiles(Path.Combine(real, "xero"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText));
        return [.. texts.Select(text => JsonNode.Parse(text)).OfType<JsonObject>()];
    }

    private static string Shortened(string text) => text.Length > 1500 ? $"{text[..1500]}... ({text.Length})" : text;

    private static async IAsyncEnumerable<XeroPayload> One(string text)
    {
        yield return new XeroPayload("fuzzed", Encoding.UTF8.GetBytes(text));
        await Task.CompletedTask;
    }
}
