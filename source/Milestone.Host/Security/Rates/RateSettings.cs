namespace Milestone.Host.Security.Rates;

/// <summary>
/// How many requests of a kind one user, token or address may make a minute: Milestone__RateLimits__Reads and so on. 0 counts nothing. They stand far
/// above what a person does, so that only a program that has run wild, or a guesser, meets them.
/// </summary>
internal sealed record RateSettings
{
    /// <summary>Nothing is limited: for measurements, and for tests of what is behind the limits.</summary>
    public static RateSettings None { get; } = new() { Reads = 0, Writes = 0, Exports = 0, Imports = 0, SignIns = 0 };

    public int Reads { get; init; } = 1200;

    public int Writes { get; init; } = 240;

    public int Exports { get; init; } = 60;

    public int Imports { get; init; } = 1200;

    public int SignIns { get; init; } = 30;

    /// <summary>The number for a kind.</summary>
    public int Of(RateKind kind) => kind switch
    {
        RateKind.Reads => Reads,
        RateKind.Writes => Writes,
        RateKind.Exports => Exports,
        RateKind.Imports => Imports,
        RateKind.SignIns => SignIns,
        _ => 0,
    };

    /// <summary>What the environment says.</summary>
    /// <param name="number">Reads a setting by its name, with the number that stands without it.</param>
    public static RateSettings Read(Func<string, int, int> number)
    {
        var usual = new RateSettings();
        return new RateSettings
        {
            Reads = number("RateLimits:Reads", usual.Reads),
            Writes = number("RateLimits:Writes", usual.Writes),
            Exports = number("RateLimits:Exports", usual.Exports),
            Imports = number("RateLimits:Imports", usual.Imports),
            SignIns = number("RateLimits:SignIns", usual.SignIns),
        };
    }
}
