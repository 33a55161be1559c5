namespace Milestone.Host.Shell;

/// <summary>The pages' part of the host.</summary>
internal static class Pages
{
    /// <summary>Adds what the pages need.</summary>
    public static void AddMilestonePages(this WebApplicationBuilder builder) => ArgumentNullException.ThrowIfNull(builder);

    /// <summary>Maps the pages.</summary>
    public static void MapMilestonePages(this WebApplication app) => ArgumentNullException.ThrowIfNull(app);
}
