using Microsoft.AspNetCore.Http.HttpResults;
using Milestone.Host.Shell;

namespace Milestone.Host.Statements;

/// <summary>
/// Turns the form above a statement into the address of the view it asks for. A form sends every field, chosen or not; the address
/// afterwards names only what differs from the usual, so that it can be read and passed on.
/// </summary>
internal static class StatementChoice
{
    public const string Path = "statement/choose";

    private static readonly (string Name, string Value)[] Usual =
    [
        ("rows", "account"), ("columns", "none"), ("newestFirst", "false"), ("compare", "0"), ("comparison", "previous"), ("budget", "none"), ("basis", "accrual"), ("wholePounds", "false"),
        ("hideZeros", "true"),
    ];

    public static RedirectHttpResult Answer(HttpContext context)
    {
        var asked = Address.Of(context.Request).On("statement");
        if (asked["variance"] is not null && asked["compare"] is null or "0")
            asked = asked.With("compare", "1");
        foreach (var (name, value) in Usual)
        {
            if (asked[name] == value)
                asked = asked.With(name, null);
        }

        if (asked["compare"] is null)
            asked = asked.With("comparison", null);

        // A form shows choices that go with others only; those that do not go with these are left out instead of refused.
        if (asked["rows"] is null)
            asked = asked.With("measure", null);
        else
            asked = asked.With("percent", null);
        if (asked["columns"] is not ("month" or "quarter" or "year"))
            asked = asked.With("newestFirst", null);
        return TypedResults.LocalRedirect($"{context.Request.PathBase}/{asked}");
    }
}
