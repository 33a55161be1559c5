namespace Milestone.Smoke.Browsing;

/// <summary>Which tests the target Test leaves to the target Smoke: [Trait(Pace.Name, Pace.Slow)].</summary>
public static class Pace
{
    /// <summary>The trait's name; build/ knows it too.</summary>
    public const string Name = "Pace";

    /// <summary>Everything that takes the same look many times over.</summary>
    public const string Slow = "slow";
}
