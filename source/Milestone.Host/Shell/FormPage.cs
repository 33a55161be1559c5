using Microsoft.AspNetCore.Components;
using Milestone.Core;
using Milestone.Host.Components.Forms;
using Milestone.Host.Security.Areas;

namespace Milestone.Host.Shell;

/// <summary>
/// A page with a form that posts to the page itself and works without script. What is accepted leads on to another address; what is refused shows
/// the form again with everything that was typed, the field named and the right status. The form itself is an <see cref="EntryForm"/>.
/// </summary>
public abstract class FormPage : MilestonePage
{
    /// <summary>Leads on after a form was accepted.</summary>
    [Inject]
    public NavigationManager Navigation { get; set; } = null!;

    /// <summary>What was typed; empty until the form is sent.</summary>
    public FormValues Form { get; private set; } = FormValues.Empty;

    /// <summary>Why the form was refused as a whole or at a field, or null.</summary>
    public ProblemException? Refusal { get; private set; }

    /// <summary>What is wrong with a field, or null.</summary>
    public string? ErrorOf(string field) =>
        Form.Errors.GetValueOrDefault(field) ?? (string.Equals(Refusal?.Field, field, StringComparison.OrdinalIgnoreCase) ? Refusal!.Message : null);

    /// <summary>Whether the reader may send a form of this page; whoever may not is shown what it says, and no form.</summary>
    public bool MaySend => Http.GetEndpoint()?.Metadata.GetMetadata<InAttribute>() is { } place && (place.Area == Area.Public || May(place.Area, place.UseOf(HttpMethods.Post)));

    /// <summary>What a field shows: what was typed, else what there is.</summary>
    public string Shown(string field, string? otherwise) => Form.WasSent ? Form.Raw(field) : otherwise ?? "";

    /// <summary>
    /// Reads the form, does the work and leads on to the address it answers. The work reads its fields from <see cref="Form"/> and calls
    /// <see cref="FormValues.Check"/> before it changes anything, so that every field at fault is named at once.
    /// </summary>
    protected Task SubmitAsync(Func<CancellationToken, Task<Address>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return StepAsync(async cancellation => await work(cancellation));
    }

    /// <summary>As <see cref="SubmitAsync"/>, for a form of several steps: work that answers no address shows the page again, with what it has prepared.</summary>
    protected async Task StepAsync(Func<CancellationToken, Task<Address?>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (Problem is not null || !HasBooks)
            return;
        Form = new FormValues(await Http.Request.ReadFormAsync(Http.RequestAborted));
        Address? to;
        try
        {
            to = await work(Http.RequestAborted);
        }
        catch (ProblemException refusal) when (refusal.Kind is not (ProblemKind.Unavailable or ProblemKind.Forbidden))
        {
            Refusal = refusal;
            foreach (var (field, why) in refusal.Faults)
                Form.Refuse(field, why);
            Answer(refusal.Kind switch
            {
                ProblemKind.Stale => StatusCodes.Status412PreconditionFailed,
                ProblemKind.Conflict => StatusCodes.Status409Conflict,
                ProblemKind.NotFound => StatusCodes.Status404NotFound,
                _ => StatusCodes.Status400BadRequest,
            });
            return;
        }

        if (to is not null)
            Navigation.NavigateTo(to.ToString());
    }
}
