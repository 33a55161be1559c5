using System.Globalization;

namespace Milestone.Host.Tests.Fuzzing;

/// <summary>How long a fuzzer goes on and from which seed: short and the same each time among the tests, long and anew in the audit.</summary>
internal static class FuzzSettings
{
    /// <summary>How many requests: MILESTONE_FUZZ_REQUESTS.</summary>
    public static int Requests => Number("MILESTONE_FUZZ_REQUESTS", 1000);

    /// <summary>How many payloads: MILESTONE_FUZZ_PAYLOADS.</summary>
    public static int Payloads => Number("MILESTONE_FUZZ_PAYLOADS", 120);

    /// <summary>Where the dice begin: MILESTONE_FUZZ_SEED. The same seed makes the same requests.</summary>
    public static int Seed => Number("MILESTONE_FUZZ_SEED", 20261128);

    private static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;
}
