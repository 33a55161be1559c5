using Milestone.Host.Shell;

namespace Milestone.Host.Statements.Parts;

/// <summary>The ways back: from a figure's lines to its row on the statement, and from a document to its line.</summary>
internal static class StatementView
{
    /// <summary>The parameter that carries the statement's own query.</summary>
    public const string BackTo = "back";

    /// <summary>The parameter that carries the row that was left.</summary>
    public const string Row = "row";

    /// <summary>The statement as it was left, at the row that was left, or the usual one where the reader came another way. Only ever a statement: never another site.</summary>
    public static string Back(Address here)
    {
        var organisation = here.Keep("organisation").On("statement");
        if (here[BackTo] is not { Length: > 0 } view)
            return organisation + Fragment(here);
        return (organisation["organisation"] is null ? $"statement?{view}" : $"{organisation}&{view}") + Fragment(here);
    }

    /// <summary>The lines as they were left, at the document that was opened.</summary>
    public static string BackToLines(Address here, Guid document) => $"{here.On("statement/postings")}#{LineOf(document)}";

    /// <summary>What the first line of a document is called on a page of lines.</summary>
    public static string LineOf(Guid document) => $"doc-{document:D}";

    private static string Fragment(Address here) => here[Row] is { Length: > 0 } row ? "#" + Uri.EscapeDataString(row) : "";
}
