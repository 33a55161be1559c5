using System.Globalization;
using System.Text.RegularExpressions;
using Milestone.Testing.Books;
using Milestone.Testing.Oracle;
using Xunit;

namespace Milestone.Core.Tests.Golden;

/// <summary>The independent oracle folds the golden ledgers to the figures that were worked out by hand: three ways to one number, not two.</summary>
public sealed partial class SecondOpinionTests
{
    [Fact]
    public void Every_trap_has_its_ledger_and_every_ledger_its_trap() => Assert.Empty(GoldenLedgers.Orphans);

    [Theory]
    [MemberData(nameof(GoldenLedgers.Names), MemberType = typeof(GoldenLedgers))]
    public void The_oracle_reaches_the_totals_worked_out_by_hand(string name)
    {
        var lines = GoldenLedgers.Lines(name);
        var imports = LedgerText.Read(string.Join('\n', lines.TakeWhile(line => !GoldenRequest.Is(line))));
        var statements = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            if (Request().Match(lines[i]) is not { Success: true } request)
                continue;
            statements++;
            var known = request.Groups["import"].Success ? int.Parse(request.Groups["import"].Value, CultureInfo.InvariantCulture) : imports.Count;
            var table = lines.Skip(i + 2).TakeWhile(line => line.Length > 0);
            Assert.Equal(Written(table), request.Groups["rows"].Success ? FoldedByPlace(imports, request.Groups) : Folded(imports.Take(known), request.Groups));
        }

        Assert.True(statements > 0, "The ledger asks for no statement.");
    }

    private static SortedDictionary<string, decimal> Written(IEnumerable<string> table)
    {
        var totals = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var line in table.Where(line => line.StartsWith("  ", StringComparison.Ordinal) || line.StartsWith("Net profit", StringComparison.Ordinal)))
        {
            var cells = Cells().Split(line.Trim());
            var text = cells[^1];
            var amount = text == "–" ? 0 : decimal.Parse(text.Trim('(', ')'), CultureInfo.InvariantCulture);
            if (amount != 0)
                totals[cells[0]] = text[0] == '(' ? -amount : amount;
        }

        return totals;
    }

    private static SortedDictionary<string, decimal> FoldedByPlace(IEnumerable<LedgerImport> imports, GroupCollection request)
    {
        var ledger = PlainLedger.Of(imports.SelectMany(import => XeroPayloads.Reference(import.Book).Concat(XeroPayloads.Of(import.Book, import.Documents))).Select(payload => payload.Json));
        var (sections, sign) = request["measure"].Value switch
        {
            "gross profit" => ([PlainSection.Income, PlainSection.CostOfSales], 1),
            "cost of sales" => (new[] { PlainSection.CostOfSales }, -1),
            _ => (Enum.GetValues<PlainSection>(), 1),
        };
        var cells = new PlainStatement(ledger.Postings(), ledger.Accounts, (12, 31)).Matrix(
            request["basis"].Value == "cash",
            DateOnly.ParseExact(request["from"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateOnly.ParseExact(request["to"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            Enum.Parse<PlainRows>(request["rows"].Value, ignoreCase: true),
            PlainColumns.None,
            sections);
        var totals = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (cell, amount) in cells)
            totals[cell.Row] = sign * amount;
        if (sections.Length == 4 && request["columns"].Success)
            totals["Net profit"] = cells.Values.Sum();
        return totals;
    }

    private static SortedDictionary<string, decimal> Folded(IEnumerable<LedgerImport> imports, GroupCollection request)
    {
        var payloads = imports.SelectMany(import => XeroPayloads.Reference(import.Book).Concat(XeroPayloads.Of(import.Book, import.Documents)));
        var ledger = PlainLedger.Of(payloads.Select(payload => payload.Json));
        var cells = new PlainStatement(ledger.Postings(), ledger.Accounts, (12, 31)).Cells(
            request["basis"].Value == "cash",
            DateOnly.ParseExact(request["from"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateOnly.ParseExact(request["to"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            PlainColumns.None,
            request["project"].Success ? request["project"].Value : null);
        var totals = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (cell, amount) in cells)
            totals[ledger.Accounts[cell.Account].Name] = cell.Section is PlainSection.Income or PlainSection.OtherIncome ? amount : -amount;
        if (cells.Values.Sum() is var profit && profit != 0)
            totals["Net profit"] = profit;
        return totals;
    }

    [GeneratedRegex(@"^statement (?<basis>accrual|cash) (?<from>[\d-]+)\.\.(?<to>[\d-]+)(?: rows (?<rows>\w+))?(?: by (?<columns>\w+))?(?:, (?<measure>gross profit|cost of sales))?(?:, project (?<project>[^,]+))?.*?(?:as known at import (?<import>\d+))?$")]
    private static partial Regex Request();

    [GeneratedRegex(@"\s{2,}")]
    private static partial Regex Cells();
}
