using Milestone.Build.Engine;

namespace Milestone.Build;

internal sealed partial class Build
{
    [Parameter("Maintenance: when the window begins, with its zone, as in 2026-12-01T22:00Z; now, where it is not named")]
    string? From { get; set; }

    [Parameter("Maintenance: what readers are told, in one line that anybody may read")]
    string? Message { get; set; }

    [Parameter("Maintenance: the id of a window, to move its end with --to or to call it off with --end")]
    string? Window { get; set; }

    [Parameter("Maintenance: ends the window that is under way, or the one of --window")]
    bool End { get; set; }

    Target Maintenance => _ => _
        .Description("Lists the maintenance windows; plans one with --to and --message, moves its end with --window and --to, ends it with --end")
        .DependsOn(Publish)
        .Executes(stop => WithDatabase(connection => Host(connection, ["maintenance", .. MaintenanceArguments()], stop), stop));

    /// <summary>As the command of the host takes them; what it does not understand it says itself.</summary>
    string[] MaintenanceArguments()
    {
        if (End) return Window is null ? ["end"] : ["end", Window];
        if (Window is not null) return ["extend", Window, "--to", To ?? throw new UsageException("Say when the window ends now: --to 2026-12-01T23:30Z, or end it with --end.")];
        if (To is null)
            return From is null && Message is null ? ["list"] : throw new UsageException("Say when the window ends: --to 2026-12-01T23:30Z");
        if (Message is null) throw new UsageException("Say what readers are told: --message \"Moving to a larger server\"");
        return From is null ? ["plan", "--to", To, "--message", Message] : ["plan", "--from", From, "--to", To, "--message", Message];
    }
}
