using System.Text;
using Milestone.Core.Ledger;
using Milestone.Testing.Books;
using Milestone.Testing.Golden;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Golden;

/// <summary>Tiny books in, the statements that a person worked out by hand out. README.md beside this file has the form.</summary>
public sealed class GoldenLedgerTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    [Theory]
    [MemberData(nameof(GoldenLedgers.Names), MemberType = typeof(GoldenLedgers))]
    public async Task A_ledger_gives_the_statements_written_in_it(string name)
    {
        var lines = GoldenLedgers.Lines(name);
        Assert.Contains(lines, GoldenRequest.Is);

        var books = await ImportedBooks.NewAsync(database);
        var batches = new List<long>();
        var checks = new List<LedgerReport>();
        foreach (var import in LedgerText.Read(string.Join('\n', lines.TakeWhile(line => !GoldenRequest.Is(line)))))
        {
            database.Clock.Advance(TimeSpan.FromDays(1));
            await books.ImportAsync([.. XeroPayloads.Reference(import.Book), .. XeroPayloads.Of(import.Book, import.Documents)]);
            batches.Add((await books.OrganisationAsync()).LastBatch);
            checks.Add(await books.VerifyAsync());
        }

        Assert.All(checks, check => Assert.Empty(check.Differences));
        GoldenFile.Match($"Milestone.Core.Tests/Golden/{name}.ledger", await AnsweredAsync(lines, books, batches, checks));
    }

    /// <summary>The ledger's text with every answer below a request replaced by the one received.</summary>
    private static async Task<string> AnsweredAsync(string[] lines, ImportedBooks books, List<long> batches, List<LedgerReport> checks)
    {
        var text = new StringBuilder();
        for (var i = 0; i < lines.Length; i++)
        {
            text.Append(lines[i]).Append('\n');
            if (!GoldenRequest.Is(lines[i]))
                continue;
            text.Append(lines[i].StartsWith("check", StringComparison.Ordinal)
                ? Check(checks[GoldenRequest.Number(lines[i]) - 1])
                : StatementText.Of(await books.StatementAsync(await GoldenRequest.QueryAsync(lines[i], books, batches))));
            while (i + 1 < lines.Length && lines[i + 1].Length > 0)
                i++;
        }

        return text.ToString();
    }

    private static string Check(LedgerReport report) =>
        string.Create(null, $"{(report.Clean ? "clean" : string.Join("; ", report.Differences))}, {report.Waiting.Count} waiting\n");
}
