namespace Milestone.Host.Caching;

/// <summary>
/// Says of an endpoint that its answers may be kept and given again for as long as the books are in the same state. Whoever says so promises that an
/// answer depends on nothing but the address, the organisation's data, the day, and what is personal to the reader; and that it holds no form's token.
/// </summary>
internal interface ICachedAnswer
{
    /// <summary>Whether it is a page, which shows the reader's theme and saved views, and of which organisation where the address names none.</summary>
    bool IsPage { get; }
}

/// <summary>Marks a page as one whose answers may be kept. Never a page with a form that posts: it carries a token.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class CachedPageAttribute : Attribute, ICachedAnswer
{
    /// <inheritdoc/>
    public bool IsPage => true;
}

/// <summary>Marks an endpoint of the API as one whose answers may be kept.</summary>
internal sealed class CachedApiAnswer : ICachedAnswer
{
    /// <inheritdoc/>
    public bool IsPage => false;
}
