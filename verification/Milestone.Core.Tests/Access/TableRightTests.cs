using Xunit;

namespace Milestone.Core.Tests.Access;

/// <summary>What the database itself lets each role do to each table, with raw SQL: no C# of the product stands between.</summary>
public sealed class TableRightTests(EveryTable database) : IClassFixture<EveryTable>
{
    /// <summary>
    /// By hand. S read, I insert, U update (only the columns named), D delete. The first two columns are milestone_app with the organisation chosen: limited to no
    /// project, and limited to one: what it can do to rows of that one, then to rows of another project (where a table knows none, both are the same). The last is
    /// xero_reader. Nobody can do anything to rows of an organisation that is not chosen, so they have no column.
    /// </summary>
    private const string Expected =
        """
        table               | all of it | own project | another project | xero_reader
        account             | SIU       | S           | S               | S
        account_total       | SIU       |             |                 |
        adjustment          | SIUD      | SIUD        |                 |
        app_user            |           |             |                 |
        assignment          | SIUD      | S           |                 |
        audit_content       | S         |             |                 |
        audit_erasure       | S         |             |                 |
        audit_log           | S         |             |                 |
        batch               | SI        | S           | S               |
        budget              | SIU       |             |                 | S
        budget_amount       | SIUD      |             |                 | S
        contact             | SIU       | S           |                 | S
        data_protection_key |           |             |                 |
        document            | SIU       | S           |                 | S
        document_raw        | SIU       |             |                 | S
        estimate            | SIU       | SIU         |                 |
        export_history      | SI        | I           | I               |
        external_identity   |           |             |                 |
        favourite           | SIUD      | SIUD        |                 |
        feedback            | SIU(read_at, read_by) | I | I         |
        first_administrator |           |             |                 |
        ingest_token        | SIU       |             |                 |
        invitation          | SIU       |             |                 |
        line                | SIUD      | S           |                 | S
        local_password      |           |             |                 |
        membership          | SIUD      |             |                 |
        monthly_total       | SIU       | S           |                 |
        organisation        | SIU       | SU(data_version) | SU(data_version) |
        organisation_setting | SIU      |             |                 |
        pack                | SIU(version, withdrawn_at, withdrawn_by, withdrawn_why) | | |
        pack_drawing        | SI        |             |                 |
        payment             | SIU       |             |                 | S
        person              |           |             |                 |
        personal_version    | SIUD      | SIUD        | SIUD            |
        phase_progress      | SIU       | SIU         |                 |
        posting             | SI        | S           |                 |
        preference          | SIUD      | SIUD        | SIUD            |
        project_member      | SID       |             |                 |
        project_setting     | SIU       | SIU         |                 |
        project_total       | SIU       | S           |                 |
        received_message    |           |             |                 |
        rejected_record     | SI        |             |                 |
        rejected_resolution | SI        |             |                 |
        saved_view          | SIUD      | SIUD        | SIUD            |
        session             |           |             |                 |
        settlement_claim    | SIUD      | S           |                 | S
        sign_in_attempt     |           |             |                 |
        sync_run            | SIU       |             |                 |
        tracking_category   | SIU       | S           | S               | S
        tracking_option     | SIU       | S           |                 | S
        xero_report         | SIU       |             |                 | S
        xero_report_amount  | SIUD      |             |                 | S
        """;

    // What is about no organisation, and what milestone_app can do to it whoever is chosen. xero_reader can do nothing to it.
    private static readonly Dictionary<string, string> Everybodys = new(StringComparer.Ordinal)
    {
        ["ledger_verification"] = "SI",
        ["maintenance_notice"] = "SIU(fault, told_at)",
        ["maintenance_window"] = "SIU(ended_at, ended_by, ends_at)",
        ["schema_version"] = "S",
    };

    [Fact]
    public async Task Every_table_lets_each_do_what_the_list_says()
    {
        await using var all = await database.OpenAsync("milestone_app", isSet: true, isLimited: false);
        await using var limited = await database.OpenAsync("milestone_app", isSet: true, isLimited: true);
        await using var reader = await database.OpenAsync("xero_reader", isSet: true, isLimited: false);
        var seen = new List<string>();
        foreach (var table in database.Names.Except(Everybodys.Keys))
        {
            string[] cells =
            [
                await database.WhatCanBeDoneAsync(all, table, Whose.OwnProject),
                await database.WhatCanBeDoneAsync(limited, table, Whose.OwnProject),
                await database.WhatCanBeDoneAsync(limited, table, Whose.AnotherProject),
                await database.WhatCanBeDoneAsync(reader, table, Whose.OwnProject),
            ];
            seen.Add($"{table} | {string.Join(" | ", cells)}");
        }

        var expected = Expected.ReplaceLineEndings("\n").Split('\n').Skip(1).Select(line => string.Join(" | ", line.Split('|', StringSplitOptions.TrimEntries))).ToList();
        Assert.True(expected.SequenceEqual(seen), $"Seen and not listed:\n{string.Join('\n', seen.Except(expected))}\nListed and not seen:\n{string.Join('\n', expected.Except(seen))}");
    }

    [Theory]
    [InlineData("milestone_app")]
    [InlineData("xero_reader")]
    public async Task Nothing_can_be_done_to_rows_of_an_organisation_that_is_not_chosen(string role)
    {
        await using var nobody = await database.OpenAsync(role, isSet: false, isLimited: false);
        await using var elsewhere = await database.OpenAsync(role, isSet: true, isLimited: false);
        await using var limited = await database.OpenAsync(role, isSet: true, isLimited: true);
        foreach (var table in database.Names.Except(Everybodys.Keys))
        {
            Assert.Equal((table, ""), (table, await database.WhatCanBeDoneAsync(nobody, table, Whose.OwnProject)));
            if (!database.IsOfOrganisations(table))
                continue;
            Assert.Equal((table, ""), (table, await database.WhatCanBeDoneAsync(elsewhere, table, Whose.AnotherOrganisation)));
            Assert.Equal((table, ""), (table, await database.WhatCanBeDoneAsync(limited, table, Whose.AnotherOrganisation)));
        }
    }

    [Theory]
    [InlineData("milestone_app")]
    [InlineData("xero_reader")]
    public async Task What_is_about_no_organisation_can_be_treated_as_the_list_says(string role)
    {
        await using var nobody = await database.OpenAsync(role, isSet: false, isLimited: false);
        foreach (var (table, rights) in Everybodys)
            Assert.Equal((table, role == "milestone_app" ? rights : ""), (table, await database.WhatCanBeDoneAsync(nobody, table, Whose.OwnProject)));
    }
}
