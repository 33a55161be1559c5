namespace Milestone.Build.Engine;

/// <summary>
/// A target is a property of the pipeline, in NUKE's shape:
/// <c>Target Test => _ => _.Description("Runs the tests").DependsOn(Compile).Executes(...)</c>.
/// Two reads of one property give equal delegates, which is how a dependency finds its target.
/// </summary>
public delegate TargetDefinition Target(TargetDefinition definition);

/// <summary>What a target says about itself.</summary>
public sealed class TargetDefinition
{
    internal string Summary { get; private set; } = "";

    internal List<Target> Dependencies { get; } = [];

    internal List<Func<CancellationToken, Task>> Actions { get; } = [];

    internal (Func<bool> Holds, string Otherwise)? Condition { get; private set; }

    /// <summary>One line for <c>--help</c> and <c>--plan</c>.</summary>
    public TargetDefinition Description(string summary)
    {
        Summary = summary;
        return this;
    }

    /// <summary>Targets that must have succeeded before this one starts, in this order.</summary>
    public TargetDefinition DependsOn(params Target[] targets)
    {
        Dependencies.AddRange(targets);
        return this;
    }

    /// <summary>Leaves the target out, with the reason in the summary, when there is nothing for it to do.</summary>
    public TargetDefinition OnlyWhen(Func<bool> holds, string otherwise)
    {
        Condition = (holds, otherwise);
        return this;
    }

    public TargetDefinition Executes(Action action)
    {
        Actions.Add(_ =>
        {
            action();
            return Task.CompletedTask;
        });
        return this;
    }

    /// <summary>The token is cancelled by Ctrl-C and by a request to terminate.</summary>
    public TargetDefinition Executes(Func<CancellationToken, Task> action)
    {
        Actions.Add(action);
        return this;
    }
}
