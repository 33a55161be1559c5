using Milestone.Core.Access;
using Milestone.Core.Auditing;
using Milestone.Testing.Postgres;
using Npgsql;
using Xunit;

namespace Milestone.Core.Tests.Auditing;

/// <summary>Whoever owns the server can change any row; the chain tells that somebody did, and where. Five events stand in each chain.</summary>
public sealed class AuditChainTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private readonly Guid organisation = Guid.NewGuid();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private AuditVerification Verification => new(database.Database);

    private AuditErasing Erasing => new(database.Database);

    [Fact]
    public async Task An_untouched_chain_is_sound_and_numbered_without_a_gap()
    {
        await WriteFiveAsync();
        var report = await VerifyAsync();
        Assert.Equal((true, 5L, 5L, 0L), (report.IsSound, report.Rows, report.Last, report.Erased));
        Assert.Equal(report.Digest, (await AnchorAsync()).Digest);
    }

    [Fact]
    public async Task An_empty_chain_is_sound() => Assert.Equal((true, 0L), ((await VerifyAsync()).IsSound, (await VerifyAsync()).Rows));

    [Theory]
    [InlineData("UPDATE milestone.audit_log SET action = 'sign-out' WHERE organisation_id = $1 AND seq = 3", 3)]
    [InlineData("UPDATE milestone.audit_log SET entity = 'user' WHERE organisation_id = $1 AND seq = 3", 3)]
    [InlineData("UPDATE milestone.audit_log SET recorded_at = recorded_at - interval '1 microsecond' WHERE organisation_id = $1 AND seq = 3", 3)]
    [InlineData("UPDATE milestone.audit_content SET actor = 'somebody else' WHERE organisation_id = $1 AND seq = 4", 4)]
    [InlineData("UPDATE milestone.audit_content SET after = '{}' WHERE organisation_id = $1 AND seq = 4", 4)]
    [InlineData("UPDATE milestone.audit_content SET before = after, after = NULL WHERE organisation_id = $1 AND seq = 4", 4)]
    public async Task A_changed_row_is_named(string change, long row)
    {
        await WriteFiveAsync();
        await AsOwnerAsync(change);
        Assert.Equal([row], (await VerifyAsync()).Faults.Select(fault => fault.Row));
    }

    [Fact]
    public async Task A_removed_row_is_named()
    {
        await WriteFiveAsync();
        await AsOwnerAsync("DELETE FROM milestone.audit_content WHERE organisation_id = $1 AND seq = 3");
        await AsOwnerAsync("DELETE FROM milestone.audit_log WHERE organisation_id = $1 AND seq = 3");
        Assert.Equal(["Row 3 is missing."], (await VerifyAsync()).Faults.Select(fault => fault.What));
    }

    [Fact]
    public async Task A_gap_closed_by_renumbering_is_found_at_the_row_behind_it()
    {
        await WriteFiveAsync();
        await AsOwnerAsync("ALTER TABLE milestone.audit_content DROP CONSTRAINT audit_content_organisation_id_seq_fkey");
        try
        {
            foreach (var table in new[] { "audit_content", "audit_log" })
            {
                await AsOwnerAsync($"DELETE FROM milestone.{table} WHERE organisation_id = $1 AND seq = 3");
                await AsOwnerAsync($"UPDATE milestone.{table} SET seq = 3 WHERE organisation_id = $1 AND seq = 4");
                await AsOwnerAsync($"UPDATE milestone.{table} SET seq = 4 WHERE organisation_id = $1 AND seq = 5");
            }

            Assert.Equal([3L, 4L], (await VerifyAsync()).Faults.Select(fault => fault.Row));
        }
        finally
        {
            await AsOwnerAsync("ALTER TABLE milestone.audit_content ADD CONSTRAINT audit_content_organisation_id_seq_fkey FOREIGN KEY (organisation_id, seq) REFERENCES milestone.audit_log");
        }
    }

    [Fact]
    public async Task A_tail_that_was_cut_off_is_found_by_an_anchor_and_by_nothing_else()
    {
        await WriteFiveAsync();
        var anchor = await AnchorAsync();
        foreach (var table in new[] { "audit_content", "audit_log" })
            await AsOwnerAsync($"DELETE FROM milestone.{table} WHERE organisation_id = $1 AND seq > 3");

        Assert.True((await VerifyAsync()).IsSound);
        var fault = Assert.Single((await VerifyAsync(anchor)).Faults);
        Assert.Equal(4, fault.Row);
        Assert.StartsWith("The chain was cut off: it ends at row 3, and an anchor saw row 5", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_rewritten_with_new_digests_is_found_by_an_anchor()
    {
        await WriteFiveAsync();
        var anchor = AuditAnchor.Parse([(await AnchorAsync()).ToLine()]);
        foreach (var table in new[] { "audit_content", "audit_log" })
            await AsOwnerAsync($"DELETE FROM milestone.{table} WHERE organisation_id = $1");
        await WriteFiveAsync();

        Assert.True((await VerifyAsync()).IsSound);
        Assert.Equal([5L], (await VerifyAsync([.. anchor])).Faults.Select(fault => fault.Row));
    }

    [Fact]
    public async Task What_was_erased_is_gone_and_the_chain_stays_sound()
    {
        await WriteFiveAsync();
        var erased = await Erasing.ErasePersonAsync(organisation, "Ann", "operator", Stop);
        // Ann wrote rows 1, 3 and 5, and row 4 names her.
        Assert.Equal([1, 3, 4, 5], erased.Rows.Select(row => row.Seq));
        Assert.Equal(0L, await AsOwnerAsync("SELECT count(*) FROM milestone.audit_entry e WHERE organisation_id = $1 AND to_jsonb(e)::text LIKE '%Ann%'"));
        var report = await VerifyAsync();
        Assert.Equal((true, 6L, 4L), (report.IsSound, report.Rows, report.Erased));
        Assert.Equal(erased.Rows, (await Erasing.ListAsync(organisation, Stop)).Rows);
    }

    [Fact]
    public async Task Content_that_was_removed_without_an_erasure_is_found()
    {
        await WriteFiveAsync();
        await AsOwnerAsync("DELETE FROM milestone.audit_content WHERE organisation_id = $1 AND seq = 2");
        await AsOwnerAsync("INSERT INTO milestone.audit_erasure (organisation_id, seq, erased_at) VALUES ($1, 2, now())");
        Assert.Equal(["What row 2 said was removed, and no erasure says so."], (await VerifyAsync()).Faults.Select(fault => fault.What));
    }

    [Fact]
    public async Task A_restored_copy_is_told_again_what_to_forget()
    {
        await WriteFiveAsync();
        await AsOwnerAsync("CREATE TABLE public.copy_of_content AS SELECT * FROM milestone.audit_content WHERE organisation_id = $1");
        var kept = (await Erasing.ErasePersonAsync(organisation, "Ann", "operator", Stop)).ToLine();
        Assert.DoesNotContain("Ann", kept, StringComparison.Ordinal);
        // The copy from before the erasure takes its place: neither the erasures nor the row that says so are in it.
        await AsOwnerAsync("DELETE FROM milestone.audit_erasure WHERE organisation_id = $1");
        await AsOwnerAsync("DELETE FROM milestone.audit_content WHERE organisation_id = $1");
        await AsOwnerAsync("DELETE FROM milestone.audit_log WHERE organisation_id = $1 AND seq = 6");
        await AsOwnerAsync("INSERT INTO milestone.audit_content SELECT * FROM public.copy_of_content WHERE organisation_id = $1");
        Assert.True((await VerifyAsync()).IsSound);

        await Erasing.EraseAgainAsync(AuditErasure.TryParse(kept)!, "operator", Stop);
        Assert.Equal(0L, await AsOwnerAsync("SELECT count(*) FROM milestone.audit_content WHERE organisation_id = $1 AND actor = 'Ann'"));
        Assert.True((await VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task A_row_that_only_has_the_number_of_an_erased_one_is_left_alone()
    {
        await WriteFiveAsync();
        var kept = (await Erasing.ErasePersonAsync(organisation, "Ann", "operator", Stop)).ToLine();
        // A backup from row 2 takes its place, and what happened since stands where Ann's rows had stood.
        foreach (var table in new[] { "audit_erasure", "audit_content", "audit_log" })
            await AsOwnerAsync($"DELETE FROM milestone.{table} WHERE organisation_id = $1 AND seq > 2");
        await RecordAsync("Cid", "sign-in", "row three again");

        var again = await Erasing.EraseAgainAsync(AuditErasure.TryParse(kept)!, "operator", Stop);

        // Row 1 was erased before the backup and says nothing already; 3 is Cid's; 4 and 5 are no rows.
        Assert.Empty(again.Rows);
        Assert.Equal([3, 4, 5], again.PassedOver);
        Assert.Equal(1L, await AsOwnerAsync("SELECT count(*) FROM milestone.audit_content WHERE organisation_id = $1 AND actor = 'Cid'"));
    }

    [Fact]
    public async Task Anchors_from_after_a_restored_backup_are_given_up_by_name_and_that_is_told_for_ever()
    {
        await WriteFiveAsync();
        var anchor = await AnchorAsync();
        foreach (var table in new[] { "audit_content", "audit_log" })
            await AsOwnerAsync($"DELETE FROM milestone.{table} WHERE organisation_id = $1 AND seq > 3");
        var restores = new AuditRestores(database.Database);

        Assert.Equal([anchor], await restores.GiveUpAsync(organisation, [anchor], "Backup of Friday", "Olive", Stop));
        Assert.Empty(await restores.GiveUpAsync(organisation, [anchor], "Backup of Friday", "Olive", Stop));
        await WriteFiveAsync();

        var report = await VerifyAsync(anchor);
        Assert.True(report.IsSound);
        Assert.Equal(report.Notes, (await VerifyAsync()).Notes);
        Assert.Matches("^1 anchors were given up: row 4 of .* by Olive says \"Backup of Friday\"\\.$", Assert.Single(report.Notes));
        // It excuses that anchor and no other.
        var next = await AnchorAsync();
        foreach (var table in new[] { "audit_content", "audit_log" })
            await AsOwnerAsync($"DELETE FROM milestone.{table} WHERE organisation_id = $1 AND seq > 8");
        Assert.Equal([9L], (await VerifyAsync(anchor, next)).Faults.Select(fault => fault.Row));
    }

    [Fact]
    public async Task A_row_that_tells_of_a_restore_and_not_which_is_a_fault()
    {
        await AsOwnerAsync("SELECT milestone.record_event($1, now(), 'Eve', 'restored', 'audit_log', '{}')");
        Assert.StartsWith("Row 1 tells of a restore", Assert.Single((await VerifyAsync()).Faults).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_that_write_in_the_same_two_chains_the_other_way_round_wait_for_each_other_and_both_get_through()
    {
        var other = Guid.NewGuid();
        await using var first = await BeginAsync();
        await using var second = await BeginAsync();
        await first.Sql(Event(organisation));
        var crossing = Task.Run(
            async () =>
            {
                await second.Sql(Event(other));
                await second.Sql(Event(organisation));
                await second.Transaction.CommitAsync(Stop);
            },
            Stop);
        // Until the second waits, wherever it is: what the first does next would else come too early to cross it.
        while (0L.Equals(await AsOwnerAsync("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")))
            await Task.Yield();
        await first.Sql(Event(other));
        await first.Transaction.CommitAsync(Stop);
        await crossing;
        Assert.Equal((true, 2L), ((await VerifyAsync()).IsSound, (await VerifyAsync()).Rows));

        static string Event(Guid chain) => $"SELECT milestone.record_event('{chain}', now(), 'Ann', 'sign-in', 'session', '{{}}')";
    }

    [Fact]
    public async Task Events_recorded_at_once_stand_in_one_chain()
    {
        await Task.WhenAll(Enumerable.Range(1, 20).Select(number => RecordAsync("Ann", $"event-{number}", "one")));
        var report = await VerifyAsync();
        Assert.Equal((true, 20L, 20L), (report.IsSound, report.Rows, report.Last));
    }

    [Fact]
    public async Task Changes_of_tables_and_events_that_cross_in_time_neither_wait_for_each_other_nor_break_the_chain()
    {
        await using var first = await BeginAsync();
        await using var second = await BeginAsync();
        await first.Sql($"INSERT INTO milestone.organisation (organisation_id, name, created_at) VALUES ('{organisation}', '{organisation}', now())");
        await first.Transaction.CommitAsync(Stop);
        await using var third = await BeginAsync();
        // Both change audited rows before either commits: the chain is not locked until they do.
        await second.Sql(Token("a"));
        await third.Sql(Token("b"));
        await third.Transaction.CommitAsync(Stop);
        await RecordAsync("Ann", "sign-in", "session");
        await second.Transaction.CommitAsync(Stop);
        var report = await VerifyAsync();
        Assert.Equal((true, 4L), (report.IsSound, report.Rows));
    }

    [Fact]
    public async Task Nobody_erases_in_a_chain_that_is_not_theirs()
    {
        await WriteFiveAsync();
        using var scope = ReaderScope.Of([new Membership(Guid.NewGuid(), Role.Administrator)]).Begin();
        Assert.Equal(ProblemKind.NotFound, (await Assert.ThrowsAsync<ProblemException>(() => Erasing.ErasePersonAsync(organisation, "Ann", "Eve", Stop))).Kind);
        await using var transaction = await BeginAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => transaction.Sql($"SELECT milestone.erase_audit_rows('{Guid.NewGuid()}', '{{1}}', '{{00}}', now(), 'Eve', '')"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public void A_line_that_is_no_anchor_is_refused_by_its_number()
    {
        var refused = Assert.Throws<ProblemException>(() => AuditAnchor.Parse(["", new AuditErasure(organisation, [new ErasedRow(1, "ab")]).ToLine(), "no anchor"]));
        Assert.Equal(("anchors", "Line 3"), (refused.Field, refused.Message[..6]));
    }

    private string Token(string label) =>
        $"INSERT INTO milestone.ingest_token (organisation_id, token_id, label, prefix, hash, created_at) VALUES ('{organisation}', gen_random_uuid(), '{label}', 'mst_', decode(md5('{organisation}{label}'), 'hex'), now())";

    private async Task WriteFiveAsync()
    {
        await RecordAsync("Ann", "sign-in", "one");
        await RecordAsync("Ben", "sign-in", "two — £ ä");
        await RecordAsync("Ann", "export", "three");
        await RecordAsync("Ben", "invite", "Ann");
        await RecordAsync("Ann", "sign-out", "five");
    }

    private Task RecordAsync(string actor, string action, string detail) =>
        new AuditLog(database.Database).RecordAsync(new AuditEvent(organisation, actor, action, "session", new Dictionary<string, string> { ["detail"] = detail }), Stop);

    private Task<AuditReport> VerifyAsync(params AuditAnchor[] anchors) => Verification.VerifyAsync(organisation, anchors, Stop);

    private async Task<AuditAnchor> AnchorAsync() => (await Verification.AnchorsAsync(Stop)).Single(anchor => anchor.Organisation == organisation);

    private async Task<object?> AsOwnerAsync(string sql)
    {
        await using var owner = new NpgsqlConnection(database.ConnectionString);
        await owner.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, owner);
        if (sql.Contains("$1", StringComparison.Ordinal) && !sql.StartsWith("CREATE", StringComparison.Ordinal))
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organisation });
        else
            command.CommandText = sql.Replace("$1", $"'{organisation}'", StringComparison.Ordinal);
        return await command.ExecuteScalarAsync(Stop);
    }

    private async Task<Writing> BeginAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Options = $"-c role=milestone_app -c milestone.organisation_id={organisation}", Pooling = false }.ConnectionString);
        await connection.OpenAsync(Stop);
        return new Writing(connection, await connection.BeginTransactionAsync(Stop));
    }

    private sealed record Writing(NpgsqlConnection Connection, NpgsqlTransaction Transaction) : IAsyncDisposable
    {
        public async Task Sql(string sql)
        {
            await using var command = new NpgsqlCommand(sql, Connection) { CommandTimeout = 10 };
            await command.ExecuteNonQueryAsync(Stop);
        }

        public ValueTask DisposeAsync() => Connection.DisposeAsync();
    }
}
