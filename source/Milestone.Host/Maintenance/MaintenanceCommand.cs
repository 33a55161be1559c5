using System.CommandLine;
using System.Globalization;
using Milestone.Core;
using Milestone.Core.Administration;
using Milestone.Host.Commands;

namespace Milestone.Host.Maintenance;

/// <summary>maintenance: when the installation is being worked on.</summary>
internal static class MaintenanceCommand
{
    private const string Actor = "maintenance command";

    public static Command Create() => new("maintenance", "Plans, lists and ends the windows in which nothing can be changed") { Plan(), List(), Extend(), End() };

    private static Command Plan()
    {
        var from = new Option<string?>("--from") { Description = "When it begins, with its zone, as in 2026-12-01T22:00Z or 2026-12-01T22:00+01:00 [default: now]", HelpName = "TIME" };
        var to = new Option<string>("--to") { Description = "When it ends, written the same", HelpName = "TIME", Required = true };
        var message = new Option<string>("--message", "-m") { Description = "What readers are told: one line", HelpName = "TEXT", Required = true };
        var command = new Command("plan", "Plans a window; its id goes to standard output") { from, to, message };
        command.SetAction(async (parsed, cancellation) =>
        {
            var begin = parsed.GetValue(from) is { } text ? MaintenanceTimes.WithZone(text, "from") : TimeProvider.System.GetUtcNow();
            var end = MaintenanceTimes.WithZone(parsed.GetValue(to)!, "to");
            await using var database = CommandDatabase.Open();
            var window = await new MaintenanceWindows(database).PlanAsync(begin, end, parsed.GetValue(message)!, Actor, cancellation);
            Terminal.Answer(window.Id.ToString("D"));
            Terminal.Note($"Maintenance is planned from {When(window.From)} to {When(window.To)}. End it early with: maintenance end {window.Id}");
            return CommandLine.Done;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Lists the windows: those to come, then the last that are over");
        command.SetAction(async (_, cancellation) =>
        {
            await using var database = CommandDatabase.Open();
            var windows = await new MaintenanceWindows(database).ListAsync(cancellation);
            var now = TimeProvider.System.GetUtcNow();
            if (windows.Count == 0)
                Terminal.Note("No maintenance was planned yet. Plan some with: maintenance plan --from TIME --to TIME --message TEXT");
            else
                Terminal.Rows(Console.Out, ["id", "state", "from", "to", "by", "message"], windows.Select(window => (IReadOnlyList<string>)[window.Id.ToString("D"), MaintenanceStanding.StateOf(window, now), When(window.From), When(window.Over), window.PlannedBy, window.Message]));
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Extend()
    {
        var id = new Argument<Guid>("ID") { Description = "The window's id, as 'maintenance list' gives it" };
        var to = new Option<string>("--to") { Description = "When it ends now, with its zone, as in 2026-12-01T23:30Z", HelpName = "TIME", Required = true };
        var command = new Command("extend", "Moves the end of a window that is not over") { id, to };
        command.SetAction(async (parsed, cancellation) =>
        {
            var end = MaintenanceTimes.WithZone(parsed.GetValue(to)!, "to");
            await using var database = CommandDatabase.Open();
            var extended = await new MaintenanceWindows(database).ExtendAsync(parsed.GetValue(id), end, Actor, cancellation);
            Terminal.Note($"It ends at {When(extended.To)} now.");
            return CommandLine.Done;
        });
        return command;
    }

    private static Command End()
    {
        var id = new Argument<Guid?>("ID") { Description = "The window's id, as 'maintenance list' gives it [default: the one that is under way]", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("end", "Ends a window now, or calls one off that has not begun") { id };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var database = CommandDatabase.Open();
            var windows = new MaintenanceWindows(database);
            var now = TimeProvider.System.GetUtcNow();
            var which = parsed.GetValue(id) ?? (await windows.AheadAsync(cancellation)).FirstOrDefault(window => window.IsAt(now))?.Id
                ?? throw new ProblemException(ProblemKind.NotFound, "No maintenance is under way. 'maintenance list' names the windows to come; give the id of the one to call off.") { Field = "ID" };
            var ended = await windows.EndAsync(which, Actor, cancellation);
            Terminal.Note(ended.IsCalledOff ? "It is called off." : "It is over: changes are accepted again.");
            return CommandLine.Done;
        });
        return command;
    }

    private static string When(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
