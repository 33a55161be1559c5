using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Postgres;
using Npgsql;
using Xunit;

namespace Milestone.Host.Tests.Commands;

/// <summary>A database that cannot be used is named with the remedy, within ten seconds.</summary>
public sealed class DatabaseTroubleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("migrate")]
    [InlineData("ledger verify")]
    [InlineData("export statement --format json --output -")]
    public async Task A_server_that_is_not_there_is_named(string line)
    {
        var outcome = await TimedAsync("Host=127.0.0.1;Port=1;Database=books;Username=someone;Password=very-secret", line);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("PostgreSQL does not answer at 127.0.0.1:1, database", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__Milestone", outcome.Error, StringComparison.Ordinal);
        AssertPlain(outcome);
    }

    [Fact]
    public async Task A_server_that_takes_the_connection_and_says_nothing_is_given_up()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;

        var outcome = await TimedAsync($"Host=127.0.0.1;Port={port};Database=books;Username=someone;Password=very-secret", "ledger verify");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("PostgreSQL does not answer", outcome.Error, StringComparison.Ordinal);
        AssertPlain(outcome);
    }

    [Fact]
    public async Task A_connection_string_that_makes_no_sense_is_refused_without_quoting_it()
    {
        var outcome = await TimedAsync("Password=very-secret;nonsense", "ledger verify");

        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains("ConnectionStrings__Milestone", outcome.Error, StringComparison.Ordinal);
        AssertPlain(outcome);
    }

    [Fact]
    public async Task A_wrong_password_is_said()
    {
        TemporaryPostgres.Require();
        var server = new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable(TemporaryPostgres.Variable)!) { Username = "nobody_at_all", Password = "very-secret" };

        var outcome = await TimedAsync(server.ConnectionString, "ledger verify");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("ConnectionStrings__Milestone", outcome.Error, StringComparison.Ordinal);
        AssertPlain(outcome);
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_said()
    {
        TemporaryPostgres.Require();
        var server = new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable(TemporaryPostgres.Variable)!) { Database = "no_such_books" };

        var outcome = await TimedAsync(server.ConnectionString, "ledger verify");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("There is no such database", outcome.Error, StringComparison.Ordinal);
        AssertPlain(outcome);
    }

    [Fact]
    public async Task A_database_without_the_schema_asks_for_migrate()
    {
        TemporaryPostgres.Require();
        var empty = await TemporaryPostgres.EmptyAsync();
        try
        {
            var outcome = await TimedAsync(empty, "ledger verify");

            Assert.Equal(1, outcome.ExitCode);
            Assert.Contains("migrate", outcome.Error, StringComparison.Ordinal);
            AssertPlain(outcome);
        }
        finally
        {
            await TemporaryPostgres.DropAsync(empty);
        }
    }

    [Fact]
    public async Task Migrate_says_what_it_would_do_then_does_it_then_has_nothing_to_do()
    {
        TemporaryPostgres.Require();
        var empty = await TemporaryPostgres.EmptyAsync();
        try
        {
            var plan = await HostCommands.RunAsync(empty, "migrate", "--dry-run");
            var done = await HostCommands.RunAsync(empty, "migrate");
            var again = await HostCommands.RunAsync(empty, "migrate");

            Assert.Equal((0, 0, 0), (plan.ExitCode, done.ExitCode, again.ExitCode));
            Assert.Contains("would apply 0001-organisations", plan.Output, StringComparison.Ordinal);
            Assert.Contains("applied 0001-organisations", done.Output, StringComparison.Ordinal);
            Assert.StartsWith("Nothing to do", again.Output, StringComparison.Ordinal);
        }
        finally
        {
            await TemporaryPostgres.DropAsync(empty);
        }
    }

    private static async Task<CommandOutcome> TimedAsync(string connectionString, string line)
    {
        var watch = Stopwatch.StartNew();
        var outcome = await HostCommands.RunAsync(connectionString, line.Split(' '));
        Assert.True(watch.Elapsed < Patience, $"It took {watch.Elapsed}.");
        return outcome;
    }

    private static void AssertPlain(CommandOutcome outcome)
    {
        Assert.InRange(outcome.ErrorLines.Count, 1, 2);
        Assert.Empty(outcome.Output);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", outcome.Error, StringComparison.Ordinal);
    }
}
