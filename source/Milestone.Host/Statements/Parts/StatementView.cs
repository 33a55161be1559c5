using Milestone.Host.Shell;

namespace Milestone.Host.Statements.Parts;

/// <summary>The way back from a figure to the statement it was read on.</summary>
internal static class StatementView
{
    /// <summary>The statement as it was left, or the usual one where the reader came another way. Only ever a statement: never another site.</summary>
    public static string Back(Address here)
    {
        var organisation = here.Keep("organisation").On("statement");
        if (here["back"] is not { Length: > 0 } view)
            return organisation.ToString();
        return organisation["organisation"] is null ? $"statement?{view}" : $"{organisation}&{view}";
    }
}
