using Milestone.Core.Organisations;
using Milestone.Host.Api;
using Milestone.Host.Caching;

namespace Milestone.Host.Organisations;

/// <summary>The organisations and their reference data.</summary>
internal static class OrganisationEndpoints
{
    public static void MapOrganisations(this RouteGroupBuilder api)
    {
        var reference = api.MapGroup("").WithTags("Organisations");
        reference.MapGet("/organisations", async (OrganisationCatalogue catalogue, CancellationToken cancellation) =>
                TypedResults.Ok((await catalogue.ListAsync(cancellation)).Select(OrganisationAnswer.Of).ToList()))
            .WithName("organisations")
            .WithSummary("The organisations of this installation")
            .WithDescription("By name, with the settings that decide how their figures are drawn, and how current they are.");
        MapListing(reference, "accounts", "The chart of accounts", "By section and name. Accounts outside profit and loss have no section.", (catalogue, id, cancellation) => catalogue.AccountsAsync(id, cancellation));
        MapListing(reference, "phases", "The build phases", "By name; status SEEN means that only documents name it.", (catalogue, id, cancellation) => catalogue.PhasesAsync(id, cancellation));
    }

    private static void MapListing<T>(
        IEndpointRouteBuilder routes, string name, string summary, string description, Func<OrganisationCatalogue, Guid, CancellationToken, Task<IReadOnlyList<T>>> list) =>
        routes.MapGet($"/{name}", async (HttpContext context, OrganisationChoice organisations, OrganisationCatalogue catalogue) =>
            {
                var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
                return EntityTag.IsKnown(context, organisation, "")
                    ? (IResult)TypedResults.StatusCode(StatusCodes.Status304NotModified)
                    : TypedResults.Ok(await list(catalogue, organisation.Id, context.RequestAborted));
            })
            .WithName(name)
            .WithSummary(summary)
            .WithDescription(description)
            .Takes("organisation")
            .Cached()
            .Produces<IReadOnlyList<T>>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound);
}

/// <summary>An organisation.</summary>
/// <param name="Id">Milestone's id.</param>
/// <param name="Name">Its name, unique here.</param>
/// <param name="BaseCurrency">The currency of every amount.</param>
/// <param name="FinancialYearEnd">The last day of its financial year, as month-day.</param>
/// <param name="TimeZone">The zone that "today" is taken in.</param>
/// <param name="LedgerSource">Which of Xero's payloads post.</param>
/// <param name="LastBatch">The number of the last batch; 0 before the first.</param>
/// <param name="DataVersion">Rises with every visible change.</param>
/// <param name="LastSync">When payloads last arrived, changed or not.</param>
internal sealed record OrganisationAnswer(
    Guid Id,
    string Name,
    string BaseCurrency,
    string FinancialYearEnd,
    string TimeZone,
    LedgerSource LedgerSource,
    long LastBatch,
    long DataVersion,
    DateTimeOffset? LastSync)
{
    public static OrganisationAnswer Of(Organisation organisation) => new(
        organisation.Id,
        organisation.Name,
        organisation.BaseCurrency,
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{organisation.FinancialYear.EndMonth:00}-{organisation.FinancialYear.EndDay:00}"),
        organisation.TimeZone.Id,
        organisation.LedgerSource,
        organisation.LastBatch,
        organisation.DataVersion,
        organisation.LastSync);
}
