using System.Diagnostics;
using System.Globalization;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Database;

internal sealed class LedgerIsExact : Check
{
    public override string Task => "T307";

    public override string Title => "Totals are kept exact";

    public override string Proves => "Every posting is recomputed from its document and every kept total from the postings, and nothing differs, however long that takes";

    public override string Sabotage => "One kept total is raised by a penny";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var database = await world.Database(stop);
        var clock = Stopwatch.StartNew();
        var (exitCode, said) = await database.Command(world.IsProduction ? database.Connection : database.AppConnection, ["ledger", "verify"], stop);
        evidence.Expect(exitCode == 0, "ledger verify", string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode} after {clock.Elapsed.TotalSeconds:0.0} s: {string.Join(' ', said.Split('\n').TakeLast(3))}"));
        var postings = await database.Ask<long>("SELECT count(*) FROM milestone.posting", stop);
        evidence.Expect(postings > 0, "SELECT count(*) FROM milestone.posting", string.Create(CultureInfo.InvariantCulture, $"{postings:#,##0} postings looked at"));
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        const string one = "WHERE ctid = (SELECT ctid FROM milestone.monthly_total ORDER BY amount DESC LIMIT 1)";
        var database = await world.Database(stop);
        await database.Execute($"UPDATE milestone.monthly_total SET amount = amount + 0.01 {one}", stop);
        return Undo.By(() => database.Execute($"UPDATE milestone.monthly_total SET amount = amount - 0.01 {one}", CancellationToken.None));
    }
}
