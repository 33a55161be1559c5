namespace Milestone.Testing.Books;

/// <summary>How payloads are written: every way that Xero and the tools between it and Milestone are known to use.</summary>
public sealed record PayloadStyle
{
    /// <summary>How dates are written.</summary>
    public DateStyle Dates { get; init; }

    /// <summary>What stands around an envelope.</summary>
    public WrappingStyle Wrapping { get; init; }

    /// <summary>Whether numbers and booleans are written as text: "12.30", "False".</summary>
    public bool ScalarsAsText { get; init; }

    /// <summary>How many records a page has.</summary>
    public int PageSize { get; init; } = 100;
}

/// <summary>How a date is written.</summary>
public enum DateStyle
{
    /// <summary>/Date(1551916800000+0000)/, with DateString beside it.</summary>
    Xero,

    /// <summary>/Date(1551916800000)/.</summary>
    XeroWithoutOffset,

    /// <summary>2019-03-07T00:00:00.</summary>
    Iso,

    /// <summary>2019-03-07T00:00:00+00:00.</summary>
    IsoWithOffset,
}

/// <summary>What stands around an envelope.</summary>
public enum WrappingStyle
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>[ envelope ].</summary>
    Array,

    /// <summary>{"body": envelope}.</summary>
    Body,

    /// <summary>[{"body": envelope}].</summary>
    ArrayOfBodies,
}
