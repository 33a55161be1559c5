using Milestone.Core.Projects;
using Milestone.Core.Tests.Estimates;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Core.Tests.Projects;

public sealed class ProjectSettingsTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static readonly ProjectSettingsEntry Described = new()
    {
        Client = "  Mr & Mrs Field ",
        Status = ProjectStatus.Planned,
        StartDate = new DateOnly(2026, 4, 1),
        EndDate = new DateOnly(2026, 9, 30),
        Manager = "Ann Other",
        ContractSum = 145_000m,
        OutputMethod = true,
        Notes = "Keys at no. 5",
    };

    private static CancellationToken Stop => PlannedBooks.Stop;

    [Fact]
    public async Task A_project_that_nobody_has_described_is_active_and_at_version_0()
    {
        var books = await PlannedBooks.NewAsync(database);

        Assert.Equal(new ProjectSettings(books.Project) { Status = ProjectStatus.Active }, await books.Settings.GetAsync(books.Organisation, books.Project, Stop));
        Assert.Empty(await books.Settings.ListAsync(books.Organisation, Stop));
    }

    [Fact]
    public async Task Settings_are_saved_whole_and_read_back_as_they_were_saved()
    {
        var books = await PlannedBooks.NewAsync(database);
        var first = await books.Settings.SaveAsync(books.Organisation, "Ann", books.Project, 0, Described, Stop);
        var second = await books.Settings.SaveAsync(books.Organisation, "Bob", books.Project, 1, new ProjectSettingsEntry { Status = ProjectStatus.OnHold }, Stop);

        Assert.Equal(("Mr & Mrs Field", "Ann Other", 145_000m, true, 1L), (first.Client, first.Manager, first.ContractSum, first.OutputMethod, first.Version));
        Assert.Equal(second, await books.Settings.GetAsync(books.Organisation, books.Project, Stop));
        Assert.Equal(("", "", null, null, null, false, ProjectStatus.OnHold, 2L), (second.Client, second.Manager, second.ContractSum, second.StartDate, second.EndDate, second.OutputMethod, second.Status, second.Version));
        Assert.Equal([second], await books.Settings.ListAsync(books.Organisation, Stop));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task What_was_made_on_another_version_is_refused_with_what_there_is_now(long version)
    {
        var books = await PlannedBooks.NewAsync(database);
        var first = await books.Settings.SaveAsync(books.Organisation, "Ann", books.Project, 0, Described, Stop);

        var refused = await Assert.ThrowsAsync<ProblemException>(() => books.Settings.SaveAsync(books.Organisation, "Bob", books.Project, version, Described with { Client = "Other" }, Stop));

        Assert.Equal((ProblemKind.Stale, (object)first), (refused.Kind, refused.Current));
        Assert.Equal(first, await books.Settings.GetAsync(books.Organisation, books.Project, Stop));
    }

    [Fact]
    public async Task What_changes_nothing_makes_no_version()
    {
        var books = await PlannedBooks.NewAsync(database);
        var first = await books.Settings.SaveAsync(books.Organisation, "Ann", books.Project, 0, Described, Stop);

        Assert.Equal(first, await books.Settings.SaveAsync(books.Organisation, "Bob", books.Project, 1, Described, Stop));
    }

    [Fact]
    public async Task Every_field_at_fault_is_named_at_once()
    {
        var books = await PlannedBooks.NewAsync(database);
        var wrong = new ProjectSettingsEntry
        {
            Client = new string('x', 201),
            StartDate = new DateOnly(2026, 4, 2),
            EndDate = new DateOnly(2026, 4, 1),
            Manager = "\ud800",
            ContractSum = 0.001m,
            Notes = new string('x', 4001),
        };

        var refused = await Assert.ThrowsAsync<ProblemException>(() => books.Settings.SaveAsync(books.Organisation, "Ann", books.Project, 0, wrong, Stop));
        var unknown = await Assert.ThrowsAsync<ProblemException>(() => books.Settings.SaveAsync(books.Organisation, "Ann", books.Groundworks, 0, Described, Stop));

        Assert.Equal(["client", "contractSum", "endDate", "manager", "notes", "status"], refused.Faults.Keys.Order());
        Assert.Equal((ProblemKind.NotFound, "project"), (unknown.Kind, unknown.Field));
    }

    [Fact]
    public async Task Every_change_is_audited_and_visible_at_once_and_another_organisation_sees_nothing()
    {
        var books = await PlannedBooks.NewAsync(database);
        var others = await PlannedBooks.NewAsync(database);
        var before = await books.DataVersionAsync();
        await books.Settings.SaveAsync(books.Organisation, "Ann", books.Project, 0, Described, Stop);
        await books.Settings.SaveAsync(books.Organisation, "Bob", books.Project, 1, Described with { ContractSum = 150_000m }, Stop);

        Assert.Equal(["Ann insert - > 145000.00", "Bob update 145000.00 > 150000.00"], await books.AuditAsync("project_setting", "contract_sum"));
        Assert.Equal(2, await books.DataVersionAsync() - before);
        Assert.Empty(await others.Settings.ListAsync(others.Organisation, Stop));
    }
}
