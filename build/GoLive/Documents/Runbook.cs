using System.Globalization;
using System.Text.RegularExpressions;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Documents;

internal sealed class Runbook : GuideCheck
{
    public override string Task => "T314";

    public override string Title => "Operations runbook";

    public override string Proves => "docs/runbook.md has each task with its command and what to expect, contacts that can be reached, and who is called when nobody answers";

    protected override string Document => "docs/runbook.md";

    protected override string Heart => "escalat|(?m)^\\| on duty.*$";

    public override Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        if (Guide.Read(world, evidence, Document, "^#+ .*contact", "escalat", "Backup|backup", "restore", "Rollback", "what if|when it does not|otherwise") is not { } text) return System.Threading.Tasks.Task.CompletedTask;
        TargetsExist(world, evidence, Document, text);
        var contacts = Guide.Rows(text, "contact");
        evidence.Expect(contacts.Count >= 3 && contacts.All(row => row.Length >= 3 && row.All(cell => cell.Length > 1)), $"{Document}, contacts", string.Create(CultureInfo.InvariantCulture, $"{contacts.Count} parts that somebody has, each with a name, how to reach it, and when"));
        var open = contacts.Count(row => string.Join(' ', row).Contains(Guide.ToFillIn, StringComparison.Ordinal));
        var unreachable = contacts.Where(row => !string.Join(' ', row).Contains(Guide.ToFillIn, StringComparison.Ordinal) && !Regex.IsMatch(string.Join(' ', row), @"[\w.+-]+@[\w.-]+\.\w+|\+?\d[\d ]{7,}")).Select(row => row[0]).ToList();
        evidence.Expect(unreachable.Count == 0, $"{Document}, whom an address or a number reaches", unreachable.Count == 0 ? "all that are filled in" : $"not {string.Join(", ", unreachable)}");
        if (open > 0 && world.IsProduction) evidence.Fault(string.Create(CultureInfo.InvariantCulture, $"{open} of {contacts.Count} contacts are still to be filled in"));
        else if (open > 0) evidence.NeedsProduction(string.Create(CultureInfo.InvariantCulture, $"the runbook is there; {open} of {contacts.Count} contacts are an installation's own and to be filled in by its owner"));
        var read = Regex.Match(text, @"Last read: (?<date>\d{4}-\d{2}-\d{2})");
        if (read.Success)
        {
            var days = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).DayNumber - DateOnly.ParseExact(read.Groups["date"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber;
            evidence.Expect(days is >= 0 and <= 100, $"{Document}, last read", string.Create(CultureInfo.InvariantCulture, $"{read.Groups["date"].Value}, {days} days ago; a quarter is allowed"));
        }
        return System.Threading.Tasks.Task.CompletedTask;
    }
}
