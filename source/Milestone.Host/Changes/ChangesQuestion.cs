using System.Globalization;
using Milestone.Core;
using Milestone.Core.Changes;
using Milestone.Core.Organisations;
using Milestone.Host.Statements;

namespace Milestone.Host.Changes;

/// <summary>
/// Gives the words of a question about changes their meaning. Days and filters are those of a statement, except that without days all days are meant;
/// a pack brings its own days, basis and filters where no others are said.
/// </summary>
internal sealed class ChangesQuestion(StatementQueryParser parser, PackCatalogue packs, TimeProvider clock)
{
    /// <summary>The parameters, in the order in which they are explained.</summary>
    public static IReadOnlyList<string> Parameters { get; } = ["organisation", "since", "from", "to", "period", "basis", "project", "phase"];

    /// <summary>The name of no period: for a pack, whose own days are meant otherwise.</summary>
    public const string AllDays = "all";

    private const string Pack = "pack";
    private const int DaysBack = 7;

    /// <summary>What is asked, the packs there are, and the one that is meant, if it is one.</summary>
    /// <exception cref="ProblemException">Invalid or NotFound, with the field at fault.</exception>
    public async Task<AskedChanges> ReadAsync(Organisation organisation, IQueryCollection request, CancellationToken cancellation)
    {
        var known = await packs.ListAsync(organisation.Id, cancellation);
        var text = StatementText.Of(request);
        var since = request["since"].ToString().Trim();
        var pack = since.Length > 0 ? Named(known, since) : known.FirstOrDefault(one => one.Withdrawn is null);
        var batch = pack?.Batch ?? await BatchAsync(organisation, since, cancellation);
        var isAllDays = string.Equals(text.Period, AllDays, StringComparison.OrdinalIgnoreCase);
        var hasDays = (text.From, text.To, text.Period) is not (null, null, null) && !isAllDays;
        var statement = await parser.ParseAsync(organisation, new StatementText { From = text.From, To = text.To, Period = isAllDays ? null : text.Period, Basis = text.Basis, Project = text.Project, Phase = text.Phase }, cancellation);
        return new AskedChanges(
            new ChangesQuery(batch)
            {
                Period = hasDays ? statement.Period : isAllDays ? null : pack?.Query.Period,
                Basis = text.Basis is null && pack is not null ? pack.Query.Basis : statement.Basis,
                Project = statement.Project ?? pack?.Query.Project,
                Phase = statement.Phase ?? pack?.Query.Phase,
            },
            pack,
            known,
            since.Length > 0 ? since : pack is null ? Week(organisation) : NameOf(pack));
    }

    /// <summary>What a pack is called in an address: pack 3.</summary>
    public static string NameOf(Pack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return string.Create(CultureInfo.InvariantCulture, $"{Pack} {pack.Number}");
    }

    private static Pack? Named(IReadOnlyList<Pack> known, string since)
    {
        if (Guid.TryParse(since, out var id))
            return known.FirstOrDefault(pack => pack.Id == id) ?? throw NoPack("There is no pack with this id.", known);
        if (!since.StartsWith(Pack, StringComparison.OrdinalIgnoreCase))
            return null;
        var number = since[Pack.Length..].Trim(' ', '-');
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var no) && known.FirstOrDefault(pack => pack.Number == no) is { } pack
            ? pack
            : throw NoPack($"There is no pack {number}.", known);
    }

    private static ProblemException NoPack(string message, IReadOnlyList<Pack> known) => new(
        ProblemKind.NotFound,
        known.Count == 0 ? $"{message} None has been issued yet." : $"{message} There is: {string.Join(", ", known.Take(5).Select(pack => $"{NameOf(pack)} ({pack.Name})"))}.")
    { Field = "since" };

    private string Week(Organisation organisation) => organisation.Today(clock).AddDays(-DaysBack).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<long> BatchAsync(Organisation organisation, string since, CancellationToken cancellation)
    {
        try
        {
            return await parser.BatchAsync(organisation, since.Length > 0 ? since : Week(organisation), cancellation) ?? 0;
        }
        catch (ProblemException problem) when (problem.Field == "asKnownAt")
        {
            throw new ProblemException(problem.Kind, $"{problem.Message} A pack is written as in 'pack 3'.") { Field = "since" };
        }
    }
}

/// <summary>A question about changes.</summary>
/// <param name="Query">What is asked of the books.</param>
/// <param name="Pack">The pack that it is asked since, or null.</param>
/// <param name="Packs">All packs, the newest first.</param>
/// <param name="Since">Since when, as an address says it.</param>
internal sealed record AskedChanges(ChangesQuery Query, Pack? Pack, IReadOnlyList<Pack> Packs, string Since);
