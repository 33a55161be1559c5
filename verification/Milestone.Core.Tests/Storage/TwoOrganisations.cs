using Milestone.Testing.Postgres;
using Npgsql;
using Xunit;

namespace Milestone.Core.Tests.Storage;

/// <summary>A database with one row of each important sort for two organisations, and raw SQL as the program's role: no C# stands between.</summary>
public sealed class TwoOrganisations : IAsyncLifetime
{
    private readonly TemporaryDatabase temporary = new();

    public Guid Mine { get; } = Guid.NewGuid();

    public Guid Other { get; } = Guid.NewGuid();

    public string OwnersConnectionString => temporary.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        if (TemporaryPostgres.Missing is not null)
            return;
        await temporary.InitializeAsync();
        foreach (var organisation in new[] { Mine, Other })
            await SeedAsync(organisation);
    }

    public ValueTask DisposeAsync() => temporary.DisposeAsync();

    /// <summary>Runs SQL as milestone_app with an organisation set, or with none.</summary>
    public Task<object?> AsAppAsync(Guid? organisation, string sql) => AsAsync("milestone_app", organisation, sql);

    /// <summary>Runs SQL in a role with an organisation set, or with none; the first value it answers.</summary>
    public async Task<object?> AsAsync(string role, Guid? organisation, string sql)
    {
        await using var connection = await OpenAsync(role, organisation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A connection in a role, with an organisation set for its whole session, or none.</summary>
    public async Task<NpgsqlConnection> OpenAsync(string role, Guid? organisation)
    {
        var settings = new NpgsqlConnectionStringBuilder(temporary.ConnectionString)
        {
            Options = $"-c role={role}" + (organisation is { } chosen ? $" -c milestone.organisation_id={chosen}" : ""),
            Pooling = false,
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Runs SQL as milestone_app and answers the SQL state of its refusal.</summary>
    public async Task<string> RefusalAsync(Guid? organisation, string sql) =>
        (await Assert.ThrowsAsync<PostgresException>(() => AsAppAsync(organisation, sql))).SqlState;

    private async Task SeedAsync(Guid organisation)
    {
        await using var owner = new NpgsqlConnection(temporary.ConnectionString);
        await owner.OpenAsync();
        const string rows =
            """
            INSERT INTO milestone.organisation (organisation_id, name, created_at) VALUES ($1, $1::text, now());
            INSERT INTO milestone.batch (organisation_id, batch, recorded_at, actor, action, postings) VALUES ($1, 1, now(), 'a test', 'seed', 1);
            INSERT INTO milestone.account (organisation_id, account_id, from_batch, code, name, type, class, status)
            VALUES ($1, gen_random_uuid(), 1, '200', 'Sales', 'REVENUE', 'REVENUE', 'ACTIVE');
            INSERT INTO milestone.document (organisation_id, document_id, kind, status, date, number, reference, currency, currency_rate, tax_inclusive, total,
              cis_deduction, counts_on_cash, header_updated_utc, hash, raw)
            VALUES ($1, $1, 0, 'AUTHORISED', '2026-04-01', 'INV-1', '', 'GBP', 1, false, 10, 0, true, now(), '\x00', '{}');
            INSERT INTO milestone.line (organisation_id, document_id, line_id, position, description, amount, tax) VALUES ($1, $1, $1, 0, '', 10, 0);
            INSERT INTO milestone.posting (organisation_id, batch, basis, date, account_id, project_id, phase_id, document_id, line_id, amount)
            VALUES ($1, 1, 0, '2026-04-01', $1, $1, $1, $1, $1, 10);
            INSERT INTO milestone.monthly_total VALUES ($1, 0, '2026-04-01', $1, $1, $1, 10);
            INSERT INTO milestone.account_total VALUES ($1, 0, '2026-04-01', $1, 10);
            INSERT INTO milestone.rejected_record (organisation_id, sync_run_id, payload, kind, record, reason, raw, rejected_at)
            VALUES ($1, $1, '', '', '', '', '', now());
            INSERT INTO milestone.ingest_token (organisation_id, token_id, label, prefix, hash, created_at)
            VALUES ($1, $1, 'a token', 'mst_', decode(replace($1::text, '-', ''), 'hex'), now());
            """;
        foreach (var statement in rows.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await using var command = new NpgsqlCommand(statement, owner) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = organisation } } };
            await command.ExecuteNonQueryAsync();
        }
    }
}
