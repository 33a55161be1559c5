using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Milestone.Core.Access;
using Milestone.Core.Storage;
using Milestone.Host.Identity.Provider;
using Milestone.Host.Security.Areas;
using Milestone.Host.Settings;

namespace Milestone.Host.Identity;

/// <summary>Everything that finds out who somebody is: what it needs, and its addresses.</summary>
internal static class IdentityParts
{
    public static void AddIdentity(this WebApplicationBuilder builder, HostSettings settings)
    {
        var services = builder.Services;
        services.AddSingleton<UserRegister>();
        services.AddSingleton<MemberRegister>();
        services.AddSingleton<InvitationRegister>();
        services.AddSingleton<IdentityLinks>();
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<FirstAdministrator>();
        services.AddSingleton<ProtectionKeys>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<LocalSignIn>();
        services.AddSingleton<SessionTokens>();
        services.AddSingleton<ProviderPeople>();
        services.AddSingleton(provider => new SessionRegister(provider.GetRequiredService<MilestoneDatabase>())
        {
            Idle = TimeSpan.FromMinutes(settings.SignIn.IdleMinutes),
            Longest = TimeSpan.FromHours(settings.SignIn.SessionHours),
        });

        // All hosts of an installation are one application to the framework, wherever their files lie.
        services.AddDataProtection().SetApplicationName("Milestone");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = new KeyRepository(provider.GetRequiredService<ProtectionKeys>())));
        builder.AddProvider(settings.SignIn);
    }

    /// <summary>What a person or the provider sends that is no page. The pages are in Pages.</summary>
    public static void MapIdentity(this WebApplication app, HostSettings settings)
    {
        app.MapPost("/sign-out", SignOut.AnswerAsync).In(Area.Public).ExcludeFromDescription();
        app.MapProvider(settings.SignIn);
    }
}
