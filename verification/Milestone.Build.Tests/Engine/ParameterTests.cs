namespace Milestone.Build.Tests.Engine;

public sealed class ParameterTests : IDisposable
{
    readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Theory]
    [InlineData("Fetch --oven-heat 230", "220", 230)]
    [InlineData("Fetch", "220", 220)]
    [InlineData("Fetch", "", 210)]
    [InlineData("Fetch", null, 210)]
    public async Task The_command_line_comes_before_the_environment_and_that_before_the_file(string arguments, string? variable, int expected)
    {
        await File.WriteAllTextAsync(file, """{ "oven-heat": 210 /* as at home */, }""", TestContext.Current.CancellationToken);
        var environment = variable is null ? null : new Dictionary<string, string> { ["MILESTONE_OVEN_HEAT"] = variable };

        var (_, _, pipeline) = await Sample.Run(arguments, environment, file);

        Assert.Equal(expected, pipeline.OvenHeat);
    }

    [Fact]
    public async Task Without_any_source_the_property_keeps_its_value()
    {
        var (_, _, pipeline) = await Sample.Run("Fetch", file: Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));

        Assert.Equal(180, pipeline.OvenHeat);
        Assert.False(pipeline.Taste);
        Assert.Null(pipeline.Kitchen);
    }

    [Fact]
    public async Task A_flag_is_set_by_its_name_alone_and_unset_over_the_environment()
    {
        var yes = new Dictionary<string, string> { ["MILESTONE_TASTE"] = "true" };

        Assert.True((await Sample.Run("Fetch --taste")).Pipeline.Taste);
        Assert.True((await Sample.Run("Fetch", yes)).Pipeline.Taste);
        Assert.False((await Sample.Run("Fetch --taste false", yes)).Pipeline.Taste);
    }

    [Fact]
    public async Task A_fixed_name_of_the_environment_is_read()
    {
        var (_, _, pipeline) = await Sample.Run("Fetch", new Dictionary<string, string> { ["Kitchen__Name"] = "north" });

        Assert.Equal("north", pipeline.Kitchen);
    }

    [Theory]
    [InlineData("""{ "oven-haet": 1 }""", "names \"oven-haet\", which is no parameter. Did you mean oven-heat?")]
    [InlineData("""{ "oven-heat": "hot" }""", "takes a whole number, not 'hot'")]
    [InlineData("""{ "oven-heat": [1] }""", "must be text, a number, true or false")]
    [InlineData("{\n  nonsense", "is not JSON: line 2")]
    [InlineData("[]", "must hold one JSON object")]
    public async Task A_parameter_file_that_is_not_understood_is_refused(string json, string expected)
    {
        await File.WriteAllTextAsync(file, json, TestContext.Current.CancellationToken);

        var (exitCode, said, pipeline) = await Sample.Run("Fetch", file: file);

        Assert.Equal(2, exitCode);
        Assert.Contains(expected, said, StringComparison.Ordinal);
        Assert.Empty(pipeline.Ran);
    }

    [Fact]
    public async Task A_value_of_the_environment_that_is_not_understood_is_refused_by_the_variables_name()
    {
        var (exitCode, said, _) = await Sample.Run("Fetch", new Dictionary<string, string> { ["MILESTONE_TASTE"] = "perhaps" });

        Assert.Equal(2, exitCode);
        Assert.Contains("MILESTONE_TASTE takes true or false, not 'perhaps'.", said, StringComparison.Ordinal);
    }
}
