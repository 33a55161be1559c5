using System.Text;
using System.Text.Json.Nodes;
using Milestone.Core.Auditing;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Outputs;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Commands;

/// <summary>The commands on books: what they say, write and end with; the import and one statement in a process of their own. Expected figures: the table of <see cref="SmallBooks"/>.</summary>
public sealed class BooksCommandTests(BooksDatabase books) : IClassFixture<BooksDatabase>
{
    private static readonly string[] Spring = ["export", "statement", "--from", "2026-04-01", "--to", "2026-05-31"];

    [Fact]
    public async Task A_statement_to_standard_output_is_nothing_but_the_statement()
    {
        var outcome = await HostProcess.RunAsync(books.ConnectionString, [.. Spring, "--columns", "month", "--format", "json", "--output", "-"]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Error);
        var statement = JsonNode.Parse(outcome.Output)!;
        Assert.Equal(649.25m, (decimal)statement["rows"]!.AsArray()[^1]!["total"]!);
    }

    [Theory]
    [InlineData("csv", "\u00EF\u00BB\u00BF,")]
    [InlineData("xlsx", "PK")]
    [InlineData("pdf", "%PDF-")]
    public async Task A_statement_is_written_as_a_file_that_appears_whole(string format, string begins)
    {
        var folder = Directory.CreateTempSubdirectory("milestone-export-").FullName;
        var file = Path.Combine(folder, "statement." + format);
        try
        {
            var outcome = await RunAsync([.. Spring, "--format", format, "--output", file]);

            Assert.Equal(0, outcome.ExitCode);
            Assert.Empty(outcome.Output);
            Assert.Equal([file], Directory.GetFiles(folder));
            Assert.StartsWith(begins, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task What_a_command_takes_away_stands_in_the_history_of_exports()
    {
        var folder = Directory.CreateTempSubdirectory("milestone-export-").FullName;
        var (statement, report) = (Path.Combine(folder, "statement.csv"), Path.Combine(folder, "projects.csv"));
        try
        {
            string[] days = ["--from", "2026-04-02", "--to", "2026-05-31"];
            var outcomes = new[]
            {
                await RunAsync(["export", "statement", .. days, "--format", "csv", "--output", statement]),
                await RunAsync(["export", "projects", .. days, "--template", "detailed", "--format", "csv", "--output", report]),
                await RunAsync(["export", "statement", .. days, "--format", "csv", "--output", "/no/such/folder/statement.csv"]),
            };
            Assert.Equal([0, 0, 2], outcomes.Select(outcome => outcome.ExitCode));

            await using var database = MilestoneDatabase.Open(books.ConnectionString, TimeProvider.System);
            var stop = TestContext.Current.CancellationToken;
            var organisation = (await new OrganisationCatalogue(database).GetAsync("Small Books", stop)).Id;
            var entries = (await new ExportHistory(database).ListAsync(organisation, ExportHistory.MostEntries, null, stop)).Where(entry => entry.Filters[0].StartsWith("2 Apr", StringComparison.Ordinal));
            // Acacia Road, Mill Lane, Unassigned and their total; of the statement the rows that are in the file.
            Assert.Equal(
                [("projects-detailed", "csv", 4L, new FileInfo(report).Length), ("profit-and-loss", "csv", Rows(statement), new FileInfo(statement).Length)],
                entries.Select(entry => (entry.Report, entry.Format, entry.Rows, entry.Bytes)));
            Assert.All(entries, entry => Assert.Equal(("export command", ExportOutcome.Finished), (entry.Actor, entry.Outcome)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static long Rows(string file) => Rfc4180.Read(File.ReadAllBytes(file)).Skip(1).TakeWhile(record => record.Any(field => field.Length > 0)).LongCount();
    }

    [Theory]
    [InlineData(2, "--from: '2026-13-45' is not a day of the calendar", "export", "statement", "--from", "2026-13-45", "--to", "2026-05-31", "--format", "json", "--output", "-")]
    [InlineData(2, "--columns: 'months' is not known here. Did you mean 'month'?", "export", "statement", "--columns", "months", "--format", "json", "--output", "-")]
    [InlineData(2, "--as-known-at: There is no batch 99 yet", "export", "statement", "--as-known-at", "99", "--format", "json", "--output", "-")]
    [InlineData(2, "--output: There is no folder '/no/such/folder'", "export", "statement", "--format", "json", "--output", "/no/such/folder/statement.json")]
    [InlineData(1, "There is no organisation \"Nobody\". There is: Small Books.", "export", "statement", "--organisation", "Nobody", "--format", "json", "--output", "-")]
    [InlineData(1, "There is no project named 'Acacia Rod'. Did you mean 'Acacia Road'?", "export", "statement", "--project", "Acacia Rod", "--format", "json", "--output", "-")]
    [InlineData(1, "There is no file or folder '/no/such/path'", "import", "/no/such/path", "--organisation", "Small Books")]
    [InlineData(1, "posts from documents, not from journals", "import", ".", "--organisation", "Small Books", "--ledger", "journals")]
    [InlineData(1, "has no token", "token", "revoke", "d0000000-0000-4000-8000-000000000001")]
    [InlineData(2, "--expires: 'soon' is not a day", "token", "create", "--label", "x", "--expires", "soon")]
    [InlineData(1, "Nothing answers at http://127.0.0.1:1/", "healthcheck", "--url", "http://127.0.0.1:1/")]
    public async Task What_cannot_be_done_is_said_in_a_line_or_two(int exitCode, string says, params string[] command)
    {
        var here = command is ["import", ".", ..] ? books.Folder : null;
        var outcome = await RunAsync(here is null ? command : [command[0], here, .. command[2..]]);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Contains(says, outcome.Error, StringComparison.Ordinal);
        Assert.InRange(outcome.ErrorLines.Count, 1, 2);
        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData("{\"Invoices\":[{\"InvoiceID\":", "Broken.json is not complete JSON")]
    [InlineData("{\"hello\":1}", "none of Organisations, Accounts")]
    public async Task A_file_that_is_not_an_answer_of_Xero_is_named(string content, string says)
    {
        var outcome = await ImportAsync(content);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(says, outcome.Error, StringComparison.Ordinal);
        Assert.Contains("Broken.json", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_with_an_impossible_date_is_rejected_by_name_and_ends_with_1()
    {
        var bad = JsonNode.Parse(SmallBooks.OneMoreBill)!;
        bad["Invoices"]![0]!["DateString"] = null;
        bad["Invoices"]![0]!["Date"] = "2026-13-45";

        var outcome = await ImportAsync(bad.ToJsonString());

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("Rejected Invoices d0000000-0000-4000-8000-000000000009 in Broken.json", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("\"2026-13-45\"", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_import_again_says_that_nothing_was_appended()
    {
        var outcome = await RunAsync("import", books.Folder, "--organisation", "small books");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Nothing was appended to the ledger.", outcome.Output, StringComparison.Ordinal);
        Assert.Matches(@"Total +10 +0 +0 +10 +0", outcome.Output);
        Assert.DoesNotContain("Created the organisation", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ledger_verifies_and_has_nothing_to_repost()
    {
        var verified = await RunAsync("ledger", "verify");
        var reposted = await RunAsync("ledger", "repost");

        Assert.Equal((0, 0), (verified.ExitCode, reposted.ExitCode));
        Assert.Contains("Small Books: 4 documents, 5 postings; the ledger is what the documents say.", verified.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing differed", reposted.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_alone_on_standard_output_and_stops_when_revoked()
    {
        var created = await RunAsync("token", "create", "--label", "n8n");
        var listed = await RunAsync("token", "list");
        var id = listed.Output.Split('\n')[1].Split(' ')[0];
        var revoked = await RunAsync("token", "revoke", id);
        var after = await RunAsync("token", "list");

        Assert.Matches("^mst_[A-Za-z0-9_-]+$", created.Output.Trim());
        Assert.Contains("n8n", listed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(created.Output.Trim(), listed.Output, StringComparison.Ordinal);
        Assert.Equal(0, revoked.ExitCode);
        Assert.NotEqual(listed.Output, after.Output);
    }

    private Task<CommandOutcome> RunAsync(params string[] arguments) => HostCommands.RunAsync(books.ConnectionString, arguments);

    private async Task<CommandOutcome> ImportAsync(string content)
    {
        var folder = Directory.CreateTempSubdirectory("milestone-broken-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "Broken.json"), content, TestContext.Current.CancellationToken);
            return await RunAsync("import", folder, "--organisation", "Small Books");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>A database whose books the import command brought in.</summary>
public sealed class BooksDatabase : IAsyncLifetime
{
    private string? connectionString;

    /// <summary>The folder that was imported.</summary>
    public string Folder { get; } = SmallBooks.AsFolder();

    /// <summary>The database, as the server's owner. Skips the test where there is no server.</summary>
    public string ConnectionString
    {
        get
        {
            TemporaryPostgres.Require();
            return connectionString!;
        }
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (TemporaryPostgres.Missing is not null)
            return;
        connectionString = await TemporaryPostgres.CloneAsync();
        var imported = await HostProcess.RunAsync(connectionString, "import", Folder, "--organisation", "Small Books");
        Assert.Equal(0, imported.ExitCode);
        Assert.Contains("Created the organisation 'Small Books', which posts from documents.", imported.Error, StringComparison.Ordinal);
        Assert.Contains("in batch", imported.Output, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (connectionString is not null)
            await TemporaryPostgres.DropAsync(connectionString);
        Directory.Delete(Folder, recursive: true);
    }
}
