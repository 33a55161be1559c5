using System.Globalization;
using Milestone.Core;
using Milestone.Core.Administration;
using Milestone.Host.Settings;

namespace Milestone.Host.Maintenance;

/// <summary>
/// Posts a line to the stakeholders' channel when a window is planned, moved, called off, begins or ends. What is due follows from the windows themselves, so
/// a window that a command planned is told of too; of several hosts the one that claims a notice posts it. A channel that does not answer is logged and shown
/// on the page of the windows, is tried again while there is something to tell, and holds nothing up.
/// </summary>
internal sealed partial class MaintenanceTeller(MaintenanceBoard board, MaintenanceNotices notices, HostSettings settings, TimeProvider clock, ILogger<MaintenanceTeller> log) : IDisposable
{
    // Whoever sets up a channel is not told of what is long past.
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private const int Attempts = 2;

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(5) };
    private readonly SemaphoreSlim oneAtATime = new(1);

    // When to ask again whether it has to be told, and how long after that: whoever tried last may have failed, or be another host that has ended.
    private readonly Dictionary<MaintenanceNotice, (DateTimeOffset At, TimeSpan Wait)> again = [];

    /// <summary>Tells what is due and nobody has told yet.</summary>
    public async Task TellAsync(CancellationToken cancellation)
    {
        if (settings.NoticeWebhook is not { } webhook)
            return;
        await oneAtATime.WaitAsync(cancellation);
        try
        {
            foreach (var (notice, text) in Due(board.Windows, clock.GetUtcNow()))
            {
                var wait = FirstWait;
                if (again.TryGetValue(notice, out var next))
                {
                    if (clock.GetUtcNow() < next.At)
                        continue;
                    wait = next.Wait * 2;
                }

                if (await notices.ClaimAsync(notice, cancellation))
                    await notices.RecordAsync(notice, await PostAsync(webhook, text, cancellation), cancellation);
                again[notice] = (clock.GetUtcNow() + wait, wait);
            }
        }
        catch (ProblemException)
        {
            // The database does not answer: it is claimed at another turn.
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose()
    {
        client.Dispose();
        oneAtATime.Dispose();
    }

    /// <summary>What there is to tell of some windows at a moment, the earliest first. What is no longer so is not told late.</summary>
    internal static IEnumerable<(MaintenanceNotice Notice, string Text)> Due(IEnumerable<MaintenanceWindow> windows, DateTimeOffset now)
    {
        return windows.SelectMany(Of).Where(one => one.Since <= now && now - one.Since < Fresh).OrderBy(one => one.Since).Select(one => (one.Notice, one.Text));

        IEnumerable<(MaintenanceNotice Notice, string Text, DateTimeOffset Since)> Of(MaintenanceWindow window)
        {
            var days = MaintenanceStanding.Days(window.From, window.To, TimeZoneInfo.Utc);
            var message = Escaped(window.Message);
            if (window.From > window.PlannedAt && now < window.From && !window.IsCalledOff)
                yield return (new(window.Id, "planned", window.PlannedAt), $"Milestone: maintenance is planned for {days}. {message}", window.PlannedAt);
            if (window.IsCalledOff)
            {
                yield return (new(window.Id, "called off", window.EndedAt!.Value), $"Milestone: the maintenance planned for {days} was called off.", window.EndedAt.Value);
                yield break;
            }

            if (now < window.Over)
                yield return (new(window.Id, "begun", window.From), $"Milestone: maintenance has begun and is planned to end {MaintenanceStanding.Moment(window.To, TimeZoneInfo.Utc)}. Until then everything can be read and nothing changed. {message}", window.From);
            // When it was moved nobody keeps; it is told while it matters.
            if (window.To != window.PlannedTo && now < window.Over)
                yield return (new(window.Id, "extended", window.To), $"Milestone: the maintenance now ends {MaintenanceStanding.Moment(window.To, TimeZoneInfo.Utc)}. {message}", now);
            yield return (new(window.Id, "ended", window.Over), $"Milestone: the maintenance is over since {MaintenanceStanding.Moment(window.Over, TimeZoneInfo.Utc)}. Everything works again.", window.Over);
        }
    }

    // Null where it was told, else why not, without the address: it may hold a secret.
    private async Task<string?> PostAsync(Uri webhook, string text, CancellationToken cancellation)
    {
        var fault = "";
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            try
            {
                using var answer = await client.PostAsJsonAsync(webhook, new ChannelMessage(text), cancellation);
                if (answer.IsSuccessStatusCode)
                    return null;
                fault = string.Create(CultureInfo.InvariantCulture, $"The channel answered {(int)answer.StatusCode}.");
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                fault = failure is OperationCanceledException ? "The channel did not answer within 5 s." : "The channel cannot be reached.";
            }
        }

        NotTold(log, fault);
        return fault;
    }

    // As Slack reads it: these three would be a link or call everybody in.
    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    [LoggerMessage(LogLevel.Warning, "A notice of maintenance could not be told: {Fault} See /admin/maintenance")]
    private static partial void NotTold(ILogger log, string fault);

    /// <summary>As Slack, Mattermost and Rocket.Chat take it.</summary>
    private sealed record ChannelMessage(string Text);
}
