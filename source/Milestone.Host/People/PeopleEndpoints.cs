using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Milestone.Core;
using Milestone.Core.People;
using Milestone.Core.Values;
using Milestone.Host.Api;
using Milestone.Host.Shell;
using Milestone.Host.Statements;

namespace Milestone.Host.People;

/// <summary>Preferences and saved views over HTTP.</summary>
internal static class PeopleEndpoints
{
    private const string Organisation = "organisation";

    public static void MapPeople(this RouteGroupBuilder api)
    {
        var mine = api.MapGroup("").WithTags("People").ProducesProblem(StatusCodes.Status404NotFound);
        mine.MapGet("/preferences", PreferencesAsync).WithName("preferences").WithSummary("What the reader prefers")
            .WithDescription("Applies on pages whose address does not say. The ETag is the version to send as If-Match with a change.").Takes(Organisation).Produces<PreferencesAnswer>();
        Changing(mine.MapPut("/preferences", SaveAsync)).WithName("save-preferences").WithSummary("Save what the reader prefers")
            .WithDescription("All of it at once; If-Match is the version that it was changed on, \"0\" where nothing was saved yet.").Takes(Organisation).Produces<PreferencesAnswer>();
        mine.MapGet("/views", ViewsAsync).WithName("views").WithSummary("The reader's saved views").WithDescription("In the reader's order.").Takes(Organisation).Produces<IReadOnlyList<ViewAnswer>>();
        mine.MapPost("/views", AddAsync).WithName("add-view").WithSummary("Save a view").WithDescription("A page below the base with its query string, by a name that is unique for the reader. It stands last.")
            .Takes(Organisation).Produces<ViewAnswer>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
        Changing(mine.MapPut("/views/{id:guid}", ChangeAsync)).WithName("change-view").WithSummary("Rename, move or change a saved view")
            .WithDescription("'place' is where it shall stand, 1 for the first; without it the view stays where it is.").Takes(Organisation).Produces<ViewAnswer>().ProducesProblem(StatusCodes.Status409Conflict);
        Changing(mine.MapDelete("/views/{id:guid}", RemoveAsync)).WithName("remove-view").WithSummary("Remove a saved view").WithDescription("If-Match is its version.").Takes(Organisation).Produces(StatusCodes.Status204NoContent);
    }

    private static RouteHandlerBuilder Changing(RouteHandlerBuilder endpoint) =>
        endpoint.ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status428PreconditionRequired);

    private static async Task<IResult> PreferencesAsync(HttpContext context, OrganisationChoice organisations, PersonalSettings people)
    {
        var preferences = (await people.OfAsync(await IdAsync(context, organisations), Visitor.Of(context).Key, context.RequestAborted)).Preferences;
        return Answer(context, preferences);
    }

    private static async Task<IResult> SaveAsync(PreferencesEntry entry, HttpContext context, OrganisationChoice organisations, PersonalSettings people)
    {
        var version = IfMatch.VersionOf(context.Request);
        var period = entry.Period ?? "";
        if (period.Length > 0 && !PeriodPreset.Names.Contains(period))
            throw new ProblemException(ProblemKind.Invalid, $"'{period}' is not a period.{Spelling.Suggest(period, PeriodPreset.Names)} Use one of: {string.Join(", ", PeriodPreset.Names)}.") { Field = "period" };
        return Answer(context, await people.SaveAsync(
            await IdAsync(context, organisations),
            Visitor.Of(context).Key,
            new Preferences
            {
                Version = version,
                Theme = entry.Theme ?? "",
                Period = period,
                Basis = entry.Basis ?? Basis.Accrual,
                WholePounds = entry.WholePounds ?? false,
            },
            context.RequestAborted));
    }

    private static async Task<IResult> ViewsAsync(HttpContext context, OrganisationChoice organisations, PersonalSettings people)
    {
        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Ok((await people.OfAsync(await IdAsync(context, organisations), Visitor.Of(context).Key, context.RequestAborted)).Views.Select(ViewAnswer.Of).ToList());
    }

    private static async Task<IResult> AddAsync(ViewEntry entry, HttpContext context, OrganisationChoice organisations, PersonalSettings people)
    {
        var (page, query) = ViewAddress.Checked(entry.Page ?? "", entry.Query ?? "");
        var view = await people.AddViewAsync(await IdAsync(context, organisations), Visitor.Of(context).Key, entry.Name ?? "", page, query, context.RequestAborted);
        IfMatch.Mark(context.Response, view.Version);
        return TypedResults.Created($"{context.Request.PathBase}/api/v1/views/{view.Id:D}", ViewAnswer.Of(view));
    }

    private static async Task<IResult> ChangeAsync(Guid id, ViewEntry entry, HttpContext context, OrganisationChoice organisations, PersonalSettings people)
    {
        var version = IfMatch.VersionOf(context.Request);
        var (page, query) = ViewAddress.Checked(entry.Page ?? "", entry.Query ?? "");
        if (entry.Place is < 1)
            throw new ProblemException(ProblemKind.Invalid, string.Create(CultureInfo.InvariantCulture, $"{entry.Place} is no place. The first is 1.")) { Field = "place" };
        var view = await people.ChangeViewAsync(
            await IdAsync(context, organisations), Visitor.Of(context).Key, new SavedView(id, version, entry.Name ?? "", page, query), entry.Place - 1, context.RequestAborted);
        IfMatch.Mark(context.Response, view.Version);
        return TypedResults.Ok(ViewAnswer.Of(view));
    }

    private static async Task<IResult> RemoveAsync(Guid id, HttpContext context, OrganisationChoice organisations, PersonalSettings people)
    {
        await people.RemoveViewAsync(await IdAsync(context, organisations), Visitor.Of(context).Key, id, IfMatch.VersionOf(context.Request), context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static async Task<Guid> IdAsync(HttpContext context, OrganisationChoice organisations) =>
        (await organisations.OfAsync(context.Request.Query[Organisation], context.RequestAborted)).Id;

    private static Ok<PreferencesAnswer> Answer(HttpContext context, Preferences preferences)
    {
        IfMatch.Mark(context.Response, preferences.Version);
        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Ok(new PreferencesAnswer(preferences.Theme, preferences.Period, preferences.Basis, preferences.WholePounds, preferences.Version));
    }
}

/// <summary>What a reader prefers, as it is sent.</summary>
/// <param name="Theme">light, dark, or empty to follow the device.</param>
/// <param name="Period">The name of a period; empty for the usual one.</param>
/// <param name="Basis">accrual or cash.</param>
/// <param name="WholePounds">Whether money is shown without pence.</param>
internal sealed record PreferencesEntry(string? Theme, string? Period, Basis? Basis, bool? WholePounds);

/// <summary>What a reader prefers.</summary>
/// <param name="Theme">light, dark, or empty to follow the device.</param>
/// <param name="Period">The name of a period; empty for the usual one.</param>
/// <param name="Basis">accrual or cash.</param>
/// <param name="WholePounds">Whether money is shown without pence.</param>
/// <param name="Version">Rises with each change; 0 where nothing was saved yet.</param>
internal sealed record PreferencesAnswer(string Theme, string Period, Basis Basis, bool WholePounds, long Version);

/// <summary>A view as it is sent.</summary>
/// <param name="Name">Its name, 1 to 80 characters, unique for the reader.</param>
/// <param name="Page">The path of a page below the base: statement.</param>
/// <param name="Query">The page's query string without its question mark.</param>
/// <param name="Place">Where it shall stand, 1 for the first; only in a change.</param>
internal sealed record ViewEntry(string? Name, string? Page, string? Query, int? Place);

/// <summary>A saved view.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Rises with each change.</param>
/// <param name="Name">Its name.</param>
/// <param name="Page">The path of a page below the base.</param>
/// <param name="Query">The page's query string.</param>
internal sealed record ViewAnswer(Guid Id, long Version, string Name, string Page, string Query)
{
    public static ViewAnswer Of(SavedView view) => new(view.Id, view.Version, view.Name, view.Page, view.Query);
}
