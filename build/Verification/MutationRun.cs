using Milestone.Build.Engine;

namespace Milestone.Build.Verification;

/// <summary>What became of a deliberate mistake.</summary>
internal enum Fate
{
    /// <summary>A test went red: the rule is guarded.</summary>
    Noticed,

    /// <summary>Every test stayed green.</summary>
    Survived,

    /// <summary>The list is out of date: the text is not there once, the mistake does not compile, or its tests are not green without it.</summary>
    Unusable,
}

/// <summary>Makes each mistake in a copy of the tree, alone, and runs the tests that must notice it.</summary>
internal sealed class MutationRun(ScratchTree tree, IReadOnlyDictionary<string, string?> environment, Shell shell)
{
    /// <summary>A mistake may make a loop endless; that is noticed too.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    readonly Dictionary<(string Tests, string Filter), string?> sound = [];

    public async Task<(Fate Fate, string Remark)> Try(Mutation mutation, CancellationToken stop)
    {
        if (await Obstacle(mutation.Tests, mutation.Filter, stop) is { } obstacle) return (Fate.Unusable, obstacle);
        try
        {
            var original = tree.Read(mutation.File);
            var mistaken = mutation.Apply(original);
            tree.Write(mutation.File, mistaken);
            try
            {
                return await tree.Build(mutation.Tests, stop)
                    ? await Notice(mutation, stop)
                    : (Fate.Unusable, "the mistake does not compile");
            }
            finally
            {
                tree.Write(mutation.File, original);
            }
        }
        catch (StepFailedException error)
        {
            return (Fate.Unusable, error.Message);
        }
    }

    async Task<(Fate Fate, string Remark)> Notice(Mutation mutation, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            var results = await Run(mutation.Tests, mutation.Filter, patience.Token);
            return results.Failed > 0 ? (Fate.Noticed, $"{results.Failed} of {results.Total} tests red") : (Fate.Survived, $"all {results.Total} tests stayed green");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (Fate.Noticed, $"not done after {Patience.TotalMinutes:0} min");
        }
    }

    /// <summary>Red proves something only where the same tests are green without the mistake; asked once for each choice of tests.</summary>
    async Task<string?> Obstacle(string tests, string filter, CancellationToken stop)
    {
        if (sound.TryGetValue((tests, filter), out var known)) return known;
        var obstacle = !Directory.Exists(Path.Combine(tree.Folder, "verification", tests)) ? $"there is no test project {tests}"
            : !await tree.Build(tests, stop) ? $"{tests} does not build without the mistake"
            : await Run(tests, filter, stop) is { Failed: 0 } results
                ? results.Passed == 0 ? $"no test of {tests} has '{filter}' in its name" : null
                : "its tests are red without the mistake";
        return sound[(tests, filter)] = obstacle;
    }

    Task<TestResults> Run(string tests, string filter, CancellationToken stop) => TestProject
        .In(tree.Folder, "debug")
        .Single(project => project.Name == tests)
        .Run(filter, Path.Combine(tree.Folder, "artifacts", "test-results"), environment, shell, stop);
}
