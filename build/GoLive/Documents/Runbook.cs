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

    protected override string Heart => @"[\w.+-]+@[\w.-]+|\+?\d[\d ]{7,}";

    public override Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        if (Guide.Read(world, evidence, Document, "^#+ .*contact", "escalat", "Backup|backup", "restore", "Rollback", "what if|when it does not|otherwise") is not { } text) return System.Threading.Tasks.Task.CompletedTask;
        TargetsExist(world, evidence, Document, text);
        var contacts = Guide.Rows(text, "contact");
        var reachable = contacts.Where(row => row.Length > 1 && row.All(cell => cell.Length > 1) && Regex.IsMatch(string.Join(' ', row), @"[\w.+-]+@[\w.-]+\.\w+|\+?\d[\d ]{7,}")).ToList();
        evidence.Expect(contacts.Count > 0 && reachable.Count == contacts.Count, $"{Document}, contacts", string.Create(CultureInfo.InvariantCulture, $"{reachable.Count} of {contacts.Count} have a name or part, and an address or a number"));
        if (world.IsProduction)
        {
            var invented = contacts.Count(row => string.Join(' ', row).Contains("example", StringComparison.OrdinalIgnoreCase));
            evidence.Expect(invented == 0, $"{Document}, contacts of this installation", string.Create(CultureInfo.InvariantCulture, $"{invented} are still examples"));
        }
        return System.Threading.Tasks.Task.CompletedTask;
    }
}
