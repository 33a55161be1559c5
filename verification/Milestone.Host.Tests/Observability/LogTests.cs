using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Milestone.Core.Access;
using Milestone.Host.Shell;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Golden;
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

    [Fact]
    public async Task The_questions_that_are_kept_find_their_answers_in_the_log()
    {
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "jq"))), "jq is not here.");
        using var log = new StringWriter(CultureInfo.InvariantCulture);
        await using (var host = await ServingHost.StartAsync(
            database.ConnectionString,
            settings => settings with
            {
                Vouch = request => request.Path.Value!.EndsWith("/broken", StringComparison.Ordinal)
                    ? throw new InvalidOperationException("a defect")
                    : new Visitor("Withheld Reader", "one", ReaderScope.Everything) { User = User },
            },
            TextWriter.Synchronized(log)))
        {
            await AskAsync(host, "nothing-there");
            await AskAsync(host, "broken");
        }

        var trace = log.ToString().Split("\"@tr\":\"")[1][..32];

        Assert.Contains("System.InvalidOperationException: a defect", await QueryAsync(log, "errors.jq"), StringComparison.Ordinal);
        Assert.Contains("\t/nothing-there\t404", await QueryAsync(log, "user.jq", "--arg", "user", User.ToString("D")), StringComparison.Ordinal);
        Assert.All((await QueryAsync(log, "request.jq", "-c", "--arg", "trace", trace)).Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(trace, line, StringComparison.Ordinal));
        Assert.Equal("404 1\n500 1\n", await QueryAsync(log, "statuses.jq", "--slurp"));
        Assert.Equal("", await QueryAsync(log, "request.jq", "--arg", "trace", "none"));
        Assert.Equal("2026-11-28T20:00:00Z\t1234 ms\tGET\t/dashboard\t200\t-\n", await QueryAsync("""{"@t":"2026-11-28T20:00:00Z","Elapsed":1234.4,"RequestMethod":"GET","RequestPath":"/dashboard","StatusCode":200}""", "slow.jq"));
    }

    private static Task<string> QueryAsync(StringWriter log, string question, params string[] arguments) => QueryAsync(log.ToString(), question, arguments);

    private static async Task<string> QueryAsync(string log, string question, params string[] arguments)
    {
        var file = Path.Combine(GoldenFile.Root, "deploy", "monitoring", "logs", question);
        using var jq = Process.Start(new ProcessStartInfo("jq", ["-r", .. arguments, "-f", file]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = jq.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = jq.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await jq.StandardInput.WriteAsync(log);
        jq.StandardInput.Close();
        await jq.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(jq.ExitCode == 0, await error);
        return await output;
    }

    private static async Task AskAsync(ServingHost host, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/milestone-app/{path}?code=a-withheld-code&email=withheld@example.test", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "mst_withheld");
        request.Headers.Add("Cookie", "milestone-session=withheld-cookie");
        using var answer = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
