using Milestone.Core.Access;

namespace Milestone.Host.Shell;

/// <summary>Who a request comes from: whom figures are drawn for, who makes a change, and what may be seen.</summary>
/// <param name="Name">In words, for provenance and the audit log.</param>
/// <param name="Key">The key of what is kept for one person: preferences, saved views.</param>
/// <param name="Scope">The organisations, and the place in each.</param>
internal sealed record Visitor(string Name, string Key, ReaderScope Scope)
{
    /// <summary>Somebody who has not signed in.</summary>
    public static Visitor Nobody { get; } = new("nobody", "nobody", ReaderScope.Nobody);

    /// <summary>Whoever sits at this machine, where tests let a host stand open: no setting of a host does.</summary>
    public static Visitor AtThisMachine { get; } = new("a reader at this machine", "local", ReaderScope.Everything);

    /// <summary>The user's id, or null for somebody who has none.</summary>
    public Guid? User { get; init; }

    /// <summary>Whether somebody has said who this is.</summary>
    public bool IsSignedIn => !ReferenceEquals(Scope, ReaderScope.Nobody);

    /// <summary>Who a request comes from.</summary>
    public static Visitor Of(HttpContext context) => context.Features.Get<Visitor>() ?? Nobody;
}
