using Milestone.Build.Engine;

namespace Milestone.Build.Tests.Engine;

public sealed class TargetTests
{
    [Fact]
    public async Task A_target_runs_after_all_it_depends_on_and_each_runs_once()
    {
        var (exitCode, _, pipeline) = await Sample.Run("Serve Mix");

        Assert.Equal(["Fetch", "Mix", "Bake", "Serve"], pipeline.Ran);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Without_a_target_the_default_runs()
    {
        var (_, _, pipeline) = await Sample.Run("");

        Assert.Equal("Serve", pipeline.Ran[^1]);
    }

    [Fact]
    public async Task A_targets_case_does_not_matter()
    {
        var (exitCode, _, pipeline) = await Sample.Run("mIX");

        Assert.Equal(0, exitCode);
        Assert.Equal(["Fetch", "Mix"], pipeline.Ran);
    }

    [Theory]
    [InlineData("Serev", "There is no target Serev. Did you mean Serve?")]
    [InlineData("Zzzzzz", "There is no target Zzzzzz.\n")]
    [InlineData("Serve --tast", "There is no option --tast. Did you mean --taste?")]
    [InlineData("--oven-haet 3", "There is no option --oven-haet. Did you mean --oven-heat?")]
    [InlineData("Serve --oven-heat hot", "--oven-heat takes a whole number, not 'hot'.")]
    [InlineData("Serve --oven-heat", "--oven-heat")]
    [InlineData("Serve --skip Bakc", "There is no target Bakc. Did you mean Bake?")]
    [InlineData("Mix --skip Bake", "--skip Bake: Bake would not run anyway.")]
    public async Task What_is_not_understood_is_refused_with_the_nearest_name_and_nothing_runs(string arguments, string expected)
    {
        var (exitCode, said, pipeline) = await Sample.Run(arguments);

        Assert.Equal(2, exitCode);
        Assert.Contains(expected, said.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Empty(pipeline.Ran);
    }

    [Theory]
    [InlineData("Serve --skip Mix", "Fetch Bake Serve")]
    [InlineData("Serve --skip Mix Fetch", "Bake Serve")]
    [InlineData("Serve --skip Mix,Fetch", "Bake Serve")]
    [InlineData("Serve --skip", "Serve")]
    [InlineData("--skip", "Serve")]
    [InlineData("Mix Serve --skip", "Mix Serve")]
    public async Task Skip_leaves_targets_out(string arguments, string expected)
    {
        var (exitCode, _, pipeline) = await Sample.Run(arguments);

        Assert.Equal(0, exitCode);
        Assert.Equal(expected, string.Join(' ', pipeline.Ran));
    }

    [Fact]
    public async Task The_plan_names_the_targets_in_order_and_runs_none()
    {
        var (exitCode, said, pipeline) = await Sample.Run("--plan --skip Mix");

        Assert.Equal(0, exitCode);
        Assert.Empty(pipeline.Ran);
        Assert.Equal(
            ["1 Fetch Fetches flour", "2 Mix   skipped", "3 Bake  Bakes the loaf", "4 Serve Serves it"],
            said.ReplaceLineEndings("\n").Trim().Split('\n'));
    }

    [Fact]
    public async Task Help_lists_every_target_and_parameter_with_its_line()
    {
        var (exitCode, said, pipeline) = await Sample.Run("--help");

        Assert.Equal(0, exitCode);
        Assert.Empty(pipeline.Ran);
        Assert.Matches(@"Serve +Serves it \(the default\)", said);
        Assert.Matches(@"Mix +Mixes the dough", said);
        Assert.Matches(@"--oven-heat <value> +Degrees of the oven \(default 180\) +\[MILESTONE_OVEN_HEAT\]", said);
        Assert.Matches(@"--taste +Taste before serving +\[MILESTONE_TASTE\]", said);
        Assert.Matches(@"--larder-key <value> +Key of the larder \(secret\)", said);
    }

    [Fact]
    public async Task What_a_target_misses_only_when_it_runs_is_said_without_where_in_the_code()
    {
        var (exitCode, said, _) = await Sample.Run("Serve", duringBake: _ => throw new UsageException("Say how hot: --heat 200"));

        Assert.Equal(1, exitCode);
        Assert.Contains("Say how hot: --heat 200", said, StringComparison.Ordinal);
        Assert.DoesNotContain("unexpectedly", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_failure_nothing_runs_and_the_summary_says_so()
    {
        var (exitCode, said, pipeline) = await Sample.Run("Serve", duringBake: _ => throw new StepFailedException("The oven is cold."));

        Assert.Equal(1, exitCode);
        Assert.Equal(["Fetch", "Mix", "Bake"], pipeline.Ran);
        Assert.Contains("The oven is cold.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.Matches(@"Mix +│ succeeded", said);
        Assert.Matches(@"Bake +│ failed", said);
        Assert.Matches(@"Serve +│ not run", said);
    }

    [Fact]
    public async Task The_closing_line_comes_after_the_summary()
    {
        var (_, said, _) = await Sample.Run("Serve");

        Assert.EndsWith("one loaf", said.TrimEnd(), StringComparison.Ordinal);
        Assert.Matches(@"Total +│ +│ +\d", said);
    }

    [Fact]
    public async Task A_target_whose_condition_does_not_hold_is_skipped_with_the_reason()
    {
        var (exitCode, said, pipeline) = await Sample.Run("Garnish");
        var (_, _, tasted) = await Sample.Run("Garnish --taste");

        Assert.Equal(0, exitCode);
        Assert.Empty(pipeline.Ran);
        Assert.Contains("not tasted", said, StringComparison.Ordinal);
        Assert.Equal(["Garnish"], tasted.Ran);
    }

    [Fact]
    public async Task Targets_that_depend_on_each_other_are_refused()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => new CircularPipeline().Execute(["Hen"], _ => null));

        Assert.Contains("Egg -> Hen -> Egg", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_escape_sequence_goes_into_a_file()
    {
        var (_, said, _) = await Sample.Run("Serve", duringBake: _ => throw new StepFailedException("cold"));

        Assert.DoesNotContain('\u001b', said);
    }

    sealed class CircularPipeline() : Pipeline(Path.GetTempPath(), new Output(TextWriter.Null, new Secrets(), colour: false))
    {
        protected override string Default => nameof(Hen);

        Target Hen => _ => _.DependsOn(Egg);

        Target Egg => _ => _.DependsOn(Hen);
    }
}
