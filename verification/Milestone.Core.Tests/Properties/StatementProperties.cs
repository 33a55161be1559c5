using CsCheck;
using Milestone.Core.Statements;
using Milestone.Core.Values;
using Milestone.Testing.Books;
using Milestone.Testing.Generation;
using Milestone.Testing.Oracle;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Properties;

/// <summary>Random books and random questions: the statement is the oracle's, adds up, and what was shown once is shown again.</summary>
public sealed class StatementProperties(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    // Whole years, ragged ends, one day, and edges that fall on documents' own days.
    private static readonly Period[] Periods =
    [
        new(new(2025, 4, 1), new(2028, 12, 31)), new(new(2026, 4, 1), new(2027, 3, 31)), new(new(2026, 4, 15), new(2026, 12, 30)),
        new(new(2026, 3, 31), new(2026, 4, 1)), new(new(2026, 6, 30), new(2026, 6, 30)), new(new(2026, 12, 31), new(2028, 2, 29)),
    ];

    private static readonly Gen<Question> AnyQuestion =
        from period in Gen.Int[0, Periods.Length - 1]
        from cash in Gen.Bool
        from columns in Gen.Int[0, 5]
        from project in Gen.Int[0, 7]
        from phase in Gen.Int[0, 7]
        select new Question(Periods[period], cash, (StatementColumns)columns, Name(project, "Alpha", "Beta"), Name(phase, "Groundworks", "Roofing"));

    private sealed record Question(Period Period, bool Cash, StatementColumns Columns, string? Project, string? Phase);

    [Fact]
    public Task A_statement_is_the_oracles_whatever_is_asked_and_adds_up() => Gen.Select(LedgerGenerator.Ledger, AnyQuestion.Array[4]).SampleAsync(
        async (generated, questions) =>
        {
            var books = await ImportedBooks.NewAsync(database);
            var payloads = generated.Shuffled();
            await books.ImportAsync(payloads);
            var oracle = PlainLedger.Of(payloads.Select(payload => payload.Json));
            var plain = new PlainStatement(oracle.Postings(), oracle.Accounts, (generated.Final.YearEndMonth, generated.Final.YearEndDay));
            foreach (var asked in questions)
            {
                var statement = await books.StatementAsync(await QueryAsync(books, asked));
                StatementCells.AddUp(statement);
                LedgerRows.Equal(
                    plain.Cells(asked.Cash, asked.Period.From, asked.Period.To, (PlainColumns)asked.Columns, asked.Project, asked.Phase),
                    StatementCells.Of(statement));
            }
        },
        iter: LedgerProperties.Runs,
        print: drawn => $"{drawn.Item1}\n{string.Join('\n', drawn.Item2.Select(question => question.ToString()))}");

    [Fact]
    public Task As_known_at_a_batch_is_what_was_shown_then_and_the_ledger_stays_clean() => Gen.Select(LedgerGenerator.Ledger, AnyQuestion.Array[2]).SampleAsync(
        async (generated, questions) =>
        {
            var books = await ImportedBooks.NewAsync(database);
            var shown = new List<(StatementQuery Query, string Words)>();
            for (var stage = 0; stage < generated.Stages.Count; stage++)
            {
                await books.ImportAsync(generated.Payloads(stage));
                var batch = (await books.OrganisationAsync()).LastBatch;
                foreach (var asked in questions)
                {
                    var query = await QueryAsync(books, asked);
                    shown.Add((query with { AsKnownAt = batch }, StatementCells.Words(await books.StatementAsync(query))));
                }
            }

            foreach (var (query, words) in shown)
                Assert.Equal(words, StatementCells.Words(await books.StatementAsync(query)));
            var check = await books.VerifyAsync();
            Assert.True(check.Clean, string.Join("; ", check.Differences));
        },
        iter: LedgerProperties.Runs,
        print: drawn => $"{drawn.Item1}\n{string.Join('\n', drawn.Item2.Select(question => question.ToString()))}");

    private static async Task<StatementQuery> QueryAsync(ImportedBooks books, Question asked) => new(asked.Period)
    {
        Basis = asked.Cash ? Basis.Cash : Basis.Accrual,
        Columns = asked.Columns,
        Project = asked.Project is { } project ? await books.ProjectAsync(project) : null,
        Phase = asked.Phase is { } phase ? await books.PhaseAsync(phase) : null,
    };

    // Most questions ask for all; some for one, and some for what has none.
    private static string? Name(int index, string first, string second) => index switch { 5 => first, 6 => second, 7 => "Unassigned", _ => null };
}
