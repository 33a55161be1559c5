using Milestone.Core.Access;
using Milestone.Core.Organisations;
using Milestone.Core.Statements;
using Milestone.Core.Storage;
using Milestone.Core.Values;
using Npgsql;
using Xunit;

namespace Milestone.Core.Tests.Storage;

/// <summary>What PostgreSQL itself shows to a reader who is limited to some projects. In the seed an organisation's only project has the organisation's id.</summary>
public sealed class ProjectLimitTests(TwoOrganisations database) : IClassFixture<TwoOrganisations>
{
    /// <summary>Tables that a project manager reads whole, and why.</summary>
    private static readonly Dictionary<string, string> Open = new()
    {
        ["organisation"] = "the reader's own organisation",
        ["batch"] = "when the books changed, not how",
        ["account"] = "the chart is the same for all",
        ["tracking_category"] = "names what projects and phases are called",
        ["personal_version"] = "the reader's own",
        ["preference"] = "the reader's own",
        ["saved_view"] = "the reader's own",
    };

    [Fact]
    public async Task For_every_table_it_is_decided_what_a_limited_reader_sees()
    {
        var undecided = await NamesAsync(
            """
            SELECT array_agg(c.relname::text)
            FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id'
            WHERE c.relnamespace = 'milestone'::regnamespace AND c.relkind = 'r'
              AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive AND p.polname = 'projects')
            """);
        Assert.Equal(Open.Keys.Order(StringComparer.Ordinal), undecided.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("posting")]
    [InlineData("monthly_total")]
    [InlineData("document")]
    [InlineData("line")]
    public async Task Own_rows_are_shown_and_those_of_other_projects_are_not(string table)
    {
        Assert.Equal(1L, await CountAsync(table, $"{{{database.Mine}}}"));
        Assert.Equal(0L, await CountAsync(table, $"{{{Guid.NewGuid()}}}"));
        Assert.Equal(0L, await CountAsync(table, "{}"));
        Assert.Equal(1L, await CountAsync(table, ""));
    }

    // What was found is remembered for the rest of a transaction, under the projects it was found for.
    [Fact]
    public async Task In_one_transaction_each_limit_has_documents_of_its_own()
    {
        string Count(string projects) => $"(SELECT count(*) FROM (SELECT set_config('milestone.projects', '{projects}', true)) AS chosen, LATERAL (SELECT chosen.set_config, own FROM milestone.own_documents() AS own) AS owned)";
        Assert.Equal("1 0 1 0", await database.AsAppAsync(
            database.Mine,
            $"SELECT concat_ws(' ', {Count($"{{{database.Mine}}}")}, {Count("{}")}, {Count($"{{{database.Mine}}}")}, {Count($"{{{Guid.NewGuid()}}}")})"));
    }

    [Theory]
    [InlineData("account_total")]
    [InlineData("rejected_record")]
    [InlineData("ingest_token")]
    [InlineData("audit_log")]
    public async Task What_mixes_projects_or_is_the_bookkeepers_own_is_closed(string table)
    {
        Assert.NotEqual(0L, await CountAsync(table, ""));
        Assert.Equal(0L, await CountAsync(table, $"{{{database.Mine}}}"));
    }

    [Fact]
    public async Task An_estimate_of_another_project_cannot_be_written()
    {
        const string refused = "42501";
        var insert = $"""
            SELECT set_config('milestone.projects', '{"{"}{database.Mine}{"}"}', false);
            INSERT INTO milestone.estimate (organisation_id, estimate_id, version, project_id, phase_id, kind, amount, date, confidence, entered_by, entered_at)
            VALUES ('{database.Mine}', gen_random_uuid(), 1, '{"{"}0{"}"}', gen_random_uuid(), 2, 1, '2026-04-01', 3, 'a test', now())
            """;
        Assert.Equal(refused, await database.RefusalAsync(database.Mine, insert.Replace("{0}", Guid.NewGuid().ToString(), StringComparison.Ordinal)));
        Assert.Null(Record.Exception(() => database.AsAppAsync(database.Mine, insert.Replace("{0}", database.Mine.ToString(), StringComparison.Ordinal)).GetAwaiter().GetResult()));
    }

    // The seed writes documents as a host of the version before did, payload and all.
    [Fact]
    public async Task A_payload_that_is_written_beside_its_document_moves_to_where_a_limited_reader_does_not_see_it()
    {
        Assert.Equal("", await database.AsAppAsync(database.Mine, "SELECT raw FROM milestone.document"));
        Assert.Equal("{}", await database.AsAppAsync(database.Mine, "SELECT raw FROM milestone.document_raw"));
        Assert.Equal(0L, await CountAsync("document_raw", $"{{{database.Mine}}}"));
    }

    [Theory]
    [InlineData("UPDATE milestone.monthly_total SET amount = 0")]
    [InlineData("UPDATE milestone.document SET total = 0")]
    [InlineData("UPDATE milestone.organisation SET last_batch = 7")]
    [InlineData("SELECT milestone.erase_audit_rows('{0}', ARRAY[1::bigint], ARRAY[(SELECT digest FROM milestone.audit_log WHERE seq = 1)], now(), 'a manager', '')")]
    public async Task What_a_limited_writer_may_not_is_refused_and_not_passed_over(string sql) => Assert.Equal(
        "42501", await database.RefusalAsync(database.Mine, $"SELECT set_config('milestone.projects', '{{{database.Mine}}}', false); {sql.Replace("{0}", database.Mine.ToString(), StringComparison.Ordinal)}"));

    [Fact]
    public async Task A_limited_reader_is_not_told_who_else_works_here()
    {
        var who = Guid.NewGuid();
        await database.AsAppAsync(database.Mine, $"SELECT milestone.add_user('{who}', '{who:N}@example.com', 'Somebody', false, now()); INSERT INTO milestone.membership (organisation_id, user_id, role, since) VALUES ('{database.Mine}', '{who}', 1, now())");
        Assert.Equal(1L, await CountAsync("members()", ""));
        Assert.Equal(0L, await CountAsync("members()", $"{{{database.Mine}}}"));
    }

    [Fact]
    public async Task An_organisation_outside_the_scope_does_not_exist()
    {
        await using var open = MilestoneDatabase.Open(database.OwnersConnectionString, TimeProvider.System);
        using var scope = ReaderScope.Of([new Membership(database.Mine, Role.Viewer)]).Begin();
        Assert.Equal(database.Mine, Assert.Single(await new OrganisationCatalogue(open).ListAsync(TestContext.Current.CancellationToken)).Id);
        var asked = new StatementQuery(new Period(new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 30)));
        var problem = await Assert.ThrowsAsync<ProblemException>(() => new StatementReader(open).ReadAsync(database.Other, asked, "a test", TestContext.Current.CancellationToken));
        Assert.Equal(ProblemKind.NotFound, problem.Kind);
        Assert.Equal(10m, (await new StatementReader(open).ReadAsync(database.Mine, asked, "a test", TestContext.Current.CancellationToken)).Summary(Section.NetProfit).Total);
    }

    private async Task<long> CountAsync(string table, string projects)
    {
        await using var connection = await database.OpenAsync("milestone_app", database.Mine);
        await using var command = new NpgsqlCommand($"SELECT set_config('milestone.projects', '{projects}', false); SELECT count(*) FROM milestone.{table}", connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.NextResultAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        return reader.GetInt64(0);
    }

    private async Task<string[]> NamesAsync(string sql) => (string[]?)await database.AsAsync("milestone_owner", null, sql) ?? [];
}
