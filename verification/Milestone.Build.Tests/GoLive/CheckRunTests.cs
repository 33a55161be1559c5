using Milestone.Build.Engine;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.Tests.GoLive;

/// <summary>What becomes of a check that throws, that looks at nothing, that cannot be turned red, and of a report that is changed.</summary>
public sealed class CheckRunTests
{
    [Fact]
    public async Task A_check_that_throws_is_failed_with_its_reason()
    {
        var line = await Run(new Pretended(_ => throw new InvalidOperationException("the server is on fire")));

        Assert.Equal(Verdict.Failed, line.Verdict);
        Assert.Contains("the server is on fire", line.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_looked_at_nothing_has_not_passed()
    {
        var line = await Run(new Pretended(_ => { }));

        Assert.Equal((Verdict.Failed, "nothing was looked at"), (line.Verdict, line.Reason));
    }

    [Fact]
    public async Task What_needs_production_says_why_and_a_fault_counts_for_more()
    {
        Assert.Equal("needs production", (await Run(new Pretended(evidence => evidence.NeedsProduction("a Docker host")))).Word);
        Assert.Equal("failed", (await Run(new Pretended(evidence =>
        {
            evidence.NeedsProduction("a Docker host");
            evidence.Fault("and wrong besides");
        }))).Word);
    }

    [Fact]
    public async Task Sabotage_that_is_noticed_and_taken_back_is_good()
    {
        var broken = false;
        var check = new Pretended(evidence => evidence.Expect(!broken, "is it whole?", broken ? "no" : "yes"), () => broken = true, () => broken = false);

        var act = await Sabotage(check);

        Assert.True(act.Good, act.Remark);
        Assert.False(broken);
    }

    [Fact]
    public async Task Sabotage_that_leaves_the_line_green_is_an_error()
    {
        var act = await Sabotage(new Pretended(evidence => evidence.Saw("anything", "fine"), () => { }, () => { }));

        Assert.False(act.Good);
        Assert.Contains("NOT NOTICED", act.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sabotage_that_cannot_be_taken_back_is_an_error()
    {
        var broken = false;

        var act = await Sabotage(new Pretended(evidence => evidence.Expect(!broken, "is it whole?", "no"), () => broken = true, () => { }));

        Assert.False(act.Good);
        Assert.Contains("not green again", act.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void The_signature_is_of_the_lines_and_no_others_and_secrets_are_masked_before_it()
    {
        var at = new DateTimeOffset(2026, 4, 1, 9, 0, 0, TimeSpan.Zero);
        var line = new Line("T289", "Headers", "Web", true, Verdict.Passed, "", 1, [new Seen("GET /", "hunter2 was said")]);
        var report = new GoLiveReport("rehearsal", "abc", "def", at, text => text.Replace("hunter2", "***", StringComparison.Ordinal));
        report.Add(line);

        Assert.Equal("*** was said", report.Lines[0].Evidence[0].Came);
        Assert.Equal(report.Signature, GoLiveReport.SignatureOf("abc", "def", at, report.Lines));
        Assert.NotEqual(report.Signature, GoLiveReport.SignatureOf("abc", "def", at, [report.Lines[0] with { Verdict = Verdict.Failed }]));
        Assert.NotEqual(report.Signature, GoLiveReport.SignatureOf("abd", "def", at, report.Lines));
        Assert.True(report.IsGood);
    }

    private static Task<Line> Run(Check check) => new CheckRun(NewWorld()).Run(check, TestContext.Current.CancellationToken);

    private static Task<Sabotaged> Sabotage(Check check) => new CheckRun(NewWorld()).Sabotage(check, Verdict.Passed, TestContext.Current.CancellationToken);

    private static World NewWorld()
    {
        var output = new Output(TextWriter.Null, new Secrets(), colour: false);
        var settings = new WorldSettings(Path.GetTempPath(), "", "", "commit", "tree", Path.GetTempPath(), null, null) { Rehearse = _ => throw new NotSupportedException() };
        return new World(settings, new Shell(output, Path.GetTempPath()));
    }

    private sealed class Pretended(Action<Evidence> look, Action? breaks = null, Action? mends = null) : Check
    {
        public override string Task => "T000";

        public override string Title => "Pretended";

        public override string Proves => "Nothing";

        public override string Sabotage => "Something";

        public override Task Look(World world, Evidence evidence, CancellationToken stop)
        {
            look(evidence);
            return System.Threading.Tasks.Task.CompletedTask;
        }

        public override Task<IAsyncDisposable> Break(World world, CancellationToken stop)
        {
            breaks!();
            return System.Threading.Tasks.Task.FromResult(Undo.By(mends!));
        }
    }
}
