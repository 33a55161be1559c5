using System.Text.RegularExpressions;
using Milestone.Host.Tests.Settings;
using Milestone.Testing.Guides;
using Xunit;

namespace Milestone.Host.Tests.Guides;

/// <summary>Every variable that a guide names is one that something reads.</summary>
public sealed partial class SettingTests
{
    [Fact]
    public void Every_setting_that_a_guide_names_is_in_the_guide_to_the_environment()
    {
        var known = EnvironmentGuide.Variables().Select(one => one.Name).ToList();

        Assert.Empty(Guide.All().SelectMany(guide => Unknown(guide.Text, known).Select(name => $"{guide.Path}: {name}")));
        Assert.Equal(["Milestone__Cache"], Unknown("`Milestone__Cache`, `Milestone__SignIn__*`, `Milestone__PathBase`", known));
    }

    private static IEnumerable<string> Unknown(string text, List<string> known) => Setting().Matches(text)
        .Select(match => match.Value)
        .Where(name => name.EndsWith('_') ? !known.Any(one => one.StartsWith(name, StringComparison.Ordinal)) : !known.Contains(name))
        .Distinct();

    [GeneratedRegex("(Milestone|ConnectionStrings)__[A-Za-z_]+")]
    private static partial Regex Setting();
}
