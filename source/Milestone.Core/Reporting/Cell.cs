namespace Milestone.Core.Reporting;

/// <summary>One typed value of a table. Writers decide how it looks; none decides what it is.</summary>
public abstract record Cell
{
    private Cell()
    {
    }

    /// <summary>No value: a heading's figures.</summary>
    public static Cell Empty { get; } = new EmptyCell();

    /// <summary>Words.</summary>
    public static Cell Of(string text) => new TextCell(text);

    /// <summary>Money in the table's currency, exact, as displayed: costs positive under their heading.</summary>
    public static Cell Money(decimal amount) => new MoneyCell(amount);

    /// <summary>A fraction, shown as a percentage: 0.25 reads 25.0%.</summary>
    public static Cell Percent(decimal fraction) => new PercentCell(fraction);

    /// <summary>A day.</summary>
    public static Cell Of(DateOnly day) => new DateCell(day);

    /// <summary>A count or quantity.</summary>
    public static Cell Number(decimal value) => new NumberCell(value);

    /// <summary>A value that has no meaning here, with the mark that says so: n/a, n/m.</summary>
    public static Cell Absent(string mark) => new AbsentCell(mark);

    /// <summary>No value.</summary>
    public sealed record EmptyCell : Cell;

    /// <summary>Words.</summary>
    public sealed record TextCell(string Text) : Cell;

    /// <summary>Money, exact.</summary>
    public sealed record MoneyCell(decimal Amount) : Cell;

    /// <summary>A fraction shown as a percentage.</summary>
    public sealed record PercentCell(decimal Fraction) : Cell;

    /// <summary>A day.</summary>
    public sealed record DateCell(DateOnly Day) : Cell;

    /// <summary>A count or quantity.</summary>
    public sealed record NumberCell(decimal Value) : Cell;

    /// <summary>A value without meaning here.</summary>
    public sealed record AbsentCell(string Mark) : Cell;
}
