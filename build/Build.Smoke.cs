using Milestone.Build.Engine;
using Milestone.Build.Verification;

namespace Milestone.Build;

internal sealed partial class Build
{
    /// <summary>The tests that measure what is published find it by this.</summary>
    const string PublishedVariable = "MILESTONE_PUBLISHED_HOST";

    const string LighthouseVariable = "MILESTONE_LIGHTHOUSE";

    /// <summary>An own package.json and lock file, so that the same Lighthouse judges everywhere.</summary>
    string LighthouseFolder => Path.Combine(Root, "verification", TestProject.Smoke, "Lighthouse");

    Target Smoke => _ => _
        .Description("Goes through the whole product in a real browser: journeys, accessibility, layout, page weights, screenshots")
        .DependsOn(Compile, Publish)
        .Executes(stop => InBrowser(Filter, stop));

    Target Screenshots => _ => _
        .Description("Photographs every page at 390, 768 and 1440 px, light and dark, into artifacts/screenshots")
        .DependsOn(Compile)
        .Executes(stop => InBrowser("ScreenshotTests", stop));

    Target Lighthouse => _ => _
        .Description("Has Lighthouse judge the published host; reports in artifacts/lighthouse")
        .DependsOn(Compile, Publish)
        .Executes(async stop =>
        {
            await InstallModules(LighthouseFolder, stop);
            await InBrowser("LighthouseTests", stop);
        });

    Task InBrowser(string? filter, CancellationToken stop) => WithTestServer(
        async environment =>
        {
            var project = TestProject.In(Root, ConfigurationFolder).Single(project => project.Name == TestProject.Smoke);
            var telling = new Dictionary<string, string?>(environment);
            if (File.Exists(HostProgram)) telling[PublishedVariable] = HostProgram;
            if (Directory.Exists(Path.Combine(LighthouseFolder, "node_modules"))) telling[LighthouseVariable] = LighthouseFolder;
            Report(await project.Run(filter, ResultsFolder, telling, Shell, stop));
        },
        stop);
}
