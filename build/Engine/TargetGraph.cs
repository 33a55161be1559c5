using System.Reflection;

namespace Milestone.Build.Engine;

/// <summary>One target of the graph: its name is the property's.</summary>
internal sealed record TargetNode(string Name, TargetDefinition Definition)
{
    public IReadOnlyList<TargetNode> Dependencies { get; set; } = [];
}

/// <summary>The targets of a pipeline and the order in which a request runs them.</summary>
internal sealed class TargetGraph
{
    readonly List<TargetNode> nodes;

    TargetGraph(List<TargetNode> nodes) => this.nodes = nodes;

    /// <summary>In alphabetical order.</summary>
    public IReadOnlyList<TargetNode> Targets => nodes;

    public static TargetGraph Of(object pipeline)
    {
        var byDelegate = pipeline.GetType()
            .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(property => property.PropertyType == typeof(Target))
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => (property.Name, Target: (Target)property.GetValue(pipeline)!))
            .ToDictionary(pair => pair.Target, pair => new TargetNode(pair.Name, pair.Target(new TargetDefinition())));

        foreach (var node in byDelegate.Values)
        {
            node.Dependencies = node.Definition.Dependencies
                .Select(target => byDelegate.TryGetValue(target, out var found)
                    ? found
                    : throw new InvalidOperationException($"{node.Name} depends on a target that is not a property of the pipeline."))
                .ToList();
        }

        var graph = new TargetGraph([.. byDelegate.Values]);
        foreach (var node in graph.nodes) RefuseCycle(node, []);
        return graph;
    }

    /// <summary>Names are matched whatever their case; an unknown one is refused with the nearest.</summary>
    public TargetNode Find(string name) =>
        nodes.Find(node => node.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UsageException($"There is no target {name}.{Suggestion.For(name, nodes.Select(node => node.Name))}");

    /// <summary>Every requested target after all it depends on, each once, in the order asked for.</summary>
    public IReadOnlyList<TargetNode> Plan(IEnumerable<string> requested)
    {
        var plan = new List<TargetNode>();
        foreach (var name in requested) Add(Find(name));
        return plan;

        void Add(TargetNode node)
        {
            if (plan.Contains(node)) return;
            foreach (var dependency in node.Dependencies) Add(dependency);
            plan.Add(node);
        }
    }

    static void RefuseCycle(TargetNode node, List<TargetNode> path)
    {
        var start = path.IndexOf(node);
        if (start >= 0)
            throw new InvalidOperationException($"Targets depend on each other in a circle: {string.Join(" -> ", path.Skip(start).Append(node).Select(step => step.Name))}.");
        path.Add(node);
        foreach (var dependency in node.Dependencies) RefuseCycle(dependency, path);
        path.RemoveAt(path.Count - 1);
    }
}
