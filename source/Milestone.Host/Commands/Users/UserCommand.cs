using System.CommandLine;
using System.Globalization;
using Milestone.Core;
using Milestone.Core.Access;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Host.Identity;

namespace Milestone.Host.Commands.Users;

/// <summary>user: who may come in, and what they are in each organisation.</summary>
internal static class UserCommand
{
    private const string Actor = "user command";

    private static Argument<string> Email() => new("EMAIL") { Description = "The user's address" };

    public static Command Create() => new("user", "Adds users, lists them, and decides what they may") { Add(), List(), ChangeRole(), Disable(), Enable(), Password(), Erase() };

    private static Command Add()
    {
        var email = Email();
        var name = new Option<string>("--name", "-n") { Description = "What the user is called", HelpName = "NAME", Required = true };
        var owner = new Option<bool>("--owner") { Description = "Administrator of every organisation, also of those to come" };
        var (organisation, role, projects) = Place();
        var given = PasswordOption();
        var none = new Option<bool>("--no-password") { Description = "The user signs in with the provider only" };
        var command = new Command("add", "Adds a user; a password that was made up is shown this once, alone on standard output") { email, name, owner, organisation, role, projects, given, none };
        command.SetAction(async (parsed, cancellation) =>
        {
            var wanted = parsed.GetValue(role) is { } word ? RoleOf(word) : (Role?)null;
            if (wanted is null && !parsed.GetValue(owner))
                throw new ProblemException(ProblemKind.Invalid, "Say what the user is: --owner, or --role viewer, project-manager, accountant or administrator.") { Field = "role" };
            await using var database = CommandDatabase.Open();
            var books = wanted is null ? null : await CommandDatabase.OrganisationAsync(database, parsed.GetValue(organisation), cancellation);
            var chosen = books is null ? [] : await ProjectsAsync(database, books, parsed.GetValue(projects), cancellation);
            using var passwords = new Passwords();
            var password = parsed.GetValue(none) ? null : parsed.GetValue(given) ? await ReadPasswordAsync(cancellation) : Passwords.Random();
            var hash = password is null ? null : await passwords.HashAsync(password, parsed.GetValue(email)!);
            var users = new UserRegister(database);
            var user = await users.AddAsync(parsed.GetValue(email)!, parsed.GetValue(name)!, parsed.GetValue(owner), Actor, cancellation);
            if (hash is not null)
                await users.SetPasswordAsync(user, hash, Actor, cancellation);
            if (books is not null)
                await new MemberRegister(database).SetAsync(books.Id, user, wanted!.Value, chosen, version: 0, Actor, cancellation);
            Tell(password, parsed.GetValue(given));
            Terminal.Note($"{parsed.GetValue(email)} is added{(books is null ? " as administrator of the installation" : $" as {RoleWords.In(wanted!.Value)} of '{books.Name}'")}.");
            return CommandLine.Done;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Lists the users, by name");
        command.SetAction(async (_, cancellation) =>
        {
            await using var database = CommandDatabase.Open();
            var users = await new UserRegister(database).ListAsync(cancellation);
            var names = (await new OrganisationCatalogue(database).ListAsync(cancellation)).ToDictionary(one => one.Id, one => one.Name);
            if (users.Count == 0)
                Terminal.Note("There is no user. Add one with: user add anna@example.com --name \"Anna Field\" --owner");
            else
                Terminal.Rows(Console.Out, ["email", "name", "is", "last here", "state"], users.Select(user => Row(user, names)));
            return CommandLine.Done;
        });
        return command;
    }

    private static Command ChangeRole()
    {
        var email = Email();
        var to = new Argument<string>("ROLE") { Description = "viewer, project-manager, accountant, administrator; owner for all organisations, no-owner, or none" };
        var (organisation, _, projects) = Place();
        var command = new Command("role", "Changes what a user is in an organisation") { email, to, organisation, projects };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var database = CommandDatabase.Open();
            var users = new UserRegister(database);
            var user = await users.GetAsync(parsed.GetValue(email)!, cancellation);
            var word = parsed.GetValue(to)!;
            if (word.ToUpperInvariant() is "OWNER" or "NO-OWNER")
            {
                await users.SetOwnerAsync(user, word.Equals("owner", StringComparison.OrdinalIgnoreCase), Actor, cancellation);
                Terminal.Note($"{user.Email} is {(word.Equals("owner", StringComparison.OrdinalIgnoreCase) ? "now" : "no longer")} administrator of the installation.");
                return CommandLine.Done;
            }

            var books = await CommandDatabase.OrganisationAsync(database, parsed.GetValue(organisation), cancellation);
            var members = new MemberRegister(database);
            if (word.Equals("none", StringComparison.OrdinalIgnoreCase))
            {
                await members.RemoveAsync(books.Id, user.Id, Actor, cancellation);
                Terminal.Note($"{user.Email} has no place in '{books.Name}' any more.");
                return CommandLine.Done;
            }

            var role = RoleOf(word);
            var chosen = await ProjectsAsync(database, books, parsed.GetValue(projects), cancellation);
            var present = (await members.ListAsync(books.Id, cancellation)).FirstOrDefault(one => one.User == user.Id);
            await members.SetAsync(books.Id, user.Id, role, chosen, present?.Version ?? 0, Actor, cancellation);
            Terminal.Note($"{user.Email} is {RoleWords.In(role)} of '{books.Name}'.");
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Disable() => Change("disable", "Puts a user out, at once and everywhere", true, "is disabled: every session has ended");

    private static Command Enable() => Change("enable", "Lets a user in again", false, "may sign in again");

    private static Command Change(string word, string description, bool isDisabled, string done)
    {
        var email = Email();
        var command = new Command(word, description) { email };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var database = CommandDatabase.Open();
            var users = new UserRegister(database);
            var user = await users.GetAsync(parsed.GetValue(email)!, cancellation);
            await users.SetDisabledAsync(user, isDisabled, Actor, cancellation);
            Terminal.Note($"{user.Email} {done}.");
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Password()
    {
        var email = Email();
        var given = PasswordOption();
        var command = new Command("password", "Gives a user a new password and ends every session of theirs") { email, given };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var database = CommandDatabase.Open();
            var users = new UserRegister(database);
            var user = await users.GetAsync(parsed.GetValue(email)!, cancellation);
            using var passwords = new Passwords();
            var password = parsed.GetValue(given) ? await ReadPasswordAsync(cancellation) : Passwords.Random();
            await users.SetPasswordAsync(user.Id, await passwords.HashAsync(password, user.Email), Actor, cancellation);
            Tell(password, parsed.GetValue(given));
            Terminal.Note($"{user.Email} has a new password.");
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Erase()
    {
        var email = Email();
        var command = new Command("erase", "Forgets for good who a user is, and what the user said as feedback; what the user did stays, under an id") { email };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var database = CommandDatabase.Open();
            var users = new UserRegister(database);
            var user = await users.GetAsync(parsed.GetValue(email)!, cancellation);
            await users.EraseAsync(user.Id, Actor, cancellation);
            Terminal.Note($"{user.Email} is erased: name, address, password, places and feedback. The audit log has the name until: audit erase --person \"{user.Name}\"");
            return CommandLine.Done;
        });
        return command;
    }

    private static (Option<string?> Organisation, Option<string?> Role, Option<string[]> Projects) Place() => (
        CommandDatabase.OrganisationOption(),
        new Option<string?>("--role", "-r") { Description = "viewer, project-manager, accountant or administrator of the organisation", HelpName = "ROLE" },
        new Option<string[]>("--project", "-p") { Description = "A project of a project manager, by name or id; may be given several times", HelpName = "NAME", AllowMultipleArgumentsPerToken = true });

    private static Option<bool> PasswordOption() => new("--password-stdin") { Description = "Read the password from the first line of standard input instead of making one up" };

    // Never as an argument: others on the machine could read it there.
    private static async Task<string> ReadPasswordAsync(CancellationToken cancellation) => await Console.In.ReadLineAsync(cancellation) is { Length: > 0 } line
        ? line
        : throw new ProblemException(ProblemKind.Invalid, "There is no password on standard input. Write it there in one line.") { Field = "password-stdin" };

    private static void Tell(string? password, bool isGiven)
    {
        if (password is not null && !isGiven)
            Terminal.Answer(password);
    }

    private static Role RoleOf(string word) => RoleWords.All.TryGetValue(word, out var role)
        ? role
        : throw new ProblemException(ProblemKind.Invalid, $"'{word}' is no role. Use {string.Join(", ", RoleWords.All.Keys)}.") { Field = "role" };

    private static async Task<IReadOnlyCollection<Guid>> ProjectsAsync(MilestoneDatabase database, Organisation books, string[]? named, CancellationToken cancellation)
    {
        if (named is null or { Length: 0 })
            return [];
        var all = await new OrganisationCatalogue(database).ProjectsAsync(books.Id, cancellation);
        return
        [
            .. named.Select(text => all.FirstOrDefault(one => one.Name.Equals(text, StringComparison.OrdinalIgnoreCase) || one.Id.ToString("D") == text)?.Id
                ?? throw new ProblemException(ProblemKind.Invalid, $"'{books.Name}' has no project '{text}'.") { Field = "project" }),
        ];
    }

    private static IReadOnlyList<string> Row(User user, Dictionary<Guid, string> names) =>
    [
        user.Email,
        user.Name,
        user.IsOwner ? "owner" : string.Join("; ", user.Memberships.Select(place => $"{RoleWords.In(place.Role)} of {names.GetValueOrDefault(place.Organisation, "?")}")) is { Length: > 0 } places ? places : "-",
        user.LastSeen?.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "-",
        user.DisabledAt is null ? user.HasPassword ? "password" : "provider only" : "disabled",
    ];
}
