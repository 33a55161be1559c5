using Milestone.Core.Access;
using Milestone.Host.Settings;

namespace Milestone.Host.Identity.Provider;

/// <summary>Who it is here that a provider vouches for: by issuer and subject, and the first time by the address that somebody added or invited.</summary>
internal sealed class ProviderPeople(HostSettings settings, IdentityLinks links, UserRegister users, InvitationRegister invitations)
{
    private const string Actor = "sign-in provider";

    /// <summary>The user of an identity, linked if need be; null for a stranger, or somebody who was put out.</summary>
    /// <param name="identity">What the provider says.</param>
    /// <param name="cancellation">Cancels the work.</param>
    public async Task<Guid?> UserAsync(ProvidedIdentity identity, CancellationToken cancellation)
    {
        var known = await links.PersonAsync(identity.Issuer, identity.Subject, cancellation);
        if (!IsVouchedFor(identity))
            return known?.User;
        var user = known?.User ?? await OfAddressAsync(identity, cancellation);
        // Somebody who is here already may have been invited elsewhere since.
        if (user is { } id)
            await invitations.AcceptAllAsync(identity.Email!, id, Actor, cancellation);
        return user;
    }

    // Whoever may write any address into an account there would be let in here as somebody else.
    private bool IsVouchedFor(ProvidedIdentity identity) => identity.Email is { Length: > 0 } && (identity.IsVerified || settings.SignIn.TrustEmail);

    private async Task<Guid?> OfAddressAsync(ProvidedIdentity identity, CancellationToken cancellation)
    {
        var email = identity.Email!;
        var account = await users.AccountAsync(email, cancellation);
        if (account?.DisabledAt is not null)
            return null;
        var user = account?.User;
        if (user is null)
        {
            if (!await invitations.IsInvitedAsync(email, cancellation))
                return null;
            user = await users.AddAsync(email, identity.Name is { Length: > 0 and <= 120 } name ? name : email.Split('@')[0], isOwner: false, Actor, cancellation);
        }

        await links.LinkAsync(user.Value, identity.Issuer, identity.Subject, Actor, cancellation);
        return user;
    }
}

/// <summary>What a provider says about somebody.</summary>
/// <param name="Issuer">Who says so.</param>
/// <param name="Subject">The provider's own name for the person, which never changes.</param>
/// <param name="Email">The address, if it says.</param>
/// <param name="IsVerified">Whether it has seen that the address is the person's.</param>
/// <param name="Name">What the person is called, if it says.</param>
internal sealed record ProvidedIdentity(string Issuer, string Subject, string? Email, bool IsVerified, string? Name);
