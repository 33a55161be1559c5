using System.Globalization;
using System.Text;

namespace Milestone.Build.GoLive.Checking;

/// <summary>The table of docs/golive.md, as the checks themselves say it; a test holds the document to it.</summary>
internal static class GoLiveGuide
{
    public static string Table()
    {
        var text = new StringBuilder("| task | what | passed means | its sabotage |\n|---|---|---|---|\n");
        foreach (var check in Checklist.All)
            text.Append(CultureInfo.InvariantCulture, $"| {check.Task} | {check.Title}{(check.Critical ? "" : " (not critical)")} | {check.Proves} | {(check.Sabotage.Length > 0 ? check.Sabotage : "none: a rehearsal has nothing to look at")} |\n");
        return text.ToString();
    }
}
