using System.Text.RegularExpressions;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Documents;

/// <summary>A check of one document; its sabotage takes the document's heart out.</summary>
internal abstract class GuideCheck : Check
{
    protected abstract string Document { get; }

    /// <summary>What is cut from the document by sabotage.</summary>
    protected virtual string Heart => ".";

    public override string Sabotage => $"{Document} loses what it is there for";

    public override Task<IAsyncDisposable> Break(World world, CancellationToken stop) =>
        System.Threading.Tasks.Task.FromResult(world.Tree.Change(Document, text => Regex.Replace(text, Heart, "", RegexOptions.IgnoreCase)));

    /// <summary>Every target that the document tells a reader to run is one.</summary>
    protected static void TargetsExist(World world, Evidence evidence, string document, string text)
    {
        var known = world.Tree.Files("build", "Build*.cs").SelectMany(path => Regex.Matches(world.Tree.Text(path) ?? "", @"Target (?<name>[A-Z]\w+) =>").Select(match => match.Groups["name"].Value)).ToHashSet(StringComparer.Ordinal);
        var named = Guide.Targets(text);
        var unknown = named.Where(name => !known.Contains(name)).ToList();
        evidence.Expect(unknown.Count == 0, $"{document}, the targets it names", unknown.Count == 0 ? $"{named.Count} named, all there: {string.Join(", ", named)}" : $"no such target: {string.Join(", ", unknown)}");
    }
}
