using System.Globalization;
using Milestone.Core;
using Milestone.Core.Auditing;
using Milestone.Host.Shell;
using Milestone.Host.Statements;

namespace Milestone.Host.Auditing;

/// <summary>Which entries of the audit log an address asks for, on a page and over HTTP alike.</summary>
internal static class AuditQuestion
{
    /// <summary>The parameters that narrow.</summary>
    public static IReadOnlyList<string> Filters { get; } = ["chain", "from", "to", "actor", "action", "entity", "words"];

    private const string Installation = "installation";

    /// <summary>Whether somebody may see the installation's own log: who looks after all of it.</summary>
    public static bool MaySeeInstallation(Visitor visitor) => visitor.Scope.IsEverything;

    /// <summary>The filter of some parameters.</summary>
    /// <exception cref="ProblemException">
    /// Invalid: a day cannot be understood, or the last one is before the first, or there is no such chain. Forbidden: the installation's is not for this visitor.
    /// </exception>
    public static AuditFilter Filter(Visitor visitor, Func<string, string?> parameter)
    {
        var filter = new AuditFilter
        {
            OfInstallation = Text("chain") switch
            {
                null or "organisation" => false,
                Installation when MaySeeInstallation(visitor) => true,
                Installation => throw new ProblemException(ProblemKind.Forbidden, "The installation's own log tells of everybody's sign-ins: only its owner sees it."),
                _ => throw new ProblemException(ProblemKind.Invalid, "There are two logs: 'organisation' and 'installation'.") { Field = "chain" },
            },
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
