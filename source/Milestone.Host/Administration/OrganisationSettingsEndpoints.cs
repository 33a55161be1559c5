using Milestone.Core;
using Milestone.Core.Administration;
using Milestone.Core.Organisations;
using Milestone.Core.Xero;
using Milestone.Host.Api;
using Milestone.Host.Estimates;
using Milestone.Host.Shell;

namespace Milestone.Host.Administration;

/// <summary>What an administrator sets for an organisation, over HTTP.</summary>
internal static class OrganisationSettingsEndpoints
{
    private const string Body = """
        {"name":"Acme Builders","timeZone":"Europe/London","financialYearEnd":"03-31","retentionReceivable":"c0000000-0000-4000-8000-000000000630","retentionPayable":null,"cisSuffered":null,"cisDeducted":null}
        """;

    private const string Answer = """
        {"version":3,"name":"Acme Builders","timeZone":"Europe/London","financialYearEnd":"03-31","retentionReceivable":"c0000000-0000-4000-8000-000000000630","retentionPayable":null,"cisSuffered":null,"cisDeducted":null,
        "changedBy":"Ann Other","changedAt":"2026-03-20T10:00:00+00:00"}
        """;

    private const string TrackingBody = """{"project":"b0000000-0000-4000-8000-000000000001","phase":null}""";

    private const string TrackingAnswer = """
        {"version":4,"categories":[{"id":"b0000000-0000-4000-8000-000000000001","name":"Project","status":"ACTIVE","options":12,"isProject":true,"isPhase":false,"isChosen":true}]}
        """;

    private const string EffectAnswer = """{"projectsBefore":"Project","projectsAfter":"Site","phasesBefore":"Build phase","phasesAfter":"Build phase","documents":214,"batch":17}""";

    public static void MapOrganisationSettings(this RouteGroupBuilder api)
    {
        var settings = api.MapGroup("/admin/settings").WithTags("Administration");
        settings.MapGet("", GetAsync)
            .WithName("organisation-settings").WithSummary("The settings of an organisation")
            .WithDescription("What an administrator set before what Xero says. Version 0, and nothing but the name, where nobody has.")
            .Takes("organisation").Produces<OrganisationSettingsAnswer>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound)
            .WithMetadata(new AnswerExample("200", Answer));
        settings.MapPut("", SaveAsync)
            .WithName("organisation-settings-save").WithSummary("Saves the settings of an organisation")
            .WithDescription("All of them at once: what is left out becomes empty, and is as Xero says from the next import on. The first are saved on version \"0\". No posting moves.")
            .Takes("organisation").TakesEntry<OrganisationSettingsBody>(Body).TakesVersion()
            .Produces<OrganisationSettingsAnswer>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithMetadata(new AnswerExample("200", Answer));
        settings.MapGet("/tracking", TrackingAsync)
            .WithName("tracking-choice").WithSummary("Which tracking category is projects and which is build phases")
            .WithDescription("By name; isChosen where a person said so instead of the category's name.")
            .Takes("organisation").Produces<TrackingChoice>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound)
            .WithMetadata(new AnswerExample("200", TrackingAnswer));
        settings.MapPut("/tracking", ChooseAsync)
            .WithName("tracking-choice-save").WithSummary("Chooses which tracking category is projects and which is build phases")
            .WithDescription("What is left out goes by the names. The documents that this moves are posted again in one batch; nothing has to be imported again. The batch is null where nothing was changed.")
            .Takes("organisation").TakesEntry<TrackingChoiceBody>(TrackingBody).TakesVersion()
            .Produces<TrackingEffect>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithMetadata(new AnswerExample("200", EffectAnswer));
    }

    private static async Task<IResult> GetAsync(HttpContext context, OrganisationChoice organisations, OrganisationSettings register)
    {
        var organisation = await OfAsync(context, organisations);
        var setting = await register.GetAsync(organisation.Id, context.RequestAborted);
        return PlannedProject.Versioned(context, setting.Version, OrganisationSettingsAnswer.Of(setting));
    }

    private static async Task<IResult> SaveAsync(HttpContext context, OrganisationChoice organisations, OrganisationSettings register)
    {
        var organisation = await OfAsync(context, organisations);
        var version = IfMatch.VersionOf(context.Request);
        var body = await JsonEntry.ReadAsync<OrganisationSettingsBody>(context);
        try
        {
            var saved = await register.SaveAsync(organisation.Id, body.Of(version), Visitor.Of(context).Name, context.RequestAborted);
            return PlannedProject.Versioned(context, saved.Version, OrganisationSettingsAnswer.Of(saved));
        }
        catch (ProblemException stale) when (stale.Current is OrganisationSetting now)
        {
            throw new ProblemException(stale.Kind, stale.Message, stale) { Current = OrganisationSettingsAnswer.Of(now) };
        }
    }

    private static async Task<IResult> TrackingAsync(HttpContext context, OrganisationChoice organisations, TrackingMapping mapping)
    {
        var organisation = await OfAsync(context, organisations);
        var choice = await mapping.GetAsync(organisation.Id, context.RequestAborted);
        return PlannedProject.Versioned(context, choice.Version, choice);
    }

    private static async Task<IResult> ChooseAsync(HttpContext context, OrganisationChoice organisations, TrackingMapping mapping)
    {
        var organisation = await OfAsync(context, organisations);
        var version = IfMatch.VersionOf(context.Request);
        var body = await JsonEntry.ReadAsync<TrackingChoiceBody>(context);
        return TypedResults.Ok(await mapping.ChooseAsync(organisation.Id, body.Project, body.Phase, version, Visitor.Of(context).Name, context.RequestAborted));
    }

    private static Task<Organisation> OfAsync(HttpContext context, OrganisationChoice organisations) =>
        organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
}

/// <summary>The settings of an organisation as a program enters them.</summary>
internal sealed record OrganisationSettingsBody
{
    /// <summary>The name it is shown under: 1 to 200 characters, unique in the installation.</summary>
    public string? Name { get; init; }

    /// <summary>The zone that days are taken in, as in Europe/London; left out or null: as Xero says.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The last day of the financial year as month-day, as in 03-31; left out or null: as Xero says.</summary>
    public string? FinancialYearEnd { get; init; }

    /// <summary>The id of the account of what customers hold back.</summary>
    public Guid? RetentionReceivable { get; init; }

    /// <summary>The id of the account of what is held back from subcontractors.</summary>
    public Guid? RetentionPayable { get; init; }

    /// <summary>The id of the account of what customers deducted under the Construction Industry Scheme.</summary>
    public Guid? CisSuffered { get; init; }

    /// <summary>The id of the account of what was deducted from subcontractors.</summary>
    public Guid? CisDeducted { get; init; }

    public OrganisationSetting Of(long version) => new(version, Name ?? "")
    {
        TimeZone = string.IsNullOrWhiteSpace(TimeZone) ? null : TimeZone.Trim(),
        YearEnd = YearEnds.Of(FinancialYearEnd),
        RetentionReceivable = RetentionReceivable,
        RetentionPayable = RetentionPayable,
        CisSuffered = CisSuffered,
        CisDeducted = CisDeducted,
    };
}

/// <summary>The settings of an organisation.</summary>
/// <param name="Version">Counts up with each change; 0 where nothing is set.</param>
/// <param name="Name">The name it is shown under.</param>
/// <param name="TimeZone">The zone that days are taken in, or null: as Xero says.</param>
/// <param name="FinancialYearEnd">The last day of the financial year as month-day, or null: as Xero says.</param>
/// <param name="RetentionReceivable">The account of what customers hold back, or null.</param>
/// <param name="RetentionPayable">The account of what is held back from subcontractors, or null.</param>
/// <param name="CisSuffered">The account of what customers deducted under the Construction Industry Scheme, or null.</param>
/// <param name="CisDeducted">The account of what was deducted from subcontractors, or null.</param>
/// <param name="ChangedBy">Who saved this version, or null.</param>
/// <param name="ChangedAt">When, or null.</param>
internal sealed record OrganisationSettingsAnswer(
    long Version, string Name, string? TimeZone, string? FinancialYearEnd, Guid? RetentionReceivable, Guid? RetentionPayable, Guid? CisSuffered, Guid? CisDeducted, string? ChangedBy, DateTimeOffset? ChangedAt)
{
    public static OrganisationSettingsAnswer Of(OrganisationSetting setting) => new(
        setting.Version, setting.Name, setting.TimeZone, setting.YearEnd is null ? null : YearEnds.Text(setting.YearEnd), setting.RetentionReceivable, setting.RetentionPayable, setting.CisSuffered,
        setting.CisDeducted, setting.ChangedBy, setting.ChangedAt);
}

/// <summary>The choice of tracking categories as a program enters it.</summary>
internal sealed record TrackingChoiceBody
{
    /// <summary>The id of the category whose options are projects; left out or null: by the names.</summary>
    public Guid? Project { get; init; }

    /// <summary>The id of the category whose options are build phases; left out or null: by the names.</summary>
    public Guid? Phase { get; init; }
}
