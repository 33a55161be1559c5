using System.Globalization;
using Microsoft.AspNetCore.Components;
using Milestone.Core;
using Milestone.Host.Components.Forms;
using Milestone.Host.Shell;

namespace Milestone.Host.Identity.Pages;

/// <summary>A page with a form about a person and no books: signing in, an invitation, one's own account.</summary>
public abstract class PersonPage : ComponentBase
{
    /// <summary>The request.</summary>
    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    /// <summary>Leads on after a form was accepted.</summary>
    [Inject]
    public NavigationManager Navigation { get; set; } = null!;

    /// <summary>What was typed; empty until the form is sent.</summary>
    public FormValues Form { get; private set; } = FormValues.Empty;

    /// <summary>Why the form was refused as a whole, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Who asks.</summary>
    private protected Visitor Me => Visitor.Of(Http);

    /// <summary>A parameter of the address, or an empty text.</summary>
    protected string Asked(string name) => Http.Request.Query[name].ToString();

    /// <summary>What is wrong with a field, or null.</summary>
    protected string? ErrorOf(string field) => Form.Errors.GetValueOrDefault(field);

    /// <summary>Reads the form, does the work and leads on to the address it answers, if any.</summary>
    protected async Task SubmitAsync(Func<CancellationToken, Task<string?>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Form = new FormValues(await Http.Request.ReadFormAsync(Http.RequestAborted));
        string? to;
        try
        {
            to = await work(Http.RequestAborted);
        }
        catch (ProblemException problem) when (problem.Kind is not ProblemKind.Unavailable)
        {
            if (problem.Field is { } field && problem.Kind == ProblemKind.Invalid)
                Form.Refuse(field, problem.Message);
            Refuse(problem.Message, problem.Kind switch
            {
                ProblemKind.Forbidden => StatusCodes.Status403Forbidden,
                ProblemKind.NotFound => StatusCodes.Status404NotFound,
                ProblemKind.Conflict => StatusCodes.Status409Conflict,
                _ => StatusCodes.Status400BadRequest,
            });
            return;
        }

        if (to is not null)
            Navigation.NavigateTo(to);
    }

    /// <summary>Shows the form again with why it was refused.</summary>
    protected void Refuse(string why, int status, TimeSpan? retryAfter = null)
    {
        Refusal = why;
        if (retryAfter is { } wait)
            Http.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        Http.Response.OnStarting(() =>
        {
            Http.Response.StatusCode = status;
            return Task.CompletedTask;
        });
    }

    // Word for word what the token against forgery asks for: it would put its own in the place of anything less, and warn of that in the log.
    /// <inheritdoc/>
    protected override void OnInitialized() => Http.Response.Headers.CacheControl = "no-cache, no-store";
}
