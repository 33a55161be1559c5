using Milestone.Build.Verification;

namespace Milestone.Build.Tests.Verification;

public sealed class TestResultsTests
{
    [Fact]
    public void Counts_and_failures_are_read_from_a_TRX_file()
    {
        var results = Read("""<Counters total="7" executed="5" passed="3" failed="2" notExecuted="2" />""");

        Assert.Equal("3 passed, 2 failed, 2 skipped", results.Line);
        Assert.Equal([new FailedTest("Adds_up", "Expected 2"), new FailedTest("Never_ends", "")], results.Failures);
    }

    [Fact]
    public void A_test_that_was_executed_and_neither_passed_nor_failed_counts_as_failed()
    {
        Assert.Equal(2, Read("""<Counters total="5" executed="5" passed="3" failed="1" error="1" />""").Failed);
    }

    [Fact]
    public void Projects_are_summed()
    {
        var sum = new TestResults(1, 0, 2, []).Plus(TestResults.Broken("Milestone.Core.Tests", "ended with exit code 139 and wrote no results"));

        Assert.Equal("1 passed, 1 failed, 2 skipped", sum.Line);
        Assert.Equal("Milestone.Core.Tests", sum.Failures.Single().Name);
    }

    static TestResults Read(string counters)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, $"""
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Results>
                <UnitTestResult testName="Stands" outcome="Passed" />
                <UnitTestResult testName="Waits" outcome="NotExecuted" />
                <UnitTestResult testName="Adds_up" outcome="Failed">
                  <Output><ErrorInfo><Message>Expected 2
            but was 3</Message></ErrorInfo></Output>
                </UnitTestResult>
                <UnitTestResult testName="Never_ends" outcome="Timeout" />
              </Results>
              <ResultSummary outcome="Failed">{counters}</ResultSummary>
            </TestRun>
            """);
        try
        {
            return TestResults.Read(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
