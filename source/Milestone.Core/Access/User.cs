namespace Milestone.Core.Access;

/// <summary>A user of the installation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Email">Its address, which it signs in with.</param>
/// <param name="Name">What it is called.</param>
/// <param name="IsOwner">Whether it is administrator of every organisation, also of those to come.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="DisabledAt">When it was put out, or null.</param>
/// <param name="Version">Rises with each change of what it is.</param>
/// <param name="HasPassword">Whether it signs in with a password of this installation.</param>
/// <param name="LastSeen">When it was last here, or null; to within a few minutes.</param>
/// <param name="Memberships">Its place in each organisation.</param>
public sealed record User(
    Guid Id, string Email, string Name, bool IsOwner, DateTimeOffset CreatedAt, DateTimeOffset? DisabledAt, long Version, bool HasPassword, DateTimeOffset? LastSeen, IReadOnlyList<Membership> Memberships);

/// <summary>Somebody who has shown who they are.</summary>
/// <param name="User">The user's id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Email">Its address.</param>
/// <param name="IsOwner">Whether it is administrator of every organisation.</param>
/// <param name="Memberships">Its place in each organisation.</param>
public sealed record KnownPerson(Guid User, string Name, string Email, bool IsOwner, IReadOnlyList<Membership> Memberships)
{
    /// <summary>What the person may see.</summary>
    public ReaderScope Scope { get; } = IsOwner ? ReaderScope.Everything : ReaderScope.Of(Memberships);
}

/// <summary>What is compared with what somebody types to sign in.</summary>
/// <param name="User">The user's id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="PasswordHash">The hash of its password, or null where it has none.</param>
/// <param name="DisabledAt">When it was put out, or null.</param>
public sealed record PasswordAccount(Guid User, string Name, string? PasswordHash, DateTimeOffset? DisabledAt);

/// <summary>A person's place in one organisation, for those who decide about it.</summary>
/// <param name="User">The user's id.</param>
/// <param name="Email">Its address.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Role">What it is there.</param>
/// <param name="Projects">The projects of a project manager; empty for others.</param>
/// <param name="Since">When it got the place.</param>
/// <param name="Version">Rises with each change of the place.</param>
/// <param name="DisabledAt">When the user was put out of the installation, or null.</param>
/// <param name="LastSeen">When it was last here, or null.</param>
public sealed record Member(Guid User, string Email, string Name, Role Role, IReadOnlyList<Guid> Projects, DateTimeOffset Since, long Version, DateTimeOffset? DisabledAt, DateTimeOffset? LastSeen);
