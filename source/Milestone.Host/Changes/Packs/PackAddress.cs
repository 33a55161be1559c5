using System.Globalization;
using Milestone.Core.Changes;
using Milestone.Core.Organisations;
using Milestone.Core.Statements;
using Milestone.Core.Values;
using Milestone.Host.Shell;

namespace Milestone.Host.Changes.Packs;

/// <summary>The statement of a pack as an address: the same question, to be asked of the books as they are.</summary>
internal static class PackAddress
{
    public static Address Of(Pack pack, Organisation organisation)
    {
        var query = pack.Query;
        return Address.To("statement")
            .With("organisation", organisation.Id.ToString("D"))
            .With("from", query.Period.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .With("to", query.Period.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .With("columns", query.Columns == StatementColumns.None ? null : Lower(query.Columns.ToString()))
            .With("compare", query.Compare == 0 ? null : query.Compare.ToString(CultureInfo.InvariantCulture))
            .With("comparison", query.Compare > 0 && query.Comparison == Comparison.PreviousYears ? "year" : null)
            .With("variance", query.Variance ? "true" : null)
            .With("percent", query.PercentOfIncome ? "true" : null)
            .With("hideZeros", query.HideZeros ? null : "false")
            .With("basis", query.Basis == Basis.Cash ? "cash" : null)
            .With("project", query.Project?.ToString("D"))
            .With("phase", query.Phase?.ToString("D"));
    }

    private static string Lower(string word) => char.ToLowerInvariant(word[0]) + word[1..];
}
