using Milestone.Core.Access;
using Milestone.Host.Api;

namespace Milestone.Host.Administration;

/// <summary>Who has a place in an organisation, over HTTP. Places are given on the page, where an invitation's link is shown.</summary>
internal static class PeopleEndpoints
{
    private const string Example = """
        {"users":[{"id":"0197c0de-0000-7000-8000-000000000002","name":"Ann Other","email":"ann@example.com","role":"projectManager","projects":["a0000000-0000-4000-8000-000000000001"],
        "since":"2026-03-20T10:00:00+00:00","isDisabled":false,"lastSeen":null}]}
        """;

    public static void MapPeopleOfBooks(this RouteGroupBuilder api) => api.MapGet("/admin/users", ListAsync)
        .WithName("users").WithTags("Administration").WithSummary("Who has a place in an organisation")
        .WithDescription("By name. Whoever owns the installation may do all of it everywhere and stands here only with a place of their own.")
        .Takes("organisation").Produces<UsersAnswer>().ProducesProblem(StatusCodes.Status404NotFound)
        .WithMetadata(new AnswerExample("200", Example));

    private static async Task<IResult> ListAsync(HttpContext context, OrganisationChoice organisations, MemberRegister members)
    {
        var organisation = await organisations.OfAsync(context.Request.Query["organisation"], context.RequestAborted);
        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Ok(new UsersAnswer([.. (await members.ListAsync(organisation.Id, context.RequestAborted)).Select(one =>
            new UserAnswer(one.User, one.Name, one.Email, one.Role, one.Projects, one.Since, one.DisabledAt is not null, one.LastSeen))]));
    }
}

/// <summary>Users with a place in an organisation.</summary>
/// <param name="Users">By name.</param>
internal sealed record UsersAnswer(IReadOnlyList<UserAnswer> Users);

/// <summary>One of them.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Name">What the user is called.</param>
/// <param name="Email">The address.</param>
/// <param name="Role">What the user is there.</param>
/// <param name="Projects">The projects of a project manager; empty for others.</param>
/// <param name="Since">Since when.</param>
/// <param name="IsDisabled">Whether the user was put out of the installation.</param>
/// <param name="LastSeen">When the user was last here, or null.</param>
internal sealed record UserAnswer(Guid Id, string Name, string Email, Role Role, IReadOnlyList<Guid> Projects, DateTimeOffset Since, bool IsDisabled, DateTimeOffset? LastSeen);
