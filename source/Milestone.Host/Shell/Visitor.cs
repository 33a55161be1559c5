namespace Milestone.Host.Shell;

/// <summary>Who a figure is drawn for and a change is made by. Until people sign in, whoever sits at this machine: the host listens on loopback only.</summary>
internal static class Visitor
{
    /// <summary>In words, for provenance and the audit log.</summary>
    public const string Name = "a reader at this machine";

    /// <summary>The key of what is kept for one person: preferences, saved views.</summary>
    public const string Key = "local";
}
