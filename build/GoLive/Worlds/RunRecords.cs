using System.Globalization;
using System.Text.Json;
using Milestone.Build.Engine;
using Milestone.Build.GoLive.Checking;

namespace Milestone.Build.GoLive.Worlds;

/// <summary>
/// What the pipeline's other targets came to, as each wrote down when it ended. A target that has not been run on these very files is run now, in the short form
/// that the check names; one that failed on them has failed.
/// </summary>
internal sealed class RunRecords(string folder, string tree, Shell shell, string pipeline)
{
    static readonly JsonSerializerOptions Form = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    readonly Dictionary<string, RunRecord> forged = new(StringComparer.Ordinal);

    /// <summary>Looks at a target's result, or makes one.</summary>
    /// <param name="arguments">The short form. A record of a run without arguments, of these, or of more minutes or requests than these is good as well.</param>
    public async Task Demand(string target, Evidence evidence, CancellationToken stop, params string[] arguments)
    {
        var record = Read(target, arguments);
        if (record is null)
        {
            var said = new List<string>();
            await shell.Quietly("dotnet", [pipeline, target, .. arguments], said, stop);
            record = Read(target, arguments);
            if (record is null)
            {
                evidence.Fault($"./build.sh {target} {string.Join(' ', arguments)} left no result: {string.Join(' ', said.TakeLast(3))}");
                return;
            }
        }
        evidence.Expect(
            record.Succeeded,
            $"./build.sh {record.Arguments}",
            string.Create(CultureInfo.InvariantCulture, $"{(record.Succeeded ? "succeeded" : "failed")} on these files (tree {record.Tree[..Math.Min(10, record.Tree.Length)]}) at {record.At:yyyy-MM-dd HH:mm} UTC in {record.Seconds:0} s{(record.Remark.Length > 0 ? ": " + record.Remark : "")}"));
    }

    /// <summary>As if the target had failed on these files.</summary>
    public IAsyncDisposable Forge(string target)
    {
        forged[target] = new RunRecord(target, target, tree, TimeProvider.System.GetUtcNow(), 1, Succeeded: false, "forged by sabotage");
        return Undo.By(() => forged.Remove(target));
    }

    /// <summary>Whether the target has been run in full on these very files.</summary>
    public bool Has(string target) => Read(target, []) is not null;

    /// <summary>
    /// What was typed, as it narrows one target: its name and its options. The targets beside it do not, nor what was built before and is skipped, nor an option
    /// that is GoLive's alone.
    /// </summary>
    public static string ArgumentsOf(string target, string typed)
    {
        var narrowing = new List<string> { target };
        var counts = false;
        foreach (var word in typed.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.StartsWith('-')) counts = word is not ("--skip" or "--sabotage");
            if (counts) narrowing.Add(word);
        }
        return string.Join(' ', narrowing);
    }

    public static void Write(string folder, RunRecord record)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, record.Target + ".json"), JsonSerializer.Serialize(record, Form));
    }

    RunRecord? Read(string target, IReadOnlyCollection<string> arguments)
    {
        if (forged.TryGetValue(target, out var lie)) return lie;
        var path = Path.Combine(folder, target + ".json");
        if (!File.Exists(path)) return null;
        var record = JsonSerializer.Deserialize<RunRecord>(File.ReadAllText(path), Form);
        return record is not null && record.Tree == tree && (record.Arguments == target || Covers(record.Arguments, ArgumentsOf(target, string.Join(' ', arguments)))) ? record : null;
    }

    /// <summary>The same options, where a number may be larger: ten minutes of load show what one shows.</summary>
    static bool Covers(string done, string asked)
    {
        var (had, wanted) = (done.Split(' '), asked.Split(' '));
        return had.Length == wanted.Length && had.Zip(wanted).All(pair => pair.First == pair.Second || (Number(pair.First) is { } more && Number(pair.Second) is { } least && more >= least));

        static decimal? Number(string word) => decimal.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}

/// <summary>How a target ended.</summary>
/// <param name="Arguments">The target's name and the options it was given.</param>
/// <param name="Tree">What Git calls the files that it ran on, those not yet committed included.</param>
/// <param name="Remark">What the target said last.</param>
internal sealed record RunRecord(string Target, string Arguments, string Tree, DateTimeOffset At, double Seconds, bool Succeeded, string Remark);
