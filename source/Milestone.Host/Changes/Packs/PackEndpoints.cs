using System.Globalization;
using System.Text.Json.Nodes;
using Milestone.Core;
using Milestone.Core.Changes;
using Milestone.Core.Organisations;
using Milestone.Core.Reporting;
using Milestone.Host.Api;
using Milestone.Host.Exports;
using Milestone.Host.Security.Areas;
using Milestone.Host.Shell;
using Milestone.Host.Statements;

namespace Milestone.Host.Changes.Packs;

/// <summary>Issued packs over HTTP: issue, list, read as issued, see what changed since, withdraw.</summary>
internal static class PackEndpoints
{
    private const string Tag = "Changes and packs";

    public static void MapPacks(this RouteGroupBuilder api)
    {
        Described(api.MapGet("/packs", ListAsync), "packs", "The packs that were issued", "The newest first; withdrawn ones stay in the list, and say why.")
            .Produces<PacksAnswer>().Produces(StatusCodes.Status304NotModified);
        Described(api.MapPost("/packs", IssueAsync).In(Area.Bookkeeping), "pack-issue", "Issue a pack",
                "Draws a statement as known now and keeps it under a name, for good: later imports do not change what the pack shows.")
            .Accepts<PackToIssue>("application/json")
            .Produces<PackAnswer>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict)
            .WithMetadata(new AnswerExample("201", PackAnswer.Example));
        Described(api.MapGet("/packs/{id:guid}", ReadAsync), "pack", "A pack with its statement as issued", "Nothing of the statement is computed anew. The ETag is the pack's version.")
            .Produces<PackWithStatement>();
        foreach (var format in ReportFormat.All)
        {
            Described(
                    api.MapGet($"/packs/{{id:guid}}{format.FileExtension}", (Guid id, HttpContext context, OrganisationChoice organisations, PackCatalogue packs) =>
                        FileAsync(id, context, organisations, packs, format)),
                    $"pack-{format.Id}", $"A pack as {format.Label}", "The statement exactly as it was issued.")
                .Produces<FileShape>(contentType: format.MediaType.Split(';')[0]).Produces(StatusCodes.Status304NotModified);
        }

        Described(api.MapGet("/packs/{id:guid}/changes", ChangesAsync), "pack-changes", "What changed since a pack was issued", "In the pack's own days, basis and filters; the answer is that of /changes.")
            .Produces<ChangesAnswer>().Produces(StatusCodes.Status304NotModified);
        Described(api.MapPost("/packs/{id:guid}/withdraw", WithdrawAsync).In(Area.Bookkeeping), "pack-withdraw", "Withdraw a pack",
                "It stays to be read, marked as withdrawn with the reason, and its name is free again. Send the pack's ETag as If-Match.")
            .Accepts<PackToWithdraw>("application/json")
            .Produces<PackAnswer>()
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status428PreconditionRequired);
    }

    private static RouteHandlerBuilder Described(RouteHandlerBuilder endpoint, string name, string summary, string description) => endpoint
        .WithName(name).WithTags(Tag).WithSummary(summary).WithDescription(description).Takes("organisation").ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> ListAsync(HttpContext context, OrganisationChoice organisations, PackCatalogue packs)
    {
        var organisation = await OrganisationAsync(context, organisations);
        if (EntityTag.IsKnown(context, organisation, "packs"))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        var all = await packs.ListAsync(organisation.Id, context.RequestAborted);
        return TypedResults.Ok(new PacksAnswer(organisation.Name, [.. all.Select(PackAnswer.Of)]));
    }

    private static async Task<IResult> IssueAsync(PackToIssue asked, HttpContext context, OrganisationChoice organisations, StatementQueryParser parser, PackCatalogue packs)
    {
        var organisation = await OrganisationAsync(context, organisations);
        var text = TextOf(asked);
        var query = await parser.ParseAsync(organisation, text, context.RequestAborted);
        var pack = await packs.IssueAsync(organisation.Id, asked.Name ?? "", query, StatementQueryParser.MoneyDecimals(text), Visitor.Of(context).Name, context.RequestAborted);
        IfMatch.Mark(context.Response, pack.Version);
        return TypedResults.Created(new Uri($"{context.Request.PathBase}/api/v1/packs/{pack.Id:D}?organisation={organisation.Id:D}", UriKind.Relative), PackAnswer.Of(pack));
    }

    private static async Task<IResult> ReadAsync(Guid id, HttpContext context, OrganisationChoice organisations, PackCatalogue packs)
    {
        var issued = await IssuedAsync(id, await OrganisationAsync(context, organisations), packs, context.RequestAborted);
        IfMatch.Mark(context.Response, issued.Pack.Version);
        return TypedResults.Ok(new PackWithStatement(PackAnswer.Of(issued.Pack), JsonNode.Parse(issued.Statement)!));
    }

    private static async Task FileAsync(Guid id, HttpContext context, OrganisationChoice organisations, PackCatalogue packs, ReportFormat format)
    {
        var organisation = await OrganisationAsync(context, organisations);
        if (EntityTag.IsKnown(context, organisation, $"{id}|{format.Id}"))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var issued = await IssuedAsync(id, organisation, packs, context.RequestAborted);
        if (format == ReportFormat.Json)
        {
            context.Response.ContentType = format.MediaType;
            await context.Response.WriteAsync(issued.Statement, context.RequestAborted);
        }
        else
        {
            await ReportAnswer.WriteAsync(context, format, issued.Table, issued.Pack.Query.Period);
        }
    }

    private static async Task<IResult> ChangesAsync(Guid id, HttpContext context, OrganisationChoice organisations, PackCatalogue packs, ChangesReader reader)
    {
        var organisation = await OrganisationAsync(context, organisations);
        if (EntityTag.IsKnown(context, organisation, id.ToString()))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        var pack = (await packs.ListAsync(organisation.Id, context.RequestAborted)).FirstOrDefault(one => one.Id == id) ?? throw NoPack(organisation, id);
        var query = new ChangesQuery(pack.Batch) { Period = pack.Query.Period, Basis = pack.Query.Basis, Project = pack.Query.Project, Phase = pack.Query.Phase };
        return TypedResults.Ok(ChangesAnswer.Of(await reader.ReadAsync(organisation.Id, query, StatementEndpoints.DrawnBy, context.RequestAborted)));
    }

    private static async Task<IResult> WithdrawAsync(Guid id, PackToWithdraw asked, HttpContext context, OrganisationChoice organisations, PackCatalogue packs)
    {
        var organisation = await OrganisationAsync(context, organisations);
        var pack = await packs.WithdrawAsync(organisation.Id, id, IfMatch.VersionOf(context.Request), asked.Why ?? "", Visitor.Of(context).Name, context.RequestAborted);
        IfMatch.Mark(context.Response, pack.Version);
        return TypedResults.Ok(PackAnswer.Of(pack));
    }

    private static Task<Organisation> OrganisationAsync(HttpContext context, OrganisationChoice organisations) =>
        organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);

    private static async Task<IssuedStatement> IssuedAsync(Guid id, Organisation organisation, PackCatalogue packs, CancellationToken cancellation) =>
        await packs.ReadAsync(organisation.Id, id, cancellation) ?? throw NoPack(organisation, id);

    private static ProblemException NoPack(Organisation organisation, Guid id) =>
        new(ProblemKind.NotFound, string.Create(CultureInfo.InvariantCulture, $"{organisation.Name} has no pack with the id {id}. /api/v1/packs lists them.")) { Field = "id" };

    private static StatementText TextOf(PackToIssue asked) => new()
    {
        From = asked.From,
        To = asked.To,
        Period = (asked.From, asked.To, asked.Period) is (null, null, null) ? "last-month" : asked.Period,
        Columns = asked.Columns,
        Compare = asked.Compare?.ToString(CultureInfo.InvariantCulture),
        Comparison = asked.Comparison,
        Variance = Words(asked.Variance),
        Percent = Words(asked.Percent),
        Basis = asked.Basis,
        Project = asked.Project,
        Phase = asked.Phase,
        AsKnownAt = asked.AsKnownAt,
        WholePounds = Words(asked.WholePounds),
    };

    private static string? Words(bool? flag) => flag switch { null => null, true => "true", _ => "false" };
}
