using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Milestone.Core.Auditing;
using Milestone.Core.Reporting;
using Milestone.Host.Api;
using Milestone.Host.Exports;
using Milestone.Host.Shell;
using Milestone.Host.Statements;

namespace Milestone.Host.Auditing;

/// <summary>The audit log over HTTP: page by page, or whole as a file.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this RouteGroupBuilder api)
    {
        api.MapGet("/admin/audit", ListAsync)
            .WithName("audit").WithTags("Administration").WithSummary("The audit log, page by page")
            .WithDescription("Who did what, the newest first, with what was changed field by field. Who it was and what changed are empty where that was erased. 'chain=installation' asks for the installation's own: sign-ins, refusals, users; only its owner sees it.")
            .Takes(["organisation", .. AuditQuestion.Filters, "limit", "after"]).Produces<AuditAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        foreach (var format in ReportFormat.All)
        {
            api.MapGet($"/admin/audit{format.FileExtension}", (HttpContext context, OrganisationChoice organisations, AuditReader reader, TimeProvider clock) =>
                    FileAsync(context, format, organisations, reader, clock))
                .WithName($"audit-{format.Id}").WithTags("Administration").WithSummary($"The audit log as {format.Label}")
                .WithDescription("All entries that fit, the newest first.")
                .Takes(["organisation", .. AuditQuestion.Filters]).Produces<FileShape>(contentType: format.MediaType.Split(';')[0]).ProducesProblem(StatusCodes.Status404NotFound);
        }
    }

    private static async Task<Ok<AuditAnswer>> ListAsync(HttpContext context, OrganisationChoice organisations, AuditReader reader)
    {
        var query = context.Request.Query;
        var organisation = await organisations.OfAsync(query["organisation"], context.RequestAborted);
        var limit = StatementQueryParser.Whole(query["limit"], "limit", 1, AuditReader.MostEntries) ?? 100;
        var entries = await reader.ListAsync(organisation, AuditQuestion.Filter(Visitor.Of(context), name => query[name]), limit, AuditQuestion.After(query["after"]), context.RequestAborted);
        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Ok(new AuditAnswer(entries, entries.Count == limit ? entries[^1].Seq.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task FileAsync(HttpContext context, ReportFormat format, OrganisationChoice organisations, AuditReader reader, TimeProvider clock)
    {
        var query = context.Request.Query;
        var cancellation = context.RequestAborted;
        var organisation = await organisations.OfAsync(query["organisation"], cancellation);
        var filter = AuditQuestion.Filter(Visitor.Of(context), name => query[name]);
        var head = AuditTable.Head(organisation, filter, Visitor.Of(context).Name, clock.GetUtcNow());
        context.Response.Headers.CacheControl = "private, no-cache";
        await ReportAnswer.WriteAsync(context, format, head, AuditTable.Rows(reader.StreamAsync(organisation, filter, cancellation), organisation.TimeZone, cancellation), period: null);
    }
}

/// <summary>Entries of the audit log.</summary>
/// <param name="Entries">The newest first.</param>
/// <param name="Next">What to send as 'after' for the following page, or null at the end.</param>
internal sealed record AuditAnswer(IReadOnlyList<AuditEntry> Entries, string? Next);
