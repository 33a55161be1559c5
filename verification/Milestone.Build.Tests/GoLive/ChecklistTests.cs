using Milestone.Build.GoLive.Checking;

namespace Milestone.Build.Tests.GoLive;

/// <summary>The 57 tasks have a check each, and docs/golive.md says what they say.</summary>
public sealed class ChecklistTests
{
    [Fact]
    public void Every_task_from_T274_to_T330_has_exactly_one_check()
    {
        Assert.Equal(57, Checklist.Tasks.Count);
        Assert.Equal(Checklist.Tasks, Checklist.All.Select(check => check.Task));
    }

    [Fact]
    public void Every_check_says_what_it_proves_and_names_its_sabotage_but_the_one_that_needs_a_Docker_host()
    {
        Assert.All(Checklist.All, check => Assert.True(check.Title.Length > 3 && check.Proves.Length > 30, check.Task));
        Assert.Equal(["T275"], Checklist.All.Where(check => check.Sabotage.Length == 0).Select(check => check.Task));
    }

    [Fact]
    public void A_filter_takes_tasks_subjects_and_parts_of_titles()
    {
        Assert.Equal(["T289"], Checklist.Chosen("t289").Select(check => check.Task));
        Assert.Equal(["T276", "T289"], Checklist.Chosen("T289,T276").Select(check => check.Task));
        Assert.Contains(Checklist.Chosen("Database"), check => check.Task == "T280");
        Assert.Empty(Checklist.Chosen("nothing of the kind"));
        Assert.Equal(57, Checklist.Chosen(null).Count);
    }

    [Fact]
    public void The_guide_has_the_table_that_the_checks_make()
    {
        var guide = File.ReadAllText(Path.Combine(Repository(), "docs", "golive.md"));
        Assert.True(guide.Contains(GoLiveGuide.Table(), StringComparison.Ordinal), "docs/golive.md is not what the checks say. Put this table in it:" + Environment.NewLine + GoLiveGuide.Table());
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Milestone.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
