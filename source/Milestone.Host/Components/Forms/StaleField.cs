namespace Milestone.Host.Components.Forms;

/// <summary>One field of something that two people changed.</summary>
/// <param name="Label">What readers call it.</param>
/// <param name="Now">What there is now, as it is written.</param>
/// <param name="Yours">What was typed.</param>
public sealed record StaleField(string Label, string Now, string Yours)
{
    /// <summary>Whether the two differ.</summary>
    public bool Differs => !string.Equals(Now.ReplaceLineEndings("\n").Trim(), Yours.ReplaceLineEndings("\n").Trim(), StringComparison.Ordinal);
}
