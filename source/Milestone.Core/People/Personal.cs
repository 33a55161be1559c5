using Milestone.Core.Values;

namespace Milestone.Core.People;

/// <summary>Everything that is one person's own in one organisation, as it was read in one go.</summary>
/// <param name="Version">Rises with each change of any of it; 0 where there is nothing yet.</param>
/// <param name="Preferences">What applies where an address does not say.</param>
/// <param name="Favourites">Projects that the person keeps at hand, by name.</param>
/// <param name="Views">Views that the person has saved, in the person's order.</param>
public sealed record Personal(long Version, Preferences Preferences, IReadOnlyList<FavouriteProject> Favourites, IReadOnlyList<SavedView> Views)
{
    /// <summary>A person who has chosen nothing yet.</summary>
    public static Personal Nothing { get; } = new(0, new Preferences(), [], []);
}

/// <summary>What a person has chosen: it applies where an address does not say.</summary>
public sealed record Preferences
{
    /// <summary>The names of <see cref="Theme"/>.</summary>
    public static IReadOnlyList<string> Themes { get; } = ["", "light", "dark"];

    /// <summary>Rises with each change of the preferences; 0 where nothing was chosen yet.</summary>
    public long Version { get; init; }

    /// <summary>light, dark, or empty to follow the device.</summary>
    public string Theme { get; init; } = "";

    /// <summary>Whether money is shown without pence.</summary>
    public bool WholePounds { get; init; }

    /// <summary>The name of a period, such as last-month; empty for the usual one.</summary>
    public string Period { get; init; } = "";

    /// <summary>The basis of figures.</summary>
    public Basis Basis { get; init; }
}

/// <summary>A project that a person keeps at hand.</summary>
/// <param name="Id">The project.</param>
/// <param name="Name">Its present name.</param>
public sealed record FavouriteProject(Guid Id, string Name);

/// <summary>A view that a person has saved: an address inside the product, by a name.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Rises with each change of it.</param>
/// <param name="Name">What the person calls it; unique for the person, ignoring case.</param>
/// <param name="Page">The path of the page, below the base.</param>
/// <param name="Query">The query string without its question mark, and without the organisation.</param>
public sealed record SavedView(Guid Id, long Version, string Name, string Page, string Query);
