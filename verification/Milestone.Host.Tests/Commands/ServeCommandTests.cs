using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Commands;

/// <summary>serve as a process: it starts while the database is gone, says where it is, and stops when told.</summary>
public sealed partial class ServeCommandTests
{
    [Fact]
    public async Task It_says_where_it_is_answers_its_healthcheck_and_stops_when_told()
    {
        using var process = HostProcess.Start(ServingHost.NoDatabase, new Dictionary<string, string> { ["Milestone__PathBase"] = "/books" }, "--urls", "http://127.0.0.1:0");
        try
        {
            var said = await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
            var address = Address().Match(said!);
            Assert.True(address.Success, said);

            var healthy = await HostProcess.RunAsync(null, "healthcheck", "--url", $"{address.Groups[1].Value}/books/api/health/live");
            var missing = await HostProcess.RunAsync(null, "healthcheck", "--url", $"{address.Groups[1].Value}/api/health");

            Assert.Equal(0, healthy.ExitCode);
            Assert.Equal(1, missing.ExitCode);
            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, process.ExitCode);
            var log = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.All(log.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("{\"@t\":", line, StringComparison.Ordinal));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_and_ends_with_1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var outcome = await HostProcess.RunAsync(ServingHost.NoDatabase, "serve", "--urls", $"http://127.0.0.1:{port}");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains($"http://127.0.0.1:{port} cannot be listened on: the port is in use.", outcome.Error, StringComparison.Ordinal);
        Assert.InRange(outcome.ErrorLines.Count, 1, 2);
    }

    [Fact]
    public async Task With_an_owners_connection_string_it_migrates_before_it_serves()
    {
        var empty = await TemporaryPostgres.EmptyAsync();
        using var process = HostProcess.Start(empty, new Dictionary<string, string> { ["ConnectionStrings__MilestoneOwner"] = empty, ["Milestone__PathBase"] = "/books" }, "--urls", "http://127.0.0.1:0");
        try
        {
            var applied = new List<string>();
            string? said;
            while ((said = await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken)) is not null && !Address().IsMatch(said))
                applied.Add(said);

            Assert.NotNull(said);
            Assert.Equal("applied 0001-organisations", applied[0]);
            Assert.All(applied, line => Assert.StartsWith("applied ", line, StringComparison.Ordinal));
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task An_owners_connection_string_that_leads_nowhere_ends_it_before_it_listens()
    {
        using var process = HostProcess.Start(ServingHost.NoDatabase, new Dictionary<string, string> { ["ConnectionStrings__MilestoneOwner"] = ServingHost.NoDatabase }, "--urls", "http://127.0.0.1:0");
        var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains("PostgreSQL does not answer", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Milestone is at", said, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^Milestone is at (http://127\.0\.0\.1:\d+)/books$")]
    private static partial Regex Address();
}
