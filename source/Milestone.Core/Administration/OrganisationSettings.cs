using Milestone.Core.Storage;
using Milestone.Core.Values;
using NpgsqlTypes;

namespace Milestone.Core.Administration;

/// <summary>What an administrator sets for an organisation: it comes before what Xero says, and imports leave it.</summary>
public sealed class OrganisationSettings(MilestoneDatabase database)
{
    /// <summary>The settings; version 0 and empty where nobody has set any.</summary>
    public async Task<OrganisationSetting> GetAsync(Guid organisation, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            organisation,
            "Administration/Sql/settings.sql",
            parameters => parameters.AddWithValue("organisation", organisation),
            reader => reader.RowsAsync(
                row => new OrganisationSetting(row.GetInt64(0))
                {
                    TimeZone = row.OptionalText(1),
                    YearEnd = row.IsDBNull(2) ? null : new FinancialYear(row.GetInt16(2), row.GetInt16(3)),
                    RetentionAccount = row.Optional<Guid>(4),
                    CisAccount = row.Optional<Guid>(5),
                },
                cancellation),
            cancellation).ConfigureAwait(false);
        return rows is [var one] ? one : new OrganisationSetting(0);
    }

    /// <summary>Saves the settings that were made on a version.</summary>
    /// <exception cref="ProblemException">Invalid: the time zone is unknown. Stale: somebody else saved since.</exception>
    public async Task SaveAsync(Guid organisation, OrganisationSetting setting, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(setting);
        if (setting.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            throw new ProblemException(ProblemKind.Invalid, "There is no such time zone. Write it as in Europe/London.") { Field = "timeZone" };
        var saved = await database.ChangeAsync(
            organisation,
            actor,
            connection => connection.RowsAsync(
                "Administration/Sql/settings-save.sql",
                parameters =>
                {
                    parameters.AddWithValue("organisation", organisation);
                    parameters.AddWithValue("version", setting.Version);
                    parameters.AddOptional("timeZone", NpgsqlDbType.Text, setting.TimeZone);
                    parameters.AddOptional("yearEndMonth", NpgsqlDbType.Smallint, (short?)setting.YearEnd?.EndMonth);
                    parameters.AddOptional("yearEndDay", NpgsqlDbType.Smallint, (short?)setting.YearEnd?.EndDay);
                    parameters.AddOptional("retention", NpgsqlDbType.Uuid, setting.RetentionAccount);
                    parameters.AddOptional("cis", NpgsqlDbType.Uuid, setting.CisAccount);
                    parameters.AddWithValue("actor", actor);
                    parameters.AddWithValue("at", database.Now);
                },
                row => row.GetInt64(0),
                cancellation),
            cancellation).ConfigureAwait(false);
        if (saved.Count == 0)
        {
            throw new ProblemException(ProblemKind.Stale, "Somebody else saved these settings since you opened them. Look at what there is now, and save again.")
            {
                Current = await GetAsync(organisation, cancellation).ConfigureAwait(false),
            };
        }
    }
}

/// <summary>What an administrator set for an organisation.</summary>
/// <param name="Version">Counts up with each change; 0 where nothing is set.</param>
public sealed record OrganisationSetting(long Version)
{
    /// <summary>The zone that days are taken in; null: as Xero says.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The financial year; null: as Xero says.</summary>
    public FinancialYear? YearEnd { get; init; }

    /// <summary>The account in which customers' retentions are kept.</summary>
    public Guid? RetentionAccount { get; init; }

    /// <summary>The account in which CIS deductions are kept.</summary>
    public Guid? CisAccount { get; init; }
}
