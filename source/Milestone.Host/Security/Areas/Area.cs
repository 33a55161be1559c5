namespace Milestone.Host.Security.Areas;

/// <summary>What an endpoint or a page belongs to. Each says its own; <see cref="Matrix"/> says who may read and write there.</summary>
internal enum Area
{
    /// <summary>Health, signing in, static files, the description of the API.</summary>
    Public,

    /// <summary>Preferences, views, favourites: what is a person's own.</summary>
    Personal,

    /// <summary>What mixes projects, read: dashboard, changes, packs, reconciliation, receivables, assignments.</summary>
    Books,

    /// <summary>Projects, their statements, postings, documents and exports.</summary>
    Projects,

    /// <summary>Estimates, progress, adjustments and settings of projects.</summary>
    Plans,

    /// <summary>Assignments, packs, Xero's reports and ledger checks, written.</summary>
    Bookkeeping,

    /// <summary>Who may what, tokens, the audit log, an organisation's settings.</summary>
    Administration,

    /// <summary>What is no organisation's: maintenance windows. It is for whoever owns the installation, which is no role.</summary>
    Installation,

    /// <summary>Payloads of Xero handed in, with a token that can do nothing else.</summary>
    Import,
}

/// <summary>What a request wants of an area.</summary>
internal enum Use
{
    /// <summary>To see.</summary>
    Read,

    /// <summary>To change.</summary>
    Write,
}

/// <summary>How far something is allowed.</summary>
internal enum Allowed
{
    /// <summary>Not at all.</summary>
    No,

    /// <summary>In the projects that are the reader's own.</summary>
    OwnProjects,

    /// <summary>All of it.</summary>
    Yes,
}
