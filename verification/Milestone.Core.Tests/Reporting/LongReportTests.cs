using Milestone.Core.Reporting;
using Xunit;

namespace Milestone.Core.Tests.Reporting;

/// <summary>Memory is read while rows pass, so nothing else may run beside these tests.</summary>
[CollectionDefinition(nameof(LongReportTests), DisableParallelization = true)]
public class LongReports;

[Collection(nameof(LongReportTests))]
public class LongReportTests
{
    private const int Rows = 50_000;

    // Fifty thousand rows held as objects are over 40 MB, as text alone 5 MB; a writer that streams keeps buffers only.
    private const long MostGrowth = 4 * 1024 * 1024;

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("xlsx")]
    [InlineData("pdf")]
    public async Task Memory_does_not_grow_with_the_rows(string format)
    {
        var (early, late) = (0L, 0L);

        async IAsyncEnumerable<TableRow> Watched()
        {
            var passed = 0;
            await foreach (var row in SampleTables.LedgerRows(Rows))
            {
                passed++;
                if (passed == 1000)
                    early = GC.GetTotalMemory(forceFullCollection: true);
                if (passed == Rows)
                    late = GC.GetTotalMemory(forceFullCollection: true);
                yield return row;
            }
        }

        await ReportFormat.Find(format)!.WriteAsync(SampleTables.LedgerHead, Watched(), Stream.Null, TestContext.Current.CancellationToken);
        Assert.InRange(late - early, long.MinValue, MostGrowth);
    }
}
