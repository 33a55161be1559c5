using Milestone.Build.Engine;

namespace Milestone.Build;

/// <summary>The pipeline: what a person or a machine runs is a target here, one topic a file.</summary>
internal sealed partial class Build : Pipeline
{
    Build(string root, Output output)
        : base(root, output)
    {
    }

    [Parameter("Debug or Release, for Compile, Lint, Test, Golden and Mutate")]
    Configuration Configuration { get; set; } = Configuration.Debug;

    protected override string Default => nameof(Run);

    protected override string ParameterFile => Path.Combine(Root, ".milestone", "parameters.json");

    /// <summary>A build machine restores exactly what the lock files say; build.sh asks the same question.</summary>
    static bool OnBuildMachine => System.Environment.GetEnvironmentVariable("CI") == "true";

    string Solution => Path.Combine(Root, "Milestone.sln");

    string Artifacts => Path.Combine(Root, "artifacts");

    string HostProject => Path.Combine(Root, "source", "Milestone.Host");

    string HostFolder => Path.Combine(Artifacts, "publish", "Milestone.Host");

    string HostProgram => Path.Combine(HostFolder, "Milestone.Host.dll");

    /// <summary>As MSBuild names the folder of a configuration.</summary>
    string ConfigurationFolder => Configuration == Configuration.Debug ? "debug" : "release";

    static Task<int> Main(string[] args) => new Build(FindRoot(), Output.ToTerminal()).Execute(args);

    /// <summary>The parts of a connection string that a message might quote without the rest.</summary>
    protected override void Prepare()
    {
        foreach (var text in new[] { Database, TestDb }.OfType<string>()) Output.Secrets.Add(PasswordIn(text));
    }

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Milestone.sln"))) return folder.FullName;
        }
        throw new InvalidOperationException("The pipeline runs from below its repository: start it by ./build.sh.");
    }
}

internal enum Configuration
{
    Debug,
    Release,
}
