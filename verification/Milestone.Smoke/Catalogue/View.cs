using Milestone.Smoke.Running;

namespace Milestone.Smoke.Catalogue;

/// <summary>One page in one state, as somebody may see it. Its name is the name of its pictures.</summary>
/// <param name="Name">A few words with hyphens, unique.</param>
/// <param name="Address">Below the base. {project}, {bill} and the like stand for ids: see <see cref="Places"/>.</param>
/// <param name="Books">Whose books.</param>
/// <param name="Status">The status that the page answers with.</param>
public sealed record View(string Name, string Address, Books Books = Books.Demo, int Status = 200)
{
    /// <summary>What is clicked before the page is looked at, as a selector: a menu that opens, say.</summary>
    public string? Click { get; init; }
}
