using System.Text.RegularExpressions;
using Milestone.Testing.Guides;
using Xunit;

namespace Milestone.Host.Tests.Settings;

/// <summary>What compose.yaml takes from the repository is there, and what it takes from elsewhere is of one version.</summary>
public sealed partial class ComposeFileTests
{
    // Made by whoever runs it, and ignored by git: a folder that is missing is made, a key that is missing is asked for.
    private static readonly string[] NotOurs = ["./deploy/monitoring/secrets", "./backup.key"];

    private static readonly string Text = File.ReadAllText(Path.Combine(Guide.Root, "compose.yaml"));

    [Fact]
    public void Every_file_that_is_mounted_is_there()
    {
        var mounted = Mounted().Matches(Text).Select(match => match.Value).Distinct().Except(NotOurs).ToList();

        Assert.True(mounted.Count >= 5, $"Only {mounted.Count} files were found: compose.yaml is no longer read as it is written.");
        Assert.Equal([], mounted.Where(path => !Path.Exists(Path.Combine(Guide.Root, path))));
    }

    [Fact]
    public void Every_image_from_elsewhere_names_its_version()
    {
        var images = Image().Matches(Text).Select(match => match.Groups[1].Value).Where(image => !image.StartsWith("milestone-", StringComparison.Ordinal)).ToList();

        Assert.True(images.Count >= 6, $"Only {images.Count} images were found.");
        Assert.Equal([], images.Where(image => !Versioned().IsMatch(image)));
    }

    [GeneratedRegex(@"\./[\w./-]+(?=[:}\s])")]
    private static partial Regex Mounted();

    [GeneratedRegex(@"(?m)^\s+image: (\S+)$")]
    private static partial Regex Image();

    [GeneratedRegex(@":v?\d+(\.\d+)*$")]
    private static partial Regex Versioned();
}
