namespace Milestone.Host.Security.Rates;

/// <summary>What is asked, as far as it matters for how often: drawing a file costs more than reading a page that is kept.</summary>
internal enum RateKind
{
    /// <summary>Health and static files: never counted.</summary>
    Free,

    /// <summary>Pages and figures.</summary>
    Reads,

    /// <summary>Anything that changes something.</summary>
    Writes,

    /// <summary>PDF, Excel and CSV.</summary>
    Exports,

    /// <summary>Xero's payloads.</summary>
    Imports,

    /// <summary>Passwords, invitations, and what providers tell us about people.</summary>
    SignIns,
}
