using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Documents;

internal sealed class SignOff : Check
{
    static bool incomplete;

    public override string Task => "T330";

    public override string Title => "Sign-off";

    public override string Proves => "Each of the other 56 tasks has a line with its evidence, none is red, and the signature of the report is that of the commit, the moment and these lines";

    public override string Sabotage => "One line is changed after it was signed";

    public override bool ComesLast => true;

    public override Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var missing = Checklist.Tasks.Except(world.Lines.Select(line => line.Task)).Where(task => task != Task).ToList();
        evidence.Expect(missing.Count == 0, "tasks without a line", missing.Count == 0 ? "none" : missing.Count > 10 ? $"{missing.Count} of 57" : string.Join(", ", missing));
        var red = world.Lines.Where(line => line.Verdict == Verdict.Failed).Select(line => line.Task).ToList();
        evidence.Expect(red.Count == 0, "red lines", red.Count == 0 ? "none" : string.Join(", ", red));
        var bare = world.Lines.Where(line => line.Verdict == Verdict.Passed && line.Evidence.Count == 0).Select(line => line.Task).ToList();
        evidence.Expect(bare.Count == 0, "passed without evidence", bare.Count == 0 ? "none" : string.Join(", ", bare));
        var now = TimeProvider.System.GetUtcNow();
        var signed = GoLiveReport.SignatureOf(world.Settings.Commit, world.Settings.TreeId, now, world.Lines);
        var again = GoLiveReport.SignatureOf(world.Settings.Commit, world.Settings.TreeId, now, incomplete && world.Lines.Count > 0 ? [world.Lines[0] with { Reason = "changed afterwards" }, .. world.Lines.Skip(1)] : world.Lines);
        evidence.Expect(signed == again, $"the signature, commit {world.Settings.Commit}, {now:yyyy-MM-dd HH:mm:ss} UTC", signed == again ? signed : "it is not that of these lines");
        return System.Threading.Tasks.Task.CompletedTask;
    }

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        incomplete = true;
        return System.Threading.Tasks.Task.FromResult(Undo.By(() => incomplete = false));
    }
}
