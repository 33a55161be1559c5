using System.Collections.Frozen;

namespace Milestone.Core.Access;

/// <summary>
/// What the reader on whose behalf the program works may see: it goes with the flow of the work, so that nothing asked of the database can forget it.
/// Every transaction names its organisation and the projects that its reader is limited to; PostgreSQL's policies hold it to both.
/// </summary>
/// <remarks>Without a scope, as in the commands of whoever runs the installation, everything is seen. A host that serves others never works without one.</remarks>
public sealed class ReaderScope
{
    private static readonly AsyncLocal<ReaderScope?> Ambient = new();

    private readonly FrozenDictionary<Guid, Membership>? memberships;

    private ReaderScope(FrozenDictionary<Guid, Membership>? memberships)
    {
        this.memberships = memberships;
        Memberships = memberships?.Values ?? [];
        OnlyRole = memberships is null ? Role.Administrator : Memberships.Select(one => one.Role).Distinct().ToList() is [var only] ? only : null;
    }

    /// <summary>Sees nothing: somebody who has not signed in.</summary>
    public static ReaderScope Nobody { get; } = new(FrozenDictionary<Guid, Membership>.Empty);

    /// <summary>Sees all organisations, also those to come, as their administrator: whoever owns the installation.</summary>
    public static ReaderScope Everything { get; } = new(null);

    /// <summary>The scope of the work that is going on, or null where nobody has set one.</summary>
    public static ReaderScope? Current => Ambient.Value;

    /// <summary>The scope of a person.</summary>
    public static ReaderScope Of(IEnumerable<Membership> memberships) => new(memberships.ToFrozenDictionary(one => one.Organisation));

    /// <summary>The reader's places, one an organisation; empty where everything is seen.</summary>
    public IReadOnlyCollection<Membership> Memberships { get; }

    /// <summary>The reader's role where it is the same in every organisation; null where it differs, or there is none.</summary>
    public Role? OnlyRole { get; }

    /// <summary>Whether it holds every organisation there is.</summary>
    public bool IsEverything => memberships is null;

    /// <summary>The reader's place in an organisation, or null where it is none of the reader's.</summary>
    public Membership? In(Guid organisation) =>
        memberships is null ? new Membership(organisation, Role.Administrator) : memberships.GetValueOrDefault(organisation);

    /// <summary>The reader's limit in an organisation: the projects that are the reader's; null where there is none.</summary>
    internal static IReadOnlyList<Guid>? LimitIn(Guid organisation) => Current?.In(organisation)?.Projects;

    /// <summary>Works in this scope until what is given back is disposed.</summary>
    public IDisposable Begin()
    {
        var before = Ambient.Value;
        Ambient.Value = this;
        return new End(before);
    }

    private sealed class End(ReaderScope? before) : IDisposable
    {
        public void Dispose() => Ambient.Value = before;
    }
}
