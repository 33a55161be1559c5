using Milestone.Load.Measuring;

namespace Milestone.Load.Scenarios;

/// <summary>What is asked, as far as its limit goes.</summary>
internal enum Kind
{
    /// <summary>Pages and figures.</summary>
    Reads,

    /// <summary>PDF, Excel and CSV, drawn while the reader waits.</summary>
    Files,

    /// <summary>Starting a report that is prepared aside.</summary>
    Orders,

    /// <summary>Xero's pages.</summary>
    Imports,
}

/// <summary>One thing that somebody does.</summary>
/// <param name="Kind">Which limit it has to keep.</param>
/// <param name="Weight">How many of these there are among the scenario's steps.</param>
/// <param name="Ask">Does it; the dice say which project, period or page.</param>
internal sealed record Step(Kind Kind, int Weight, Func<Random, Task<Answer>> Ask);

/// <summary>What one kind of reader does all day.</summary>
/// <param name="Name">As --scenario takes it.</param>
/// <param name="Title">For the report.</param>
/// <param name="Rate">Requests a second, unless --rate says otherwise.</param>
/// <param name="Steps">What they do.</param>
internal sealed record Scenario(string Name, string Title, double Rate, IReadOnlyList<Step> Steps)
{
    // Step 1, 2, 3, 1, 2, 1 ...: a rare step comes as seldom as its weight says, and not all at once.
    private readonly Step[] round =
    [
        .. Steps.SelectMany(step => Enumerable.Range(0, step.Weight).Select(turn => (step, place: (turn + 0.5) / step.Weight))).OrderBy(one => one.place).Select(one => one.step),
    ];

    /// <summary>Whose turn it is: the same for the same number, so that two runs ask the same.</summary>
    public Step At(long number) => round[number % round.Length];

    /// <summary>The dice of the request with this number.</summary>
    public Random Dice(long number) => new(unchecked((int)((number * 7919) + (Name[0] * 104729))));
}
