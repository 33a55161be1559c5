using CsCheck;
using Milestone.Testing.Books;

namespace Milestone.Testing.Generation;

/// <summary>The numbers a random document is made of. They are plain, so that a failing case shrinks to a small one.</summary>
/// <param name="Kind">What the document is.</param>
/// <param name="Status">Its status, as an index into those of its kind.</param>
/// <param name="Day">Its date, as an index into <see cref="LedgerPlan.Days"/>.</param>
/// <param name="Amounts">0 Exclusive, 1 Inclusive, 2 NoTax.</param>
/// <param name="Currency">0 and 1 the base currency, else foreign.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="Settled">How it is settled: an index into the ways of <see cref="Settling"/>.</param>
/// <param name="Edit">How it changes after its first import: an index into the ways of <see cref="LedgerGenerator"/>.</param>
public sealed record DocumentPlan(BookKind Kind, int Status, int Day, int Amounts, int Currency, LinePlan[] Lines, int Settled, int Edit);

/// <summary>The numbers a random line is made of.</summary>
/// <param name="Account">An index into <see cref="LedgerPlan.Chart"/>.</param>
/// <param name="Pence">The amount in hundredths.</param>
/// <param name="Tax">0 none, 1 a fifth, else an odd amount.</param>
/// <param name="Project">An index into the projects; 0 is none.</param>
/// <param name="Phase">An index into the phases; 0 is none.</param>
/// <param name="ByName">Whether the tracking has names and no ids.</param>
public sealed record LinePlan(int Account, int Pence, int Tax, int Project, int Phase, bool ByName);

/// <summary>What random documents choose from.</summary>
public static class LedgerPlan
{
    /// <summary>Accounts of every section, one whose type nobody knows, and two outside profit and loss.</summary>
    public static IReadOnlyList<BookAccount> Chart { get; } =
    [
        new("200", "Sales", "REVENUE", "REVENUE"),
        new("210", "Day rates", "SALES", "REVENUE"),
        new("270", "Interest", "OTHERINCOME", "REVENUE"),
        new("310", "Materials", "DIRECTCOSTS", "EXPENSE"),
        new("320", "Subcontractors", "DIRECTCOSTS", "EXPENSE"),
        new("429", "General expenses", "OVERHEADS", "EXPENSE"),
        new("477", "Wages", "WAGESEXPENSE", "EXPENSE"),
        new("499", "Novelty", "NOVELTYCOST", "EXPENSE"),
        new("710", "Plant", "FIXED", "ASSET"),
        new("820", "Deposits", "CURRLIAB", "LIABILITY"),
    ];

    /// <summary>Days at the edges of months, quarters, years and leap years, and some between.</summary>
    public static IReadOnlyList<DateOnly> Days { get; } =
    [
        new(2026, 4, 1), new(2026, 4, 15), new(2026, 3, 31), new(2026, 6, 30), new(2026, 7, 1), new(2026, 12, 31), new(2027, 1, 1),
        new(2027, 3, 31), new(2027, 4, 1), new(2028, 2, 29), new(2028, 3, 1), new(2026, 9, 17), new(2026, 10, 5), new(2027, 2, 28),
    ];

    /// <summary>Rates that do and do not divide.</summary>
    public static IReadOnlyList<(string Currency, decimal Rate)> Rates { get; } = [("USD", 1.25m), ("USD", 0.591857m), ("EUR", 1.6m), ("EUR", 0.769876m)];

    private static readonly Gen<LinePlan> Line =
        from account in Gen.Int[0, Chart.Count - 1]
        from pence in Gen.Frequency((5, Gen.Int[1, 99_999]), (1, Gen.Int[-999, -1]), (1, Gen.Int[333, 334]))
        from tax in Gen.Int[0, 2]
        from project in Gen.Int[0, 2]
        from phase in Gen.Int[0, 2]
        from byName in Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true)))
        select new LinePlan(account, pence, tax, project, phase, byName);

    private static readonly Gen<BookKind> Kind = Gen.Frequency(
        (5, Gen.Const(BookKind.Invoice)), (5, Gen.Const(BookKind.Bill)), (3, Gen.Const(BookKind.SalesCredit)), (3, Gen.Const(BookKind.SupplierCredit)),
        (2, Gen.Const(BookKind.Receive)), (2, Gen.Const(BookKind.Spend)), (1, Gen.Const(BookKind.ReceivePrepayment)), (2, Gen.Const(BookKind.SpendPrepayment)),
        (1, Gen.Const(BookKind.ReceiveOverpayment)), (1, Gen.Const(BookKind.SpendOverpayment)), (1, Gen.Const(BookKind.SpendTransfer)),
        (2, Gen.Const(BookKind.ManualJournal)));

    /// <summary>One random document.</summary>
    public static Gen<DocumentPlan> Document { get; } =
        from kind in Kind
        from status in Gen.Int[0, 9]
        from day in Gen.Int[0, Days.Count - 1]
        from amounts in Gen.Int[0, 2]
        from currency in Gen.Int[0, 1 + Rates.Count]
        from lines in Line.Array[1, 4]
        from settled in Gen.Int[0, 7]
        from edit in Gen.Int[0, 9]
        select new DocumentPlan(kind, status, day, amounts, currency, lines, settled, edit);

    /// <summary>How payloads are written.</summary>
    public static Gen<PayloadStyle> Style { get; } =
        from dates in Gen.Int[0, 3]
        from wrapping in Gen.Int[0, 3]
        from text in Gen.Bool
        from page in Gen.Int[0, 3]
        select new PayloadStyle { Dates = (DateStyle)dates, Wrapping = (WrappingStyle)wrapping, ScalarsAsText = text, PageSize = ((int[])[1, 3, 100, 100])[page] };
}
