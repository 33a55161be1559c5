namespace Milestone.Host.Caching;

/// <summary>Stands among the features of a request while its answer is drawn to be kept; what is being drawn may say that it must not be.</summary>
internal sealed class Drawing
{
    /// <summary>Whether the answer must not be kept.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Says that the answer of a request must not be kept: it is not the usual one, but that something was asked wrongly.</summary>
    public static void Refuse(HttpContext context)
    {
        if (context.Features.Get<Drawing>() is { } drawing)
            drawing.IsRefused = true;
    }

    /// <summary>Whether the answer of a request is drawn to be kept: then it is tagged and packed afterwards, by whoever keeps it.</summary>
    public static bool IsUnderWay(HttpContext context) => context.Features.Get<Drawing>() is not null;
}

/// <summary>Stands among the features of a request that was answered with what had been kept.</summary>
internal sealed class GivenAgain
{
    public static GivenAgain Mark { get; } = new();
}
