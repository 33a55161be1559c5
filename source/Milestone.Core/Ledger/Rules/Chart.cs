using Milestone.Core.Organisations;
using Milestone.Core.Statements;

namespace Milestone.Core.Ledger;

/// <summary>One account of the chart.</summary>
internal sealed record Account(Guid Id, string? Code, string Name, string Type, string Class)
{
    /// <summary>Its place on the statement, or null outside profit and loss.</summary>
    public Section? Section => AccountSection.Of(Type, Class);
}

/// <summary>What the options of a tracking category are. The numbers are stored.</summary>
internal enum TrackingRole
{
    Project = 1,
    Phase = 2,
}

/// <summary>A tracking category that has a role.</summary>
internal sealed record TrackedCategory(Guid Id, string Name, TrackingRole Role);

/// <summary>An option of such a category: a project or a phase.</summary>
internal sealed record TrackedOption(Guid Id, Guid Category, string Name);

/// <summary>Everything of an organisation that a document is posted by: accounts, the roles of tracking categories, the ledger source.</summary>
internal sealed class Chart
{
    private readonly Dictionary<Guid, Account> byId;
    private readonly Dictionary<string, Account> byCode;
    private readonly IReadOnlyList<TrackedCategory> categories;
    private readonly Dictionary<(Guid Category, string Name), Guid> optionsByName;
    private readonly HashSet<Guid> optionIds;

    public Chart(LedgerSource source, IEnumerable<Account> accounts, IEnumerable<TrackedCategory> categories, IEnumerable<TrackedOption> options)
    {
        Source = source;
        byId = accounts.ToDictionary(account => account.Id);
        byCode = byId.Values.Where(account => account.Code is not null)
            .GroupBy(account => account.Code!, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(same => same.Key, same => same.MinBy(account => account.Id)!, StringComparer.OrdinalIgnoreCase);
        this.categories = [.. categories];
        List<TrackedOption> known = [.. options];
        optionIds = [.. known.Select(option => option.Id)];
        optionsByName = known
            .GroupBy(option => (option.Category, Name: option.Name.Trim().ToUpperInvariant()))
            .ToDictionary(same => same.Key, same => same.First().Id);
    }

    public LedgerSource Source { get; }

    /// <summary>The account a line names: by id, else by code; null when neither is known.</summary>
    public Account? AccountOf(DocumentLine line) =>
        line.AccountId is { } id && byId.TryGetValue(id, out var named) ? named
        : line.AccountCode is { } code && byCode.TryGetValue(code, out var coded) ? coded
        : null;

    /// <summary>The account with this id, or null.</summary>
    public Account? AccountOf(Guid id) => byId.GetValueOrDefault(id);

    /// <summary>The project and the phase of a line, Unassigned where it has none.</summary>
    public (Guid Project, Guid Phase) PlaceOf(DocumentLine line) => (
        Place(TrackedOn(line, TrackingRole.Project), line.Assignment?.Project, line.Assignment?.IsOverride),
        Place(TrackedOn(line, TrackingRole.Phase), line.Assignment?.Phase, line.Assignment?.IsOverride));

    /// <summary>The project and the phase that Xero itself names on a line, whatever a person assigned.</summary>
    public (Guid Project, Guid Phase) XeroPlaceOf(DocumentLine line) => (TrackedOn(line, TrackingRole.Project), TrackedOn(line, TrackingRole.Phase));

    /// <summary>Whether the chart has an option, so that its name can be shown.</summary>
    public bool Knows(Guid option) => optionIds.Contains(option);

    /// <summary>The options that lines name, as they would be called if no TrackingCategories payload told of them.</summary>
    public IEnumerable<TrackedOption> OptionsNamedBy(IEnumerable<DocumentLine> lines) =>
        from line in lines
        from tracking in line.Tracking
        let category = CategoryOf(tracking)
        where category is not null
        let option = OptionOf(tracking, category)
        where option != Unassigned.Id
        select new TrackedOption(option, category.Id, tracking.OptionName);

    private static Guid Place(Guid tracked, Guid? assigned, bool? isOverride) =>
        assigned is { } given && (isOverride == true || tracked == Unassigned.Id) ? given : tracked;

    private Guid TrackedOn(DocumentLine line, TrackingRole role)
    {
        foreach (var tracking in line.Tracking)
        {
            if (CategoryOf(tracking) is { } category && category.Role == role)
                return OptionOf(tracking, category);
        }

        return Unassigned.Id;
    }

    private TrackedCategory? CategoryOf(LineTracking tracking)
    {
        foreach (var category in categories)
        {
            if (tracking.Category is { } id ? id == category.Id : string.Equals(tracking.CategoryName, category.Name, StringComparison.OrdinalIgnoreCase))
                return category;
        }

        return null;
    }

    private Guid OptionOf(LineTracking tracking, TrackedCategory category)
    {
        if (tracking.Option is { } option)
            return option;
        var name = tracking.OptionName.Trim().ToUpperInvariant();
        return name.Length == 0 ? Unassigned.Id
            : optionsByName.TryGetValue((category.Id, name), out var known) ? known
            : DerivedId.Of($"{category.Id:N}/{name}");
    }
}
