using System.Globalization;
using System.Xml.Linq;

namespace Milestone.Build.Verification;

/// <summary>A test that failed, with the first line of why.</summary>
internal sealed record FailedTest(string Name, string Reason);

/// <summary>What a run of one or more test projects came to.</summary>
internal sealed record TestResults(int Passed, int Failed, int Skipped, IReadOnlyList<FailedTest> Failures)
{
    public static readonly TestResults None = new(0, 0, 0, []);

    /// <summary>The line that tools read.</summary>
    public string Line => string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");

    public int Total => Passed + Failed + Skipped;

    /// <summary>A project whose process ended without telling how its tests went: one failure, so that it cannot be missed.</summary>
    public static TestResults Broken(string project, string reason) => new(0, 1, 0, [new FailedTest(project, reason)]);

    /// <summary>Reads a TRX file: a test that was not executed was skipped; whatever was executed and did not pass has failed.</summary>
    public static TestResults Read(string trxFile)
    {
        var root = XDocument.Load(trxFile).Root!;
        var names = root.Name.Namespace;
        var counters = root.Element(names + "ResultSummary")!.Element(names + "Counters")!;
        int Count(string name) => int.Parse(counters.Attribute(name)!.Value, CultureInfo.InvariantCulture);

        var failures = root.Descendants(names + "UnitTestResult")
            .Where(result => result.Attribute("outcome")!.Value is not ("Passed" or "NotExecuted"))
            .Select(result => new FailedTest(result.Attribute("testName")!.Value, FirstLine(result.Descendants(names + "Message").FirstOrDefault()?.Value)))
            .ToList();
        var passed = Count("passed");
        return new TestResults(passed, Count("executed") - passed, Count("total") - Count("executed"), failures);
    }

    public TestResults Plus(TestResults other) =>
        new(Passed + other.Passed, Failed + other.Failed, Skipped + other.Skipped, [.. Failures, .. other.Failures]);

    static string FirstLine(string? text) => (text ?? "").Trim().Split('\n')[0].Trim();
}
