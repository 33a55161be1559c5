using CsCheck;
using Milestone.Core.Changes;
using Milestone.Core.Ledger;
using Milestone.Core.Statements;
using Milestone.Core.Tests.Properties;
using Milestone.Core.Values;
using Milestone.Testing.Books;
using Milestone.Testing.Generation;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Changes;

/// <summary>Random books that change day by day: whatever the batch, basis and filter, the changes are the statement now less the statement then.</summary>
public sealed class ChangesProperties(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static readonly Period Ever = new(new DateOnly(2025, 1, 1), new DateOnly(2029, 12, 31));
    private static readonly Period Year = new(new DateOnly(2026, 4, 1), new DateOnly(2027, 3, 31));

    [Fact]
    public Task Changes_are_the_statement_now_less_the_statement_then_by_document_project_and_month() => Gen.Select(LedgerGenerator.Ledger, Gen.Int[0, 1000], Gen.Bool).SampleAsync(
        async (generated, some, cash) =>
        {
            var books = await ImportedBooks.NewAsync(database);
            for (var stage = 0; stage < generated.Stages.Count; stage++)
                await books.ImportAsync(generated.Payloads(stage));
            var since = some % ((await books.OrganisationAsync()).LastBatch + 1);
            var reader = new ChangesReader(database.Database);
            foreach (var period in new[] { Ever, Year })
            {
                var changes = await reader.ReadAsync(books.Organisation, new ChangesQuery(since) { Period = period, Basis = cash ? Basis.Cash : Basis.Accrual }, "a test", default);
                var asked = new StatementQuery(period) { Basis = cash ? Basis.Cash : Basis.Accrual, Columns = StatementColumns.Month };
                var (now, then) = (await books.StatementAsync(asked), await books.StatementAsync(asked with { AsKnownAt = since }));
                Assert.Equal(now.NetProfit() - then.NetProfit(), changes.Effect);
                Assert.Equal(changes.Effect, changes.Documents.Sum(document => document.Effect));
                Assert.Equal(changes.DocumentCount, changes.Documents.Count);
                Assert.Equal(0m, changes.TieOut.Difference);
                for (var month = 0; month < now.Columns.Count; month++)
                {
                    var first = now.Columns[month].Period.From;
                    Assert.Equal(
                        now.Summary(Section.NetProfit).Amounts[month] - then.Summary(Section.NetProfit).Amounts[month],
                        changes.Effects.Where(effect => effect.Month == first).Sum(effect => effect.Amount));
                }

                foreach (var project in changes.Effects.Select(effect => effect.Project).Distinct().Append(Unassigned.Id))
                {
                    var ofProject = await reader.ReadAsync(books.Organisation, changes.Query with { Project = project }, "a test", default);
                    Assert.Equal(changes.Effects.Where(effect => effect.Project == project).Sum(effect => effect.Amount), ofProject.TieOut.Other);
                    Assert.Equal(0m, ofProject.TieOut.Difference);
                }
            }
        },
        iter: LedgerProperties.Runs / 3);
}
