using Milestone.Core.Changes;
using Milestone.Core.Reporting;
using Milestone.Host.Api;
using Milestone.Host.Exports;
using Milestone.Host.Statements;

namespace Milestone.Host.Changes;

/// <summary>What changed since a batch, a time or a pack: the answer with all its parts, and each of its tables as a file.</summary>
internal static class ChangesEndpoints
{
    private const string Tag = "Changes and packs";

    public static void MapChanges(this RouteGroupBuilder api)
    {
        api.MapGet("/changes", AnswerAsync)
            .WithName("changes")
            .WithTags(Tag)
            .WithSummary("What changed since a batch, a time or a pack")
            .WithDescription("The postings of later batches, by document and by project and month; their effect is the statement now less the statement as known then, and 'tieOut' shows both. "
                + "Since a pack, its own days, basis and filters are meant unless others are given. Without days, all days.")
            .Takes([.. ChangesQuestion.Parameters])
            .WithMetadata(new AnswerExample("200", ChangesAnswer.Example))
            .Produces<ChangesAnswer>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound);
        foreach (var format in ReportFormat.All)
        {
            Map(api, $"/changes{format.FileExtension}", $"changes-{format.Id}", format, ChangesTable.Documents)
                .WithSummary($"What changed, by document, as {format.Label}")
                .WithDescription("The table of documents as the page shows it.");
            Map(api, $"/changes/effect{format.FileExtension}", $"changes-effect-{format.Id}", format, ChangesTable.Effects)
                .WithSummary($"What changed, by project and month, as {format.Label}")
                .WithDescription("The table of effects as the page shows it.");
        }
    }

    private static RouteHandlerBuilder Map(RouteGroupBuilder api, string path, string name, ReportFormat format, Func<BookChanges, Table> tableOf) =>
        api.MapGet(path, (HttpContext context, OrganisationChoice organisations, ChangesQuestion question, ChangesReader reader) =>
                FileAsync(context, organisations, question, reader, format, tableOf))
            .WithName(name)
            .WithTags(Tag)
            .Takes([.. ChangesQuestion.Parameters])
            .Produces<FileShape>(contentType: format.MediaType.Split(';')[0])
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> AnswerAsync(HttpContext context, OrganisationChoice organisations, ChangesQuestion question, ChangesReader reader)
    {
        var cancellation = context.RequestAborted;
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], cancellation);
        var asked = await question.ReadAsync(organisation, context.Request.Query, cancellation);
        return EntityTag.IsKnown(context, organisation, asked.Query.ToString())
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(ChangesAnswer.Of(await reader.ReadAsync(organisation.Id, asked.Query, StatementEndpoints.DrawnBy, cancellation)));
    }

    private static async Task FileAsync(
        HttpContext context, OrganisationChoice organisations, ChangesQuestion question, ChangesReader reader, ReportFormat format, Func<BookChanges, Table> tableOf)
    {
        var cancellation = context.RequestAborted;
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], cancellation);
        var asked = await question.ReadAsync(organisation, context.Request.Query, cancellation);
        if (EntityTag.IsKnown(context, organisation, $"{asked.Query}|{format.Id}"))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var changes = await reader.ReadAsync(organisation.Id, asked.Query, StatementEndpoints.DrawnBy, cancellation);
        await ReportAnswer.WriteAsync(context, format, tableOf(changes), asked.Query.Period);
    }
}
