using Milestone.Core.Storage;
using Milestone.Core.Values;
using Npgsql;
using NpgsqlTypes;

namespace Milestone.Core.Administration;

/// <summary>What an administrator sets for an organisation: it comes before what Xero says, and imports leave it. None of it moves a posting.</summary>
public sealed class OrganisationSettings(MilestoneDatabase database)
{
    private const int LongestName = 200;

    /// <summary>The settings; version 0, and nothing but the name, where nobody has set any.</summary>
    /// <exception cref="ProblemException">NotFound: there is no such organisation.</exception>
    public async Task<OrganisationSetting> GetAsync(Guid organisation, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            organisation,
            "Administration/Sql/settings.sql",
            parameters => parameters.AddWithValue("organisation", organisation),
            reader => reader.RowsAsync(
                row => new OrganisationSetting(row.GetInt64(0), row.GetString(1))
                {
                    TimeZone = row.OptionalText(2),
                    YearEnd = row.IsDBNull(3) ? null : new FinancialYear(row.GetInt16(3), row.GetInt16(4)),
                    RetentionReceivable = row.Optional<Guid>(5),
                    RetentionPayable = row.Optional<Guid>(6),
                    CisSuffered = row.Optional<Guid>(7),
                    CisDeducted = row.Optional<Guid>(8),
                    ChangedBy = row.OptionalText(9),
                    ChangedAt = row.Optional<DateTimeOffset>(10),
                },
                cancellation),
            cancellation).ConfigureAwait(false);
        return rows is [var one] ? one : throw new ProblemException(ProblemKind.NotFound, "There is no such organisation.") { Field = "organisation" };
    }

    /// <summary>Saves the settings, all of them, that were made on a version. A new name is shown everywhere; the one it was created with goes on finding it.</summary>
    /// <returns>The settings as they are now.</returns>
    /// <exception cref="ProblemException">
    /// Invalid: the name, the time zone or an account cannot be used. Conflict: another organisation has the name. Stale: somebody else saved since.
    /// </exception>
    public async Task<OrganisationSetting> SaveAsync(Guid organisation, OrganisationSetting setting, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(setting);
        setting = setting with { Name = setting.Name.Trim() };
        if (setting.Name.Length is 0 or > LongestName)
            throw new ProblemException(ProblemKind.Invalid, $"An organisation's name has 1 to {LongestName} characters.") { Field = "name" };
        if (setting.TimeZone is { } zone && ((!zone.Contains('/', StringComparison.Ordinal) && zone != "UTC") || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)))
            throw new ProblemException(ProblemKind.Invalid, $"There is no time zone {zone}. Write it as in Europe/London.") { Field = "timeZone" };
        try
        {
            await database.ChangeAsync(organisation, actor, connection => SaveAsync(connection, organisation, setting, actor, cancellation), cancellation).ConfigureAwait(false);
        }
        catch (ProblemException stale) when (stale.Kind == ProblemKind.Stale)
        {
            throw new ProblemException(ProblemKind.Stale, stale.Message, stale) { Current = await GetAsync(organisation, cancellation).ConfigureAwait(false) };
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw NameTaken(setting.Name);
        }

        return await GetAsync(organisation, cancellation).ConfigureAwait(false);
    }

    private async Task<bool> SaveAsync(NpgsqlConnection connection, Guid organisation, OrganisationSetting setting, string actor, CancellationToken cancellation)
    {
        await CheckAsync(connection, organisation, setting, cancellation).ConfigureAwait(false);
        var saved = await connection.RowsAsync(
            "Administration/Sql/settings-save.sql",
            parameters =>
            {
                parameters.AddWithValue("organisation", organisation);
                parameters.AddWithValue("version", setting.Version);
                parameters.AddWithValue("name", setting.Name);
                parameters.AddOptional("timeZone", NpgsqlDbType.Text, setting.TimeZone);
                parameters.AddOptional("yearEndMonth", NpgsqlDbType.Smallint, (short?)setting.YearEnd?.EndMonth);
                parameters.AddOptional("yearEndDay", NpgsqlDbType.Smallint, (short?)setting.YearEnd?.EndDay);
                parameters.AddOptional("retentionReceivable", NpgsqlDbType.Uuid, setting.RetentionReceivable);
                parameters.AddOptional("retentionPayable", NpgsqlDbType.Uuid, setting.RetentionPayable);
                parameters.AddOptional("cisSuffered", NpgsqlDbType.Uuid, setting.CisSuffered);
                parameters.AddOptional("cisDeducted", NpgsqlDbType.Uuid, setting.CisDeducted);
                parameters.AddWithValue("actor", actor);
                parameters.AddWithValue("at", database.Now);
            },
            row => row.GetInt64(0),
            cancellation).ConfigureAwait(false);
        return saved.Count > 0 ? true : throw new ProblemException(ProblemKind.Stale, "Somebody else saved these settings since you opened them. Look at what there is now, and save again.");
    }

    private static async Task CheckAsync(NpgsqlConnection connection, Guid organisation, OrganisationSetting setting, CancellationToken cancellation)
    {
        var accounts = setting.Accounts.Where(one => one.Account is not null).ToDictionary(one => one.Field, one => one.Account!.Value);
        var (isFree, unknown) = (await connection.RowsAsync(
            "Administration/Sql/settings-faults.sql",
            parameters =>
            {
                parameters.AddWithValue("organisation", organisation);
                parameters.AddWithValue("name", setting.Name);
                parameters.AddWithValue("accounts", accounts.Values.ToArray());
            },
            row => (row.GetBoolean(0), row.GetFieldValue<Guid[]>(1)),
            cancellation).ConfigureAwait(false))[0];
        if (!isFree)
            throw NameTaken(setting.Name);
        if (accounts.FirstOrDefault(one => unknown.Contains(one.Value)) is { Key: { } field })
            throw new ProblemException(ProblemKind.Invalid, "The chart of accounts has no such account. Choose one of those at /api/v1/accounts.") { Field = field };
    }

    private static ProblemException NameTaken(string name) => new(ProblemKind.Conflict, $"Another organisation is called {name}, or was created so. Choose another name.") { Field = "name" };
}

/// <summary>What an administrator set for an organisation.</summary>
/// <param name="Version">Counts up with each change; 0 where nothing is set.</param>
/// <param name="Name">The name it is shown under.</param>
public sealed record OrganisationSetting(long Version, string Name)
{
    /// <summary>The zone that days are taken in; null: as Xero says.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The financial year; null: as Xero says.</summary>
    public FinancialYear? YearEnd { get; init; }

    /// <summary>The account of what customers hold back.</summary>
    public Guid? RetentionReceivable { get; init; }

    /// <summary>The account of what is held back from subcontractors.</summary>
    public Guid? RetentionPayable { get; init; }

    /// <summary>The account of what customers deducted under the Construction Industry Scheme.</summary>
    public Guid? CisSuffered { get; init; }

    /// <summary>The account of what was deducted from subcontractors.</summary>
    public Guid? CisDeducted { get; init; }

    /// <summary>Who saved this version; null where nobody has.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>When this version was saved.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    internal IReadOnlyList<(string Field, Guid? Account)> Accounts =>
        [("retentionReceivable", RetentionReceivable), ("retentionPayable", RetentionPayable), ("cisSuffered", CisSuffered), ("cisDeducted", CisDeducted)];
}
