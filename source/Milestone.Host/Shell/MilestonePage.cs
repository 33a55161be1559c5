using Microsoft.AspNetCore.Components;
using Milestone.Core;
using Milestone.Core.Organisations;
using Milestone.Host.Caching;
using Milestone.Host.Security.Areas;

namespace Milestone.Host.Shell;

/// <summary>
/// A page about one organisation. It reads everything before a word of it is sent, so what was asked wrongly becomes a notice with the
/// right status instead of half a page. <see cref="Outcomes.PageBody"/> shows the outcome; other failures go to the error page.
/// </summary>
public abstract class MilestonePage : ComponentBase
{
    /// <summary>The request.</summary>
    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    /// <summary>The organisations and the one in view.</summary>
    [Inject]
    public Visit Visit { get; set; } = null!;

    /// <summary>Who asks.</summary>
    private protected Visitor Me => Visitor.Of(Http);

    /// <summary>Whether the reader may use an area of the organisation in view; what one may not use is not offered.</summary>
    private protected bool May(Area area, Use use = Use.Read) => Home.May(Http, area, use);

    /// <summary>Whether reading has come to an end, one way or another.</summary>
    public bool Loaded { get; private set; }

    /// <summary>What was asked wrongly, or null.</summary>
    public ProblemException? Problem { get; private set; }

    /// <summary>The status of the answer.</summary>
    public int Status => Problem?.Kind switch
    {
        null => StatusCodes.Status200OK,
        ProblemKind.NotFound => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status400BadRequest,
    };

    /// <summary>Whether there are books to show; there are none before the first import.</summary>
    public bool HasBooks { get; private set; }

    /// <summary>Whose books the page shows, where there are any.</summary>
    public Organisation Organisation { get; private set; } = null!;

    /// <summary>The address being answered.</summary>
    public Address Here { get; private set; } = Address.To("");

    /// <summary>Reads what the page shows.</summary>
    protected abstract Task LoadAsync(Organisation organisation, CancellationToken cancellation);

    /// <inheritdoc/>
    protected sealed override async Task OnInitializedAsync()
    {
        Here = Address.Of(Http.Request);
        try
        {
            if ((await Visit.OpenAsync(Http)).Current is { } organisation)
            {
                HasBooks = true;
                Organisation = organisation;
                await LoadAsync(organisation, Http.RequestAborted);
            }
        }
        catch (ProblemException problem) when (problem.Kind is ProblemKind.Invalid or ProblemKind.NotFound)
        {
            Problem = problem;
            Answer(Status);
        }

        Loaded = true;
    }

    /// <summary>Sets the status of the answer, whatever is rendered.</summary>
    private protected void Answer(int status)
    {
        Drawing.Refuse(Http);
        // Only as the answer starts: a component endpoint that sees 404 before then drops what was rendered and leaves the answer to others.
        Http.Response.OnStarting(() =>
        {
            Http.Response.StatusCode = status;
            return Task.CompletedTask;
        });
    }
}
