using Milestone.Core;
using Milestone.Core.Organisations;
using Milestone.Core.People;
using Milestone.Core.Values;
using Milestone.Host.Shell;

namespace Milestone.Host.People;

/// <summary>Marks a page on which the reader's preferences apply where the address does not say: period, basis, whole pounds.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class PreferredAttribute : Attribute;

/// <summary>
/// Completes the address of a page with what the reader prefers, before anything else reads it. So every part of the page, and every link on it, sees an
/// address that says all: a link made there means the same to whoever it is sent to, whatever that reader prefers.
/// </summary>
internal static class PersonalDefaults
{
    public static void UsePersonalDefaults(this WebApplication app)
    {
        var catalogue = app.Services.GetRequiredService<OrganisationCatalogue>();
        var people = app.Services.GetRequiredService<PersonalSettings>();
        app.Use(next => context => context.GetEndpoint()?.Metadata.GetMetadata<PreferredAttribute>() is null ? next(context) : CompleteAsync(context, catalogue, people, next));
    }

    /// <summary>The query parameters that say what the preferences say, for an address that does not.</summary>
    public static IEnumerable<(string Name, string Value)> Missing(Preferences preferences, Func<string, bool> says)
    {
        if (preferences.Period.Length > 0 && !says("period") && !says("from") && !says("to"))
            yield return ("period", preferences.Period);
        if (preferences.Basis == Basis.Cash && !says("basis"))
            yield return ("basis", "cash");
        if (preferences.WholePounds && !says("wholePounds"))
            yield return ("wholePounds", "true");
    }

    private static async Task CompleteAsync(HttpContext context, OrganisationCatalogue catalogue, PersonalSettings people, RequestDelegate next)
    {
        var request = context.Request;
        try
        {
            var all = await catalogue.ListAsync(context.RequestAborted);
            if (Visit.InView(all, request.QueryString.HasValue ? request.Query["organisation"].ToString() : "") is { } organisation)
            {
                var preferences = (await people.OfAsync(organisation.Id, Visitor.Of(context).Key, context.RequestAborted)).Preferences;
                if (preferences.Version > 0)
                {
                    foreach (var (name, value) in Missing(preferences, name => !string.IsNullOrEmpty(request.Query[name])).ToList())
                        request.QueryString = request.QueryString.Add(name, value);
                }
            }
        }
        catch (ProblemException)
        {
            // The page itself says what is wrong.
        }

        await next(context);
    }
}
