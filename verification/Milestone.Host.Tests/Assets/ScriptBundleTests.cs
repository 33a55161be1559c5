using System.IO.Compression;
using Milestone.Testing.Golden;
using Xunit;

namespace Milestone.Host.Tests.Assets;

/// <summary>The scripts as readers fetch them. Limits: quality.md, Speed and size.</summary>
public sealed class ScriptBundleTests
{
    [Theory]
    [InlineData("milestone.js", 8_000)]
    [InlineData("charts.js", 220_000)]
    public void A_script_is_no_larger_over_the_wire_than_its_budget(string name, int most)
    {
        var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            brotli.Write(File.ReadAllBytes(Bundle(name)));

        Assert.InRange(packed.Length, 500, most);
    }

    // What a strict policy would refuse at run time is not in the bundle to begin with. The one address left is in a licence.
    [Theory]
    [InlineData("milestone.js")]
    [InlineData("charts.js")]
    public void A_script_names_no_address_elsewhere_but_namespaces_and_makes_no_code_from_text(string name)
    {
        var script = File.ReadAllText(Bundle(name));

        Assert.DoesNotMatch(@"\beval\(|new Function\(|(?<!\.)\bimport\(""", script);
        Assert.DoesNotMatch(@"https?://(?!www\.w3\.org/|github\.com/ecomfe/zrender/blob/master/LICENSE)", script);
    }

    // The build machine makes the bundle before the tests; elsewhere it may be missing, and then there is nothing to measure.
    private static string Bundle(string name)
    {
        var path = Path.Combine(GoldenFile.Root, "source", "Milestone.Host", "wwwroot", "dist", name);
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Skip("The scripts are not bundled. Run ./build.sh Assets.");
        return path;
    }
}
