using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Milestone.Core.Access;
using Milestone.Host.Shell;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Observability;

/// <summary>What a line of the log says of a request, and what it never says.</summary>
public sealed class LogTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static readonly Guid User = Guid.Parse("11111111-2222-4333-8444-555555555555");
    private static readonly string[] Secrets = ["mst_withheld", "a-withheld-code", "withheld@example.test", "withheld-cookie", "Withheld Reader"];

    [Fact]
    public async Task A_request_carries_request_trace_and_user_and_no_secret()
    {
        using var log = new StringWriter(CultureInfo.InvariantCulture);
        await using (var host = await ServingHost.StartAsync(
            database.ConnectionString,
            settings => settings with { Vouch = _ => new Visitor("Withheld Reader", User.ToString("D"), ReaderScope.Everything) { User = User } },
            TextWriter.Synchronized(log)))
        {
            await AskAsync(host, "preferences");
            await AskAsync(host, "nothing-there");
        }

        var lines = log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        var requests = lines.Where(line => line["RequestPath"] is not null && line["StatusCode"] is not null).ToList();
        Assert.NotEmpty(requests);
        Assert.All(requests, line =>
        {
            Assert.NotEmpty((string)line["RequestId"]!);
            Assert.Equal(32, ((string)line["@tr"]!).Length);
            Assert.Equal(User.ToString("D"), (string)line["UserId"]!);
        });
        foreach (var secret in Secrets)
            Assert.DoesNotContain(secret, log.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_error_that_nobody_foresaw_has_the_ids_of_its_request()
    {
        using var log = new StringWriter(CultureInfo.InvariantCulture);
        await using (var host = await ServingHost.StartAsync(
            database.ConnectionString,
            settings => settings with { Vouch = _ => throw new InvalidOperationException("a defect") },
            TextWriter.Synchronized(log)))
        {
            await AskAsync(host, "dashboard");
        }

        var line = JsonNode.Parse(log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).First(one => one.Contains("a defect", StringComparison.Ordinal)))!;
        Assert.Equal("Error", (string)line["@l"]!);
        Assert.NotEmpty((string)line["RequestId"]!);
        Assert.Equal(32, ((string)line["@tr"]!).Length);
    }

    private static async Task AskAsync(ServingHost host, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/milestone-app/{path}?code=a-withheld-code&email=withheld@example.test", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "mst_withheld");
        request.Headers.Add("Cookie", "milestone-session=withheld-cookie");
        using var answer = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
