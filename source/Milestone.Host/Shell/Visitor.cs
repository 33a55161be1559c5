namespace Milestone.Host.Shell;

/// <summary>Who a figure is drawn for. Until people sign in, whoever sits at this machine: the host listens on loopback only.</summary>
internal static class Visitor
{
    public const string Name = "a reader at this machine";
}
