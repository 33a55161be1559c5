using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Guides;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Guides;

/// <summary>
/// The drawings of docs/architecture.md are what the code says. With <c>MILESTONE_GUIDES=write</c> the tests write them anew instead of failing.
/// </summary>
public sealed class ArchitectureGuideTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private const string File = "docs/architecture.md";

    [Fact]
    public void The_projects_are_drawn_as_they_refer_to_one_another() => Holds("projects", Drawings.Projects());

    [Fact]
    public void The_parts_of_Core_are_drawn_as_they_use_one_another() => Holds("parts", Drawings.Parts());

    [Fact]
    public async Task The_tables_are_drawn_as_a_migrated_database_has_them() => Holds("tables", await Drawings.TablesAsync(database.ConnectionString));

    [Fact]
    public async Task The_addresses_are_those_of_a_host()
    {
        await using var host = await ServingHost.StartAsync(database.ConnectionString, settings => settings, TextWriter.Null);

        Holds("addresses", Drawings.Addresses(host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()));
    }

    private static void Holds(string name, string made)
    {
        var (begin, end) = ($"<!-- from the code: {name} -->\n", $"<!-- end: {name} -->");
        var text = Guide.Of(File).Text;
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal) + begin.Length, text.IndexOf(end, StringComparison.Ordinal));
        Assert.True(from >= begin.Length && to >= from, $"{File} has no place for {name}.");
        if (text[from..to] == made)
            return;
        if (Environment.GetEnvironmentVariable("MILESTONE_GUIDES") == "write")
            System.IO.File.WriteAllText(Path.Combine(Guide.Root, File), text[..from] + made + text[to..]);
        else
            Assert.Fail($"{File} shows other {name} than there are. Run this test with MILESTONE_GUIDES=write, look at what it wrote, and commit it:\n{made}");
    }
}
