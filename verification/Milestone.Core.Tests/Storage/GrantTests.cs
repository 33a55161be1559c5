using Xunit;

namespace Milestone.Core.Tests.Storage;

/// <summary>Who may do what, read from the catalogue, so that a new table or function cannot be forgotten.</summary>
public sealed class GrantTests(TwoOrganisations database) : IClassFixture<TwoOrganisations>
{
    private const string Denied = "42501";

    [Fact]
    public async Task Every_table_of_an_organisations_data_forces_row_level_security() => Assert.Empty(await NamesAsync(
        """
        SELECT array_agg(c.relname::text)
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id' AND NOT a.attisdropped
        WHERE c.relnamespace = 'milestone'::regnamespace AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
        """));

    [Fact]
    public async Task Every_policy_of_the_program_compares_the_organisation_both_ways() => Assert.Empty(await NamesAsync(
        """
        SELECT array_agg(tablename::text)
        FROM pg_policies
        WHERE schemaname = 'milestone' AND 'milestone_app' = ANY (roles) AND permissive = 'PERMISSIVE'
          AND (qual IS NULL OR qual NOT LIKE '%organisation_id = (NULLIF(current_setting(''milestone.organisation_id''%'
            OR with_check IS NULL OR with_check NOT LIKE '%organisation_id = (NULLIF(current_setting(''milestone.organisation_id''%')
        """));

    [Fact]
    public async Task Every_key_of_an_organisations_data_leads_with_the_organisation() => Assert.Empty(await NamesAsync(
        """
        SELECT array_agg(t.relname::text)
        FROM pg_class t
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'organisation_id' AND NOT a.attisdropped
        LEFT JOIN pg_index i ON i.indrelid = t.oid AND i.indisprimary
        WHERE t.relnamespace = 'milestone'::regnamespace AND t.relkind IN ('r', 'p') AND i.indkey[0] IS DISTINCT FROM a.attnum
        """));

    [Fact]
    public async Task Every_view_runs_as_its_reader() => Assert.Empty(await NamesAsync(
        """
        SELECT array_agg(relname::text)
        FROM pg_class
        WHERE relnamespace = 'milestone'::regnamespace AND relkind = 'v' AND NOT COALESCE(reloptions, '{}') @> '{security_invoker=true}'
        """));

    [Fact]
    public async Task Money_is_numeric_everywhere() => Assert.Empty(await NamesAsync(
        """
        SELECT array_agg(table_name || '.' || column_name)
        FROM information_schema.columns
        WHERE table_schema = 'milestone' AND data_type IN ('real', 'double precision', 'money')
        """));

    [Theory]
    [InlineData("UPDATE milestone.posting SET amount = 0.01")]
    [InlineData("DELETE FROM milestone.posting")]
    [InlineData("TRUNCATE milestone.posting")]
    [InlineData("UPDATE milestone.batch SET recorded_at = now()")]
    [InlineData("DELETE FROM milestone.batch")]
    [InlineData("UPDATE milestone.audit_log SET action = 'nothing'")]
    [InlineData("DELETE FROM milestone.audit_log")]
    [InlineData("TRUNCATE milestone.audit_log")]
    [InlineData("INSERT INTO milestone.audit_log (organisation_id, seq, recorded_at, action, entity, content_digest, digest) VALUES (gen_random_uuid(), 1, now(), '', '', '', '')")]
    [InlineData("INSERT INTO milestone.audit_content (organisation_id, seq, salt, actor) VALUES (gen_random_uuid(), 1, '', '')")]
    [InlineData("UPDATE milestone.audit_content SET actor = 'someone else'")]
    [InlineData("DELETE FROM milestone.audit_content")]
    [InlineData("TRUNCATE milestone.audit_content CASCADE")]
    [InlineData("DELETE FROM milestone.audit_erasure")]
    [InlineData("SELECT milestone.append_audit(gen_random_uuid(), now(), '', '', '', NULL, NULL)")]
    [InlineData("UPDATE milestone.rejected_resolution SET resolved_by = ''")]
    [InlineData("DELETE FROM milestone.rejected_resolution")]
    [InlineData("UPDATE milestone.rejected_record SET reason = ''")]
    [InlineData("DELETE FROM milestone.document")]
    [InlineData("DELETE FROM milestone.estimate")]
    [InlineData("DELETE FROM milestone.phase_progress")]
    [InlineData("DELETE FROM milestone.project_setting")]
    [InlineData("SELECT * FROM milestone.app_user")]
    [InlineData("SELECT * FROM milestone.person")]
    [InlineData("SELECT * FROM milestone.local_password")]
    [InlineData("SELECT * FROM milestone.session")]
    [InlineData("SELECT * FROM milestone.external_identity")]
    [InlineData("SELECT * FROM milestone.sign_in_attempt")]
    [InlineData("SELECT * FROM milestone.data_protection_key")]
    [InlineData("SELECT * FROM milestone.first_administrator")]
    [InlineData("SELECT * FROM milestone.received_message")]
    [InlineData("SELECT milestone.memberships_of(gen_random_uuid())")]
    [InlineData("DELETE FROM milestone.invitation")]
    [InlineData("DROP TABLE milestone.posting")]
    [InlineData("CREATE TABLE milestone.mine (a integer)")]
    [InlineData("ALTER TABLE milestone.posting DISABLE ROW LEVEL SECURITY")]
    [InlineData("DROP POLICY organisation ON milestone.posting")]
    [InlineData("CALL milestone.protect_tables()")]
    public async Task The_program_may_not(string sql) => Assert.Equal(Denied, await database.RefusalAsync(database.Mine, sql));

    [Fact]
    public async Task No_role_has_powers_beyond_its_grants() => Assert.Empty(await NamesAsync(
        """
        SELECT array_agg(rolname::text)
        FROM pg_roles
        WHERE rolname IN ('milestone_owner', 'milestone_app', 'xero_reader')
          AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication OR rolcanlogin)
        """));

    [Fact]
    public async Task The_program_owns_nothing() => Assert.Empty(await NamesAsync(
        "SELECT array_agg(relname::text) FROM pg_class WHERE relowner = 'milestone_app'::regrole OR relowner = 'xero_reader'::regrole"));

    [Fact]
    public async Task The_reader_of_Xeros_tables_reads_them_and_nothing_else()
    {
        var readable = await NamesAsync(
            """
            SELECT array_agg(relname::text ORDER BY relname)
            FROM pg_class
            WHERE relnamespace = 'milestone'::regnamespace AND relkind IN ('r', 'p', 'v') AND has_table_privilege('xero_reader', oid, 'SELECT')
            """);
        foreach (var table in new[] { "account", "contact", "document", "line", "payment", "tracking_category", "tracking_option" })
            Assert.Contains(table, readable);
        foreach (var table in new[] { "posting", "monthly_total", "account_total", "audit_log", "ingest_token", "organisation", "assignment", "rejected_record", "batch" })
            Assert.DoesNotContain(table, readable);

        Assert.Empty(await NamesAsync(
            """
            SELECT array_agg(relname::text)
            FROM pg_class
            WHERE relnamespace = 'milestone'::regnamespace AND relkind IN ('r', 'p', 'v')
              AND (has_table_privilege('xero_reader', oid, 'INSERT') OR has_table_privilege('xero_reader', oid, 'UPDATE')
                OR has_table_privilege('xero_reader', oid, 'DELETE') OR has_table_privilege('xero_reader', oid, 'TRUNCATE'))
            """));

        Assert.Equal(0L, await database.AsAsync("xero_reader", null, "SELECT count(*) FROM milestone.document"));
        Assert.Equal(1L, await database.AsAsync("xero_reader", database.Mine, "SELECT count(*) FROM milestone.document"));
    }

    // Each of these sees past the policies, so each is named in source/Milestone.Core/Storage/README.md and tested; a new one must join the list.
    [Fact]
    public async Task Only_the_listed_functions_see_past_the_policies_and_each_has_a_fixed_search_path()
    {
        var definers = await NamesAsync(
            "SELECT array_agg(proname::text ORDER BY proname) FROM pg_proc WHERE pronamespace = 'milestone'::regnamespace AND prosecdef");
        Assert.Equal(
            [
                "accept_invitations", "add_protection_key", "add_user", "audit_heads", "change_user", "count_attempt", "disable_identity",
                "end_sessions", "erase_audit_rows", "erase_person", "forgive_attempts", "invitation_of", "is_first_administrator", "is_invited", "link_identity", "members",
                "offer_first_administrator", "organisations", "other_sides", "own_contacts", "own_documents", "project_categories", "protection_keys", "record_change", "record_event", "record_people_change",
                "refresh_statistics", "set_password", "start_session", "take_first_administrator", "tracked_lines", "use_ingest_token", "use_session",
                "user_of_email", "user_of_identity", "users",
            ],
            definers);
        Assert.Empty(await NamesAsync(
            """
            SELECT array_agg(proname::text)
            FROM pg_proc
            WHERE pronamespace = 'milestone'::regnamespace AND prosecdef AND NOT (COALESCE(proconfig, '{}')::text LIKE '%search_path=pg_catalog%')
            """));
    }

    [Fact]
    public async Task Every_audited_change_is_written_down_as_it_commits() => Assert.Empty(await NamesAsync(
        """
        SELECT array_agg(t.tgrelid::regclass || ' ' || t.tgname)
        FROM pg_trigger t
        JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE p.pronamespace = 'milestone'::regnamespace AND p.prosrc LIKE '%append_audit%' AND NOT (t.tgdeferrable AND t.tginitdeferred)
        """));

    [Fact]
    public async Task Nothing_in_the_schema_may_be_run_by_everyone() => Assert.Empty(await NamesAsync(
        "SELECT array_agg(proname::text) FROM pg_proc WHERE pronamespace = 'milestone'::regnamespace AND has_function_privilege('public', oid, 'EXECUTE')"));

    private async Task<string[]> NamesAsync(string sql) => await database.AsAppAsync(null, sql) as string[] ?? [];
}
