using System.Globalization;
using Milestone.Testing.Postgres;
using Npgsql;
using Xunit;

namespace Milestone.Core.Tests.Access;

/// <summary>
/// A database in which every table has a row of two projects of an organisation and of another organisation, and what raw SQL in a role can do to it. The rows
/// come from the catalogue, and checks and foreign keys are dropped: only rights and policies are left to refuse anything.
/// </summary>
public sealed class EveryTable : IAsyncLifetime
{
    private const string Denied = "42501";

    // The number that values are made of where they change.
    private const int Changed = 7;
    private static readonly Guid Project = Guid.NewGuid();
    private static readonly Guid AnotherProject = Guid.NewGuid();
    private static readonly Guid Mine = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();

    private readonly TemporaryDatabase temporary = new();
    private readonly Dictionary<string, Table> tables = new(StringComparer.Ordinal);

    /// <summary>The names of the tables, in order.</summary>
    public IEnumerable<string> Names
    {
        get
        {
            TemporaryPostgres.Require();
            return tables.Keys.Order(StringComparer.Ordinal);
        }
    }

    /// <summary>Whether the rows of a table are an organisation's.</summary>
    public bool IsOfOrganisations(string table) => tables[table].Columns.Any(column => column.Name == "organisation_id");

    public async ValueTask InitializeAsync()
    {
        if (TemporaryPostgres.Missing is not null)
            return;
        await temporary.InitializeAsync();
        await using var owner = new NpgsqlConnection(temporary.ConnectionString);
        await owner.OpenAsync();
        // No triggers: what is seeded stands as it is.
        await ExecuteAsync(owner, "SET session_replication_role = replica");
        await ReadTablesAsync(owner);
        await DropConstraintsAsync(owner);
        foreach (var table in tables.Values)
        {
            table.Own = await SeedAsync(owner, table, Mine, Project, 1) ?? throw new InvalidOperationException($"{table.Name} has no row.");
            table.Another = await SeedAsync(owner, table, Mine, AnotherProject, 2) ?? table.Own;
            table.Foreign = await SeedAsync(owner, table, Other, Project, 1) ?? table.Own;
        }
    }

    public ValueTask DisposeAsync() => temporary.DisposeAsync();

    /// <summary>A connection in which statements are tried, each undone at once.</summary>
    /// <param name="role">The role.</param>
    /// <param name="isSet">Whether the organisation is chosen.</param>
    /// <param name="isLimited">Whether the reader is limited to the first project.</param>
    public async Task<NpgsqlConnection> OpenAsync(string role, bool isSet, bool isLimited)
    {
        var settings = new NpgsqlConnectionStringBuilder(temporary.ConnectionString)
        {
            Options = $"-c role={role}" + (isSet ? $" -c milestone.organisation_id={Mine}" : "") + (isLimited ? $" -c milestone.projects={{{Project}}}" : ""),
            Pooling = false,
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(connection, "BEGIN");
        return connection;
    }

    /// <summary>What can be done to a row, as letters: S it is read, I one like it is written, U it is changed (only in the columns named), D it is removed.</summary>
    public async Task<string> WhatCanBeDoneAsync(NpgsqlConnection connection, string name, Whose whose)
    {
        var table = tables[name];
        var row = whose switch { Whose.OwnProject => table.Own, Whose.AnotherProject => table.Another, _ => table.Foreign };
        var done = await CountAsync(connection, $"SELECT count(*) FROM milestone.{name} WHERE ctid = '{row}'") > 0 ? "S" : "";
        var (organisation, project, number) = whose switch { Whose.OwnProject => (Mine, Project, 1), Whose.AnotherProject => (Mine, AnotherProject, 2), _ => (Other, Project, 1) };
        if (await ChangedAsync(connection, InsertOf(table, organisation, project, number)) > 0)
            done += "I";
        var changed = new List<string>();
        var changeable = table.Columns.Where(column => column.Name != "organisation_id").ToList();
        foreach (var column in changeable)
        {
            // An id keeps its value, so that the row stays the same project's.
            var value = column.Type == "uuid" ? column.Name : Value(column, organisation, project, Changed);
            if (await ChangedAsync(connection, $"UPDATE milestone.{name} SET {column.Name} = {value} WHERE ctid = '{row}'") > 0)
                changed.Add(column.Name);
        }

        done += changed.Count == 0 ? "" : changed.Count == changeable.Count ? "U" : $"U({string.Join(", ", changed.Order(StringComparer.Ordinal))})";
        return await ChangedAsync(connection, $"DELETE FROM milestone.{name} WHERE ctid = '{row}'") > 0 ? done + "D" : done;
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, string sql) => await TriedAsync(connection, sql, async command => (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);

    private static async Task<long> ChangedAsync(NpgsqlConnection connection, string sql) => await TriedAsync(connection, sql, async command => await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));

    // A row that is there already came past the policies: they are asked before keys are.
    private static async Task<long> TriedAsync(NpgsqlConnection connection, string sql, Func<NpgsqlCommand, Task<long>> run)
    {
        await ExecuteAsync(connection, "SAVEPOINT tried");
        try
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return await run(command);
        }
        catch (PostgresException refused) when (refused.SqlState is Denied or PostgresErrorCodes.UniqueViolation)
        {
            return refused.SqlState == Denied ? 0 : 1;
        }
        catch (PostgresException failure)
        {
            throw new InvalidOperationException($"{failure.MessageText} in {sql}", failure);
        }
        finally
        {
            await ExecuteAsync(connection, "ROLLBACK TO SAVEPOINT tried");
        }
    }

    private static string InsertOf(Table table, Guid organisation, Guid project, int number) =>
        $"INSERT INTO milestone.{table.Name} ({string.Join(", ", table.Columns.Select(column => column.Name))}) VALUES ({string.Join(", ", table.Columns.Select(column => Value(column, organisation, project, number)))})";

    // Every id of a row is its project's: its document, its line, its contact.
    private static string Value(Column column, Guid organisation, Guid project, int number) => column.Type switch
    {
        _ when column.Name == "organisation_id" => $"'{organisation}'",
        "uuid" => $"'{project}'",
        "text" or "varchar" => $"'{organisation:N}{project:N}{number.ToString(CultureInfo.InvariantCulture)}'",
        "bytea" => $@"'\x{organisation:N}{project:N}'",
        "jsonb" => "'[]'",
        "bool" => number == Changed ? "true" : "false",
        "int2" => number == Changed ? "2" : "1",
        // Above what the migrations have numbered.
        "int4" or "int8" => (1000 + number).ToString(CultureInfo.InvariantCulture),
        "numeric" => number.ToString(CultureInfo.InvariantCulture),
        "date" or "timestamptz" or "timestamp" => $"'2026-04-{number.ToString("00", CultureInfo.InvariantCulture)}'",
        _ when column.Type.StartsWith('_') => "'{}'",
        _ => throw new InvalidOperationException($"Say how a value of {column.Type} is made."),
    };

    private static async Task<string?> SeedAsync(NpgsqlConnection owner, Table table, Guid organisation, Guid project, int number)
    {
        await using var command = new NpgsqlCommand(InsertOf(table, organisation, project, number) + " ON CONFLICT DO NOTHING RETURNING ctid::text", owner);
        return await command.ExecuteScalarAsync() as string;
    }

    private async Task ReadTablesAsync(NpgsqlConnection owner)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT c.relname::text, a.attname::text, t.typname::text
            FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attidentity = '' AND a.attgenerated = ''
            JOIN pg_type t ON t.oid = a.atttypid
            WHERE c.relnamespace = 'milestone'::regnamespace AND c.relkind IN ('r', 'p', 'f', 'm')
            ORDER BY 1, a.attnum
            """,
            owner);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            if (!tables.TryGetValue(reader.GetString(0), out var table))
                tables.Add(reader.GetString(0), table = new Table(reader.GetString(0)));
            table.Columns.Add(new Column(reader.GetString(1), reader.GetString(2)));
        }
    }

    private static Task DropConstraintsAsync(NpgsqlConnection owner) => ExecuteAsync(
        owner,
        """
        DO $$
        DECLARE
          dropped record;
        BEGIN
          FOR dropped IN
            SELECT conrelid::regclass AS of_table, conname FROM pg_constraint WHERE connamespace = 'milestone'::regnamespace AND contype IN ('c', 'f')
          LOOP
            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', dropped.of_table, dropped.conname);
          END LOOP;
        END
        $$
        """);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private sealed record Column(string Name, string Type);

    private sealed record Table(string Name)
    {
        public List<Column> Columns { get; } = [];

        public string Own { get; set; } = "";

        public string Another { get; set; } = "";

        public string Foreign { get; set; } = "";
    }
}

/// <summary>Whose row something is done to, seen from whoever does it.</summary>
public enum Whose
{
    /// <summary>The own organisation's, of the project that a limited reader has.</summary>
    OwnProject,

    /// <summary>The own organisation's, of a project that a limited reader has not.</summary>
    AnotherProject,

    /// <summary>Of an organisation that was not chosen.</summary>
    AnotherOrganisation,
}
