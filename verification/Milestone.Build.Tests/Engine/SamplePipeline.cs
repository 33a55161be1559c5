using Milestone.Build.Engine;

namespace Milestone.Build.Tests.Engine;

/// <summary>A small pipeline that notes what it runs: Bake after Mix, Mix after Fetch; Serve after Bake and Fetch.</summary>
internal sealed class SamplePipeline(StringWriter writer) : Pipeline(Path.GetTempPath(), new Output(writer, new Secrets(), colour: false))
{
    public List<string> Ran { get; } = [];

    public string? File { get; init; }

    public Func<CancellationToken, Task>? DuringBake { get; init; }

    public Shell Sh => Shell;

    [Parameter("Degrees of the oven")]
    public int OvenHeat { get; set; } = 180;

    [Parameter("Taste before serving")]
    public bool Taste { get; set; }

    [Parameter("Key of the larder", Secret = true)]
    public string? LarderKey { get; set; }

    [Parameter("Named by others", Environment = "Kitchen__Name")]
    public string? Kitchen { get; set; }

    protected override string Default => nameof(Serve);

    protected override string? ParameterFile => File;

    Target Fetch => _ => _.Description("Fetches flour").Executes(() => Ran.Add("Fetch"));

    Target Mix => _ => _.Description("Mixes the dough").DependsOn(Fetch).Executes(() => Ran.Add("Mix"));

    Target Bake => _ => _.Description("Bakes the loaf").DependsOn(Mix).Executes(async stop =>
    {
        Ran.Add("Bake");
        if (DuringBake is not null) await DuringBake(stop);
    });

    Target Serve => _ => _.Description("Serves it").DependsOn(Bake, Fetch).Executes(() =>
    {
        Ran.Add("Serve");
        Summary.Close("one loaf");
    });

    Target Garnish => _ => _.Description("Adds parsley").OnlyWhen(() => Taste, "not tasted").Executes(() => Ran.Add("Garnish"));
}

internal static class Sample
{
    /// <summary>Runs the sample with an environment of its own; the real one does not reach it.</summary>
    public static async Task<(int ExitCode, string Said, SamplePipeline Pipeline)> Run(
        string arguments, Dictionary<string, string>? environment = null, string? file = null, Func<CancellationToken, Task>? duringBake = null)
    {
        var writer = new StringWriter();
        var pipeline = new SamplePipeline(writer) { File = file, DuringBake = duringBake };
        var exitCode = await pipeline.Execute(
            arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            name => environment?.GetValueOrDefault(name));
        return (exitCode, writer.ToString(), pipeline);
    }
}
