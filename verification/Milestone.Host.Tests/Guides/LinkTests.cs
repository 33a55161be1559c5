using Milestone.Testing.Guides;
using Xunit;

namespace Milestone.Host.Tests.Guides;

/// <summary>Every link of every guide leads somewhere.</summary>
public sealed class LinkTests
{
    [Fact]
    public void Every_link_to_a_file_or_a_heading_leads_there()
    {
        var guides = Guide.All().ToDictionary(guide => guide.Path, StringComparer.Ordinal);

        var faults = guides.Values.SelectMany(guide => guide.Links.Select(link => (guide, link))).Select(one => Fault(one.guide, one.link, guides)).OfType<string>();

        Assert.Empty(faults);
    }

    [Fact]
    public void Every_guide_in_docs_is_in_its_index()
    {
        var named = Guide.Of("docs/README.md").Links.Select(link => link.Text.Split('#')[0]).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Guide.All().Where(guide => guide.Path.StartsWith("docs/", StringComparison.Ordinal) && guide.Path != "docs/README.md" && !named.Contains(guide.Path["docs/".Length..])).Select(guide => guide.Path));
    }

    [Theory]
    [InlineData("[a](missing.md)", "missing.md")]
    [InlineData("[a](README.md#nowhere)", "nowhere")]
    [InlineData("[a](#nowhere)\n\n# Somewhere", "nowhere")]
    [InlineData("[a](../outside.md)", "outside")]
    public void A_link_that_leads_nowhere_is_found(string text, string named)
    {
        var guide = new Guide("CHANGED.md", text);

        var fault = Fault(guide, Assert.Single(guide.Links), Guide.All().ToDictionary(one => one.Path, StringComparer.Ordinal));

        Assert.Contains(named, fault, StringComparison.Ordinal);
    }

    private static string? Fault(Guide guide, GuideWord link, Dictionary<string, Guide> guides)
    {
        if (link.Text.Contains(':', StringComparison.Ordinal))
            return null;
        var (path, anchor) = link.Text.Split('#', 2) is [var file, var part] ? (file, part) : (link.Text, "");
        var target = path.Length == 0 ? guide.Path : Path.GetRelativePath(Guide.Root, Path.Combine(Guide.Root, Path.GetDirectoryName(guide.Path)!, path)).Replace('\\', '/');
        if (path.Length > 0 && (target.StartsWith("..", StringComparison.Ordinal) || !Path.Exists(Path.Combine(Guide.Root, target))))
            return $"{guide.Path}:{link.Line} leads to {link.Text}, which is not there";
        var anchors = target == guide.Path ? guide.Anchors : guides.GetValueOrDefault(target)?.Anchors;
        return anchor.Length > 0 && anchors is not null && !anchors.Contains(anchor) ? $"{guide.Path}:{link.Line} leads to {link.Text}, but {target} has no such heading" : null;
    }
}
