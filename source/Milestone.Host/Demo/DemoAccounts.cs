using Milestone.Core;
using Milestone.Core.Access;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Host.Identity;

namespace Milestone.Host.Demo;

/// <summary>Somebody of each role to look around as. They have one password, made up anew each time and printed; a production installation has none of them.</summary>
internal static class DemoAccounts
{
    private const string Actor = "demo command";
    private const int ProjectsOfManager = 3;

    private static readonly string[] Environments = ["DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT"];

    private static readonly (string Email, string Name, Role? Role)[] People =
    [
        ("owner@demo.example", "Olive Owner", null),
        ("administrator@demo.example", "Adam Administrator", Role.Administrator),
        ("accountant@demo.example", "Amina Accountant", Role.Accountant),
        ("manager@demo.example", "Paul Projectmanager", Role.ProjectManager),
        ("viewer@demo.example", "Vera Viewer", Role.Viewer),
    ];

    /// <summary>Whether this is a production installation, as the environment says.</summary>
    public static bool IsProduction => Environments.Any(variable => string.Equals(Environment.GetEnvironmentVariable(variable), "Production", StringComparison.OrdinalIgnoreCase));

    /// <summary>Goes on only where this is no production installation.</summary>
    /// <exception cref="ProblemException">Forbidden: it is one.</exception>
    public static void RefuseProduction()
    {
        if (IsProduction)
            throw new ProblemException(ProblemKind.Forbidden, "Demo accounts are not made in Production: everybody knows their names. Add real users with: user add.");
    }

    /// <summary>Makes them, or gives those there are the new password.</summary>
    /// <returns>The lines to print: who there is, and the password.</returns>
    public static async Task<IReadOnlyList<string>> MakeAsync(MilestoneDatabase database, Organisation organisation, CancellationToken cancellation)
    {
        RefuseProduction();
        using var passwords = new Passwords();
        var password = Passwords.Random();
        var users = new UserRegister(database);
        var members = new MemberRegister(database);
        var hash = await passwords.HashAsync(password, People[0].Email);
        var projects = (await new OrganisationCatalogue(database).ProjectsAsync(organisation.Id, cancellation)).Where(one => one.Status == "ACTIVE").Take(ProjectsOfManager).Select(one => one.Id).ToList();
        foreach (var (email, name, role) in People)
        {
            var user = (await users.AccountAsync(email, cancellation))?.User ?? await users.AddAsync(email, name, isOwner: role is null, Actor, cancellation);
            await users.SetPasswordAsync(user, hash, Actor, cancellation);
            var present = (await members.ListAsync(organisation.Id, cancellation)).Any(one => one.User == user);
            if (role is { } place && !present)
                await members.SetAsync(organisation.Id, user, place, projects, version: 0, Actor, cancellation);
        }

        return ["Sign in as:", .. People.Select(one => $"  {one.Email}"), $"with the password: {password}"];
    }
}
