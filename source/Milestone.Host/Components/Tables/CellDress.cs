namespace Milestone.Host.Components.Tables;

/// <summary>What a cell of a table shows beside its value. The value itself is always there in words or figures: this only helps the eye.</summary>
/// <param name="Badge">Puts the cell's words in a badge of this tone: good, bad, warn, quiet; null for none.</param>
/// <param name="Bar">Draws a bar of this fraction below the figure; null for none.</param>
/// <param name="Tone">The bar's tone: profit, loss, progress.</param>
public sealed record CellDress(string? Badge = null, decimal? Bar = null, string Tone = "progress");
