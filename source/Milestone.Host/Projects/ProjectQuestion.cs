using Milestone.Core;
using Milestone.Core.Organisations;
using Milestone.Core.Projects;
using Milestone.Host.Api;
using Milestone.Host.Statements;

namespace Milestone.Host.Projects;

/// <summary>What is asked of a report of one project, by the API and by the page alike.</summary>
/// <param name="Query">Which project, up to which day, without or with VAT, which phase.</param>
/// <param name="ByPhase">Whether documents stand under their build phases.</param>
/// <param name="Decimals">2 for pence, 0 for whole pounds.</param>
/// <param name="After">Where the page before ended; null for the first page.</param>
/// <param name="Limit">The most lines on a page; null where none is asked for.</param>
public sealed record ProjectQuestion(ProjectQuery Query, bool ByPhase, int Decimals, string? After, int? Limit)
{
    /// <summary>The most lines of one answer.</summary>
    public const int MostLines = 500;

    /// <summary>The parameters of every report.</summary>
    public static IReadOnlyList<string> Parameters { get; } = ["organisation", "to", "wholePounds"];

    private static readonly string[] Vats = ["net", "gross"];
    private static readonly string[] Groups = ["none", "phase"];

    /// <summary>Whether costs are shown with VAT.</summary>
    public bool IsGross => Query.Vat == Vat.Gross;

    /// <summary>Gives the words of a query string their meaning; "today" is resolved.</summary>
    /// <exception cref="ProblemException">Invalid or NotFound, with the field at fault.</exception>
    internal static async Task<ProjectQuestion> ParseAsync(
        IQueryCollection words, Organisation organisation, Guid project, StatementQueryParser parser, TimeProvider clock, CancellationToken cancellation)
    {
        var text = StatementText.Of(words);
        var phase = text.Phase is null ? null : (await parser.ParseAsync(organisation, new StatementText { Phase = text.Phase }, cancellation)).Phase;
        return new ProjectQuestion(
            new ProjectQuery(project)
            {
                // A first day before every other: what is asked for here has an end only.
                To = text.To is null ? organisation.Today(clock) : parser.PeriodOf(organisation, new StatementText { From = "0001-01-01", To = text.To }).To,
                Vat = OneOf(words, "vat", Vats) == "gross" ? Vat.Gross : Vat.Net,
                Phase = phase,
            },
            OneOf(words, "group", Groups) == "phase",
            StatementQueryParser.MoneyDecimals(text),
            Word(words, "after"),
            StatementQueryParser.Whole(Word(words, "limit"), "limit", 1, MostLines));
    }

    /// <summary>The value of a parameter, or null where it is not given or empty.</summary>
    public static string? Word(IQueryCollection words, string name) => words[name] is [{ } text] && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <summary>One of the words that a parameter may have; null where it is not given.</summary>
    /// <exception cref="ProblemException">Invalid: it is none of them.</exception>
    public static string? OneOf(IQueryCollection words, string name, IReadOnlyList<string> known)
    {
        if (Word(words, name) is not { } text)
            return null;
        return known.FirstOrDefault(one => one.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw new ProblemException(ProblemKind.Invalid, $"'{text}' is not known here.{Spelling.Suggest(text, known)} Use one of: {string.Join(", ", known)}.") { Field = name };
    }
}
