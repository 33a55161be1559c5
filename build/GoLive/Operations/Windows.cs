using System.Globalization;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Operations;

internal sealed class Windows : Check
{
    public override string Task => "T324";

    public override string Title => "Maintenance window";

    public override string Proves => "A window that is planned stands on /status, which everybody may read, and on every page as a banner; during it a change is refused politely with when to come back and reading goes on; afterwards changes are taken again";

    public override string Sabotage => "The window is ended at once by somebody else";

    public override bool Disturbs => true;

    static bool ended;

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var site = await world.Site(stop);
        var database = await world.Database(stop);
        // Of this look: a host that has yet to hear of it may still tell of the window before.
        var message = $"Going live, {Guid.NewGuid():N}: figures can be read, nothing can be changed.";
        var before = await site.Get("status", stop);
        evidence.Expect(before.Code == 200, before.Asked, before.Says);
        var now = TimeProvider.System.GetUtcNow();
        var (planned, said) = await database.Command(database.AppConnection, ["maintenance", "plan", "--from", Iso(now.AddSeconds(-5)), "--to", Iso(now.AddMinutes(20)), "--message", message], stop);
        evidence.Expect(planned == 0, "maintenance plan --from ... --to ... --message ...", string.Create(CultureInfo.InvariantCulture, $"exit code {planned}: {said}"));
        if (planned != 0) return;
        try
        {
            if (ended) await database.Command(database.AppConnection, ["maintenance", "end"], stop);
            Answer status = before, change = before;
            // Hosts hear of it by a notice of the database.
            for (var turn = 0; turn < 40 && !status.Text.Contains(message, StringComparison.Ordinal); turn++)
            {
                await System.Threading.Tasks.Task.Delay(100, stop);
                status = await site.Get("status", stop);
            }
            evidence.Expect(status.Text.Contains(message, StringComparison.Ordinal), "GET status during it", status.Text.Contains(message, StringComparison.Ordinal) ? "the window is told" : "nothing of it");
            var page = await site.Get("dashboard", stop, "administrator");
            evidence.Expect(page.Code == 200 && page.Text.Contains(message, StringComparison.Ordinal), page.Asked + ", its banner", page.Says);
            change = await site.Post("api/v1/admin/tokens", """{"label":"during maintenance"}""", "administrator", stop);
            evidence.Expect(change.Code == 503 && change.Has("Retry-After"), change.Asked, $"{change.Says}, Retry-After {change.Header("Retry-After")}");
        }
        finally
        {
            await database.Command(database.AppConnection, ["maintenance", "end"], CancellationToken.None);
        }
        Answer after = before;
        for (var turn = 0; turn < 40; turn++)
        {
            after = await site.Post("api/v1/admin/tokens", """{"label":"after maintenance"}""", "administrator", stop);
            if (after.Code is 200 or 201) break;
            await System.Threading.Tasks.Task.Delay(100, stop);
        }
        evidence.Expect(after.Code is 200 or 201, after.Asked + ", afterwards", after.Says);
    }

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        ended = true;
        return System.Threading.Tasks.Task.FromResult(Undo.By(() => ended = false));
    }

    static string Iso(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
