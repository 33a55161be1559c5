using System.Globalization;
using Milestone.Core;
using Milestone.Core.Auditing;
using Milestone.Host.Statements;

namespace Milestone.Host.Auditing;

/// <summary>Which entries of the audit log an address asks for, on a page and over HTTP alike.</summary>
internal static class AuditQuestion
{
    /// <summary>The parameters that narrow.</summary>
    public static IReadOnlyList<string> Filters { get; } = ["from", "to", "actor", "action", "entity", "words"];

    /// <summary>The filter of some parameters.</summary>
    /// <exception cref="ProblemException">Invalid: a day cannot be understood, or the last one is before the first.</exception>
    public static AuditFilter Filter(Func<string, string?> parameter)
    {
        var filter = new AuditFilter
        {
            From = Text("from") is { } from ? StatementQueryParser.Day(from, "from") : null,
            To = Text("to") is { } to ? StatementQueryParser.Day(to, "to") : null,
            Actor = Text("actor"),
            Action = Text("action"),
            Entity = Text("entity")?.Replace(' ', '_'),
            Text = Text("words"),
        };
        return filter.To < filter.From ? throw new ProblemException(ProblemKind.Invalid, "The last day is before the first.") { Field = "to" } : filter;

        string? Text(string name) => string.IsNullOrWhiteSpace(parameter(name)) ? null : parameter(name)!.Trim();
    }

    /// <summary>Where a page begins, or null for the first.</summary>
    /// <exception cref="ProblemException">Invalid: it is no number of a row.</exception>
    public static long? After(string? text) => string.IsNullOrWhiteSpace(text)
        ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) && seq > 0
            ? seq
            : throw new ProblemException(ProblemKind.Invalid, "That is not where a page ended. Leave it out to begin at the first page.") { Field = "after" };
}
