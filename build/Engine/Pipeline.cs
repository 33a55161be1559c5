using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Milestone.Build.Engine;

/// <summary>
/// A pipeline is a class whose <see cref="Target"/> properties are its targets and whose annotated properties are its
/// parameters. Exit codes: 0 done, 1 a target failed or was stopped, 2 the request was not understood.
/// </summary>
public abstract class Pipeline
{
    protected Pipeline(string root, Output output)
    {
        Root = root;
        Output = output;
        Shell = new Shell(output, root);
    }

    /// <summary>The repository's folder; every program runs there unless it says otherwise.</summary>
    protected string Root { get; }

    protected Output Output { get; }

    protected Shell Shell { get; }

    protected Summary Summary { get; } = new();

    /// <summary>As typed, secrets among them masked.</summary>
    protected string Typed { get; private set; } = "";

    /// <summary>The name of the target that runs when none is asked for.</summary>
    protected abstract string Default { get; }

    /// <summary>Personal values of parameters, as a flat JSON object; null for none.</summary>
    protected virtual string? ParameterFile => null;

    /// <summary>Called once before the first target, with the parameters resolved.</summary>
    protected virtual void Prepare()
    {
    }

    /// <summary>Called after each target that succeeded or failed.</summary>
    /// <param name="remarks">What it had to say last.</param>
    protected virtual void Ended(string target, bool succeeded, TimeSpan took, IReadOnlyList<string> remarks)
    {
    }

    public async Task<int> Execute(string[] args, Func<string, string?>? environment = null)
    {
        try
        {
            var parameters = Parameter.Of(this);
            var request = CommandLine.Parse(args, parameters);
            if (request.Help)
            {
                HelpPage.Print(Output, TargetGraph.Of(this), Default, parameters, this, ParameterFile);
                return 0;
            }

            // Before the graph: what a target depends on may hang on a parameter.
            new ParameterSources(request.Values, environment ?? System.Environment.GetEnvironmentVariable, ParameterFile)
                .Resolve(this, parameters, Output.Secrets);
            Typed = Output.Secrets.Mask(string.Join(' ', args));
            var graph = TargetGraph.Of(this);
            var fallback = graph.Find(Default);
            var plan = graph.Plan(request.Targets.Count > 0 ? request.Targets : [fallback.Name]);
            var skipped = Skipped(graph, plan, request, fallback);
            if (request.Plan)
            {
                HelpPage.PrintPlan(Output, plan, skipped);
                return 0;
            }

            Prepare();
            return await RunAll(plan, skipped);
        }
        catch (UsageException error)
        {
            Output.Bad(error.Message);
            Output.Line("./build.sh --help lists the targets and the options.");
            return 2;
        }
    }

    static HashSet<TargetNode> Skipped(TargetGraph graph, IReadOnlyList<TargetNode> plan, CommandLine request, TargetNode fallback)
    {
        if (request.Skip is null) return [];
        if (request.Skip.Count == 0)
        {
            var asked = request.Targets.Count > 0 ? request.Targets.Select(graph.Find).ToHashSet() : [fallback];
            return plan.Where(node => !asked.Contains(node)).ToHashSet();
        }
        var skipped = request.Skip.Select(graph.Find).ToHashSet();
        return skipped.FirstOrDefault(node => !plan.Contains(node)) is { } stray
            ? throw new UsageException($"--skip {stray.Name}: {stray.Name} would not run anyway. The targets to run come before --skip.")
            : skipped;
    }

    async Task<int> RunAll(IReadOnlyList<TargetNode> plan, HashSet<TargetNode> skipped)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

        var over = false;
        foreach (var node in plan)
        {
            if (over) Summary.Add(node.Name, Outcome.NotRun, TimeSpan.Zero);
            else if (skipped.Contains(node)) Summary.Add(node.Name, Outcome.Skipped, TimeSpan.Zero, "asked for");
            else if (node.Definition.Condition is { } condition && !condition.Holds()) Summary.Add(node.Name, Outcome.Skipped, TimeSpan.Zero, condition.Otherwise);
            else over = await RunOne(node, stop.Token) is Outcome.Failed or Outcome.Stopped;
        }
        Summary.Print(Output);
        return over ? 1 : 0;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;   // the targets end their children themselves; the process outlives the signal
            if (stop.IsCancellationRequested) return;
            Output.Line();
            Output.Line("Stopping ...");
            stop.Cancel();
        }
    }

    async Task<Outcome> RunOne(TargetNode node, CancellationToken stop)
    {
        Output.Line();
        Output.Heading(node.Name);
        var clock = Stopwatch.StartNew();
        var outcome = Outcome.Succeeded;
        var said = Summary.Closing.Count;
        try
        {
            foreach (var action in node.Definition.Actions)
            {
                stop.ThrowIfCancellationRequested();
                await action(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            outcome = Outcome.Stopped;
        }
        catch (Exception error) when (error is StepFailedException or UsageException)
        {
            Output.Bad(error.Message);
            outcome = Outcome.Failed;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Output.Bad($"{node.Name} failed unexpectedly: {error}");
            outcome = Outcome.Failed;
        }
        Summary.Add(node.Name, outcome, clock.Elapsed);
        if (outcome is Outcome.Succeeded or Outcome.Failed) Ended(node.Name, outcome == Outcome.Succeeded, clock.Elapsed, [.. Summary.Closing.Skip(said)]);
        return outcome;
    }
}
