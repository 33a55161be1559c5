using Milestone.Load;
using Milestone.Load.Measuring;
using Milestone.Load.Models;
using Milestone.Load.Reporting;
using Milestone.Load.Scenarios;
using Milestone.Load.Verdicts;

namespace Milestone.Build.Tests.Load;

/// <summary>What breaks a limit is named, and nothing else is.</summary>
public sealed class VerdictTests
{
    [Fact]
    public void A_run_within_all_limits_breaks_none() => Assert.Empty(Broken(Run()));

    [Fact]
    public void One_in_fifty_that_waits_too_long_breaks_p99_alone() =>
        Assert.Equal(["browse, reads: p99"], Broken(Run(at => at % 50 == 0 ? 150 : 10)));

    [Fact]
    public void One_in_two_hundred_may_wait() => Assert.Empty(Broken(Run(at => at % 200 == 0 ? 150 : 10)));

    [Fact]
    public void A_single_error_breaks_the_run_and_says_what_it_was()
    {
        var verdict = Assert.Single(Limits.Of(Run(faults: new() { ["503 from dashboard"] = 1 })), one => !one.Holds);

        Assert.Equal(("browse, reads: errors", "1 x 503 from dashboard"), (verdict.Name, verdict.Seen));
    }

    [Fact]
    public void Latency_that_grows_over_the_run_breaks_it_long_before_its_limit() =>
        // 10 ms at first may become 20: one and a half of it, and the 5 ms below which nothing is seen. At last it is 25 to 30.
        Assert.Equal(["browse, reads: median, last quarter"], Broken(Run(at => 10 + (at / 400.0 * 20))));

    [Fact]
    public void Memory_breaks_it_at_two_hundred_megabytes_and_by_growing() => Assert.Equal(
        ["host: own memory at most", "host: own memory, last quarter"],
        Broken(Run(memory: at => 100 + at)));

    [Fact]
    public void Mapped_program_files_are_no_memory_of_the_hosts_own() =>
        Assert.Empty(Broken(Run() with { Memory = [.. Enumerable.Range(0, 110).Select(at => new MemorySample(at, 260, 150))] }));

    [Fact]
    public void Code_that_is_mapped_twice_is_counted_once()
    {
        // 2 MB of compiled code: the usual resident size says 4 (RssShmem), the proportional one 2.
        var resident = Resident.Of(["VmRSS:\t   114688 kB", "RssAnon:\t  102400 kB", "RssFile:\t   8192 kB", "RssShmem:\t  4096 kB", "Rss:  114688 kB", "Pss_Anon:  102400 kB", "Pss_Shmem:  2048 kB"]);

        Assert.Equal((110.0, 102.0), (resident.All, resident.Own!.Value));
    }

    [Fact]
    public void A_kind_that_was_never_asked_has_kept_nothing() =>
        Assert.Equal(["browse, reads: asked"], Broken(Run() with { Groups = [new Measured("browse", "Browse", Kind.Reads, new Recorded([], new Dictionary<string, int>(), 0, 0))] }));

    [Fact]
    public void The_report_stands_by_itself_and_names_what_broke()
    {
        var run = Run(at => at % 50 == 0 ? 150 : 10);
        var earlier = Figures.Of(Run(_ => 7.25), []);

        var page = HtmlReport.Write(run, Limits.Of(run), earlier, "the run before <that>");

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("browse, reads: p99 150.0 ms", page, StringComparison.Ordinal);
        Assert.Contains("(7.3)", page, StringComparison.Ordinal);
        Assert.Contains("the run before &lt;that&gt;", page, StringComparison.Ordinal);
        Assert.Equal(5, page.Split("<svg ").Length - 1);
    }

    [Fact]
    public void A_run_is_compared_with_the_last_one_here_else_with_the_baseline()
    {
        var folder = Directory.CreateTempSubdirectory("milestone-load-");
        try
        {
            var (last, baseline) = (Path.Combine(folder.FullName, "report.json"), Path.Combine(folder.FullName, "baseline.json"));
            Assert.Null(Figures.Earlier(last, baseline).Figures);

            Figures.Of(Run(), Limits.Of(Run())).Save(baseline);
            Assert.StartsWith("the committed baseline", Figures.Earlier(last, baseline).Which, StringComparison.Ordinal);

            Figures.Of(Run(_ => 30), []).Save(last);
            var (figures, which) = Figures.Earlier(last, baseline);
            Assert.StartsWith("the last run on this machine, of 2026-11-28 12:00 UTC", which, StringComparison.Ordinal);
            Assert.Equal(30, figures!.Values["browse, reads, p99 ms"]);

            File.WriteAllText(last, "{\"at\":");
            Assert.StartsWith("the committed baseline", Figures.Earlier(last, baseline).Which, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_rate_is_shared_among_the_scenarios_as_their_own_rates_are()
    {
        Scenario[] all = [new("browse", "", 20, []), new("exports", "", 5, [])];

        Assert.Equal([40.0, 10.0], LoadOptions.Parse(["--rate", "50"]).Choose(all).Select(one => one.Rate));
        Assert.Equal([5.0], LoadOptions.Parse(["--scenario", "exports"]).Choose(all).Select(one => one.Rate));
        Assert.Contains("browse, exports", Assert.Throws<ArgumentException>(() => LoadOptions.Parse(["--scenario", "brows"]).Choose(all)).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Broken(LoadRun run) => Limits.Of(run).Where(one => !one.Holds).Select(one => one.Name);

    // 400 requests in 100 seconds, four a second.
    private static LoadRun Run(Func<int, double>? milliseconds = null, Func<int, double>? memory = null, Dictionary<string, int>? faults = null)
    {
        var samples = Enumerable.Range(0, 400).Select(at => new Sample(at / 4.0, milliseconds?.Invoke(at) ?? 10)).ToList();
        return new LoadRun(
            new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero),
            TimeSpan.FromSeconds(100),
            [new Measured("browse", "Browse", Kind.Reads, new Recorded(samples, faults ?? [], 400_000, 100))],
            [.. Enumerable.Range(0, 110).Select(at => new MemorySample(at, memory?.Invoke(at) ?? 150))],
            new Noise(0.2, 0.05, 0.3),
            new Latencies([0.5]),
            [new UserStep(1, 100, 5, 9, 0), new UserStep(2, 105, 9, 20, 0)]);
    }
}
