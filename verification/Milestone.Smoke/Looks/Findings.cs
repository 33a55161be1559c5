using Xunit;

namespace Milestone.Smoke.Looks;

/// <summary>What a look at a page found.</summary>
internal static class Findings
{
    /// <summary>Fails with every finding on a line of its own.</summary>
    public static void None(IReadOnlyList<string> findings)
    {
        if (findings.Count > 0)
            Assert.Fail(string.Join('\n', findings));
    }
}
