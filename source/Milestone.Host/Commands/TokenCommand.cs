using System.CommandLine;
using System.Globalization;
using Milestone.Core;
using Milestone.Core.Organisations;

namespace Milestone.Host.Commands;

/// <summary>token: what lets a program such as n8n import into one organisation.</summary>
internal static class TokenCommand
{
    public static Command Create() => new("token", "Makes, lists and revokes ingest tokens") { CreateToken(), List(), Revoke() };

    private static Command CreateToken()
    {
        var organisation = CommandDatabase.OrganisationOption();
        var label = new Option<string>("--label", "-l") { Description = "What it is for, such as n8n", HelpName = "TEXT", Required = true };
        var expires = new Option<string?>("--expires") { Description = "The day on which it stops working, as in 2027-12-31 [default: never]", HelpName = "DATE" };
        var command = new Command("create", "Makes a token; its text is shown this once, alone on standard output") { organisation, label, expires };
        command.SetAction(async (parsed, cancellation) =>
        {
            var expiry = Expiry(parsed.GetValue(expires));
            await using var database = CommandDatabase.Open();
            var books = await CommandDatabase.OrganisationAsync(database, parsed.GetValue(organisation), cancellation);
            var (token, text) = await new IngestTokens(database).CreateAsync(books.Id, parsed.GetValue(label)!, expiry, cancellation);
            Terminal.Answer(text);
            Terminal.Note($"Token {token.Id} imports into '{books.Name}'. Keep its text now: only a hash is stored.");
            return CommandLine.Done;
        });
        return command;
    }

    private static Command List()
    {
        var organisation = CommandDatabase.OrganisationOption();
        var command = new Command("list", "Lists the tokens, newest first") { organisation };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var database = CommandDatabase.Open();
            var books = await CommandDatabase.OrganisationAsync(database, parsed.GetValue(organisation), cancellation);
            var tokens = await new IngestTokens(database).ListAsync(books.Id, cancellation);
            if (tokens.Count == 0)
                Terminal.Note($"'{books.Name}' has no ingest token. Make one with: token create --label n8n");
            else
                Terminal.Rows(Console.Out, ["id", "begins", "label", "created", "expires", "last used", "revoked"], tokens.Select(Row));
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Revoke()
    {
        var id = new Argument<Guid>("ID") { Description = "The token's id, as 'token list' gives it" };
        var organisation = CommandDatabase.OrganisationOption();
        var command = new Command("revoke", "Stops a token for good") { id, organisation };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var database = CommandDatabase.Open();
            var books = await CommandDatabase.OrganisationAsync(database, parsed.GetValue(organisation), cancellation);
            await new IngestTokens(database).RevokeAsync(books.Id, parsed.GetValue(id), cancellation);
            Terminal.Note($"Token {parsed.GetValue(id)} of '{books.Name}' no longer works.");
            return CommandLine.Done;
        });
        return command;
    }

    private static IReadOnlyList<string> Row(IngestToken token) =>
        [token.Id.ToString(), token.Prefix, token.Label, When(token.CreatedAt), When(token.ExpiresAt), When(token.LastUsedAt), When(token.RevokedAt)];

    private static string When(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "-";

    private static DateTimeOffset? Expiry(string? text)
    {
        if (text is null)
            return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)
            : throw new ProblemException(ProblemKind.Invalid, $"'{text}' is not a day of the calendar. Write year-month-day, as in 2027-12-31.") { Field = "expires" };
    }
}
