using Milestone.Core.Reporting;
using Milestone.Core.Values;

namespace Milestone.Core.Changes;

/// <summary>A place where a document posts or posted, with its net there then and now.</summary>
internal sealed record DocumentPlace(DateOnly Date, Guid Account, Guid Project, Guid Phase, decimal Was, decimal Becomes)
{
    public string AccountName { get; init; } = "";

    public string ProjectName { get; init; } = "";

    public string PhaseName { get; init; } = "";

    public bool IsWithin(ChangesQuery query) =>
        (query.Period is not { } period || period.Contains(Date))
        && (query.Project is null || query.Project == Project)
        && (query.Phase is null || query.Phase == Phase);
}

/// <summary>
/// What happened to a document, told from what it posted then and posts now, wherever that is: a filter decides how much of it is looked at, never
/// what it is called.
/// </summary>
internal sealed class DocumentState(IReadOnlyList<DocumentPlace> places, Basis basis, bool accrualChanged, string status)
{
    /// <summary>What happened, and how it reads.</summary>
    public (ChangeKind Kind, string Words) Tell()
    {
        var counted = places.Any(place => place.Was != 0);
        var counts = places.Any(place => place.Becomes != 0);
        if (basis == Basis.Cash && !accrualChanged)
            return (ChangeKind.Settled, places.Sum(place => Math.Abs(place.Becomes)) >= places.Sum(place => Math.Abs(place.Was)) ? "Paid or credited" : "A payment or credit taken back");
        if (!counted)
            return (ChangeKind.Added, "Added");
        if (!counts)
            return (ChangeKind.Removed, Gone());
        if (places.Sum(place => place.Was) != places.Sum(place => place.Becomes))
            return (ChangeKind.Edited, Words("Edited", Recoding(), Moving()));
        return SumsDiffer(place => (place.Account, place.Project, place.Phase))
            ? (ChangeKind.Recoded, Words("Re-coded", Recoding(), Moving()))
            : (ChangeKind.Moved, Words("Moved", [], Moving()));
    }

    private string Gone() => status switch
    {
        "VOIDED" => "Voided",
        "DELETED" => "Deleted",
        _ => $"No longer counts: {status.ToLowerInvariant()}",
    };

    private List<string> Recoding() =>
    [
        .. Shift("account", place => place.Account, place => place.AccountName),
        .. Shift("project", place => place.Project, place => place.ProjectName),
        .. Shift("phase", place => place.Phase, place => place.PhaseName),
    ];

    private IEnumerable<string> Moving() => Shift("date", place => place.Date, place => CellText.Day(place.Date));

    // From where to where: a place that lost all of its share, and one that had none. Shares that only grew or shrank move between places that stay.
    private IEnumerable<string> Shift<T>(string what, Func<DocumentPlace, T> key, Func<DocumentPlace, string> name)
    {
        var sums = places
            .GroupBy(key)
            .Select(place => (Name: name(place.First()), Was: place.Sum(one => one.Was), Becomes: place.Sum(one => one.Becomes)))
            .Where(place => place.Was != place.Becomes)
            .ToList();
        var (left, entered) = (sums.FindAll(place => place.Becomes == 0), sums.FindAll(place => place.Was == 0));
        if (left.Count > 0 && entered.Count > 0)
            yield return $"{what} from {Names(left)} to {Names(entered)}";
        else if (left.Count > 0 || entered.Count > 0 || (sums.Count > 1 && sums.Sum(place => place.Becomes - place.Was) == 0))
            yield return left.Count > 0 ? $"{what} {Names(left)} left out" : entered.Count > 0 ? $"{what} {Names(entered)} added" : $"shares between {what}s";
    }

    private static string Names(List<(string Name, decimal Was, decimal Becomes)> some) =>
        some.Count <= 2 ? string.Join(" and ", some.Select(one => one.Name)) : $"{some[0].Name} and {some.Count - 1} others";

    private bool SumsDiffer<T>(Func<DocumentPlace, T> key) => places.GroupBy(key).Any(place => place.Sum(one => one.Was) != place.Sum(one => one.Becomes));

    private static string Words(string verb, IEnumerable<string> recoding, IEnumerable<string> moving)
    {
        var details = string.Join("; ", recoding.Concat(moving));
        return details.Length == 0 ? verb : $"{verb}: {details}";
    }
}
