using Milestone.Core.Storage;

namespace Milestone.Core.Organisations;

/// <summary>The organisations of the installation and their reference data.</summary>
public sealed class OrganisationCatalogue(MilestoneDatabase database)
{
    /// <summary>All organisations, by name.</summary>
    public Task<IReadOnlyList<Organisation>> ListAsync(CancellationToken cancellation) => throw new NotImplementedException(database.ToString());

    /// <summary>The organisation with this name (ignoring case) or id, or null.</summary>
    public Task<Organisation?> FindAsync(string nameOrId, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>The organisation with this name or id.</summary>
    /// <exception cref="ProblemException">NotFound: there is none; the message lists those there are.</exception>
    public Task<Organisation> GetAsync(string nameOrId, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>The organisation with this name, created when there is none.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="source">The ledger source it must have; null for documents when new, and for whatever it has when not.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>The organisation, and whether it is new.</returns>
    /// <exception cref="ProblemException">Conflict: it exists with the other ledger source.</exception>
    public Task<(Organisation Organisation, bool Created)> GetOrCreateAsync(string name, LedgerSource? source, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>The chart of accounts as it is now, by section and name; accounts outside profit and loss have no section.</summary>
    public Task<IReadOnlyList<AccountListing>> AccountsAsync(Guid organisation, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>The projects, by name.</summary>
    public Task<IReadOnlyList<DimensionListing>> ProjectsAsync(Guid organisation, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>The build phases, by name.</summary>
    public Task<IReadOnlyList<DimensionListing>> PhasesAsync(Guid organisation, CancellationToken cancellation) => throw new NotImplementedException();
}

/// <summary>One account.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Code">Its code, or null.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Xero's type.</param>
/// <param name="Class">Xero's class: REVENUE, EXPENSE, ASSET, LIABILITY, EQUITY.</param>
/// <param name="Section">Its place on the statement, or null outside profit and loss.</param>
/// <param name="Status">ACTIVE or ARCHIVED.</param>
public sealed record AccountListing(Guid Id, string? Code, string Name, string Type, string Class, Statements.Section? Section, string Status);

/// <summary>One project or build phase: an option of the tracking category that has that role.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">ACTIVE, ARCHIVED, or SEEN when only documents name it.</param>
public sealed record DimensionListing(Guid Id, string Name, string Status);
