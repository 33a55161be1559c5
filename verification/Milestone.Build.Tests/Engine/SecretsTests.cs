using Milestone.Build.Engine;

namespace Milestone.Build.Tests.Engine;

public sealed class SecretsTests
{
    [Theory]
    [InlineData("--larder-key open-sesame", null)]
    [InlineData("", "open-sesame")]
    public async Task A_secret_is_masked_in_what_the_pipeline_and_its_children_print(string arguments, string? variable)
    {
        var environment = variable is null ? null : new Dictionary<string, string> { ["MILESTONE_LARDER_KEY"] = variable };
        var writer = new StringWriter();
        SamplePipeline? pipeline = null;
        pipeline = new SamplePipeline(writer)
        {
            DuringBake = async stop =>
            {
                await pipeline!.Sh.Run("sh", ["-c", "echo out $0; echo err $0 >&2", pipeline.LarderKey!], stop);
                throw new StepFailedException($"the door to {pipeline.LarderKey} is shut");
            },
        };

        await pipeline.Execute(["Bake", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)], name => environment?.GetValueOrDefault(name));

        Assert.Equal("open-sesame", pipeline.LarderKey);
        var said = writer.ToString();
        Assert.DoesNotContain("sesame", said, StringComparison.Ordinal);
        Assert.Contains("out ***", said, StringComparison.Ordinal);
        Assert.Contains("err ***", said, StringComparison.Ordinal);
        Assert.Contains("the door to *** is shut", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_longest_secret_is_masked_first_so_that_no_rest_of_it_shows()
    {
        var secrets = new Secrets();
        secrets.Add("abc");
        secrets.Add("abcdef");

        Assert.Equal("x *** y *** z", secrets.Mask("x abcdef y abc z"));
    }

    [Fact]
    public void Each_line_of_a_key_and_its_escaped_form_in_an_address_are_masked()
    {
        var secrets = new Secrets();
        secrets.Add("first line\nsecond/line\n");

        Assert.Equal("***|***|***", secrets.Mask("first line|second/line|second%2Fline"));
    }

    [Fact]
    public void An_empty_secret_masks_nothing()
    {
        var secrets = new Secrets();
        secrets.Add("");
        secrets.Add(null);

        Assert.Equal("text", secrets.Mask("text"));
    }
}
