using System.Diagnostics.Metrics;

namespace Milestone.Host.Observability;

/// <summary>What the product itself counts. Nothing in a label names an organisation, a person or an amount.</summary>
internal static class Instruments
{
    /// <summary>The name of the product's meter.</summary>
    public const string MeterName = "Milestone";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Records = Meter.CreateCounter<long>("milestone.import.records", "{record}", "Records that imports over HTTP took in, by outcome");
    private static readonly Counter<long> SignIns = Meter.CreateCounter<long>("milestone.sign_in.attempts", "{attempt}", "Attempts to sign in with a password, by outcome");
    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>("milestone.rate_limit.refusals", "{request}", "Requests beyond an allowance, by kind");

    /// <summary>An import has ended.</summary>
    public static void CountImport(long created, long changed, long unchanged, long rejected)
    {
        Records.Add(created, new KeyValuePair<string, object?>("outcome", "created"));
        Records.Add(changed, new KeyValuePair<string, object?>("outcome", "changed"));
        Records.Add(unchanged, new KeyValuePair<string, object?>("outcome", "unchanged"));
        Records.Add(rejected, new KeyValuePair<string, object?>("outcome", "rejected"));
    }

    /// <summary>Somebody has tried to sign in.</summary>
    public static void CountSignIn(string outcome) => SignIns.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>A request was more than its sender's allowance.</summary>
    public static void CountRefusal(string kind) => Refusals.Add(1, new KeyValuePair<string, object?>("kind", kind));
}
