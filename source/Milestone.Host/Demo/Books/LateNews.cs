using Milestone.Host.Demo.Firm;
using Milestone.Host.Demo.Records;
using static Milestone.Host.Demo.Firm.ChartOfAccounts;

namespace Milestone.Host.Demo.Books;

/// <summary>
/// In every month after the opening: a bill that turns up late, one whose amount was wrong, one on the wrong
/// project, one in the wrong phase, one on no project yet and one entered by mistake, so that each fetch changes months already reported.
/// </summary>
internal static class LateNews
{
    /// <summary>What a bill says while nobody has said which site it is for.</summary>
    public const string WithoutSite = "Materials, site to be confirmed";

    public static IEnumerable<Life> Of(Company company)
    {
        var stages = company.Calendar.Stages;
        for (var i = 1; i < stages.Count; i++)
        {
            // Entered in the last days before the previous fetch, corrected before this one.
            var entered = DateOnly.FromDateTime(stages[i - 1].UtcDateTime).AddDays(-6);
            var corrected = stages[i - 1].AddHours(14);
            foreach (var history in Month(company, i, entered, corrected))
                foreach (var life in history.Lives()) yield return life;
        }
    }

    static IEnumerable<History> Month(Company company, int stage, DateOnly entered, DateTimeOffset corrected)
    {
        var numbers = company.Numbers($"late/{stage}");
        var projects = company.Projects.Where(p => p.Start <= entered).ToList();
        var project = projects[^1];
        var other = projects[Math.Max(0, projects.Count - 2)];
        var phases = BuildPhases.All;

        // The supplier's letter of the month before last.
        yield return new History(Of("late", -35, Suppliers.PlantHirers[0], PlantHire, 1_140m, phases[1]), corrected.AddMinutes(3));

        var amount = Entered("amount", -9, Suppliers.Merchants[1], Materials, 2_310m, phases[6]);
        yield return amount.Change(corrected.AddMinutes(9), d => d with { Lines = [.. d.Lines.Select(l => l.Times(88, d.Amounts))] });

        var moved = Entered("project", -12, Suppliers.Merchants[0], Materials, 1_785m, phases[2]);
        yield return moved.Change(corrected.AddMinutes(14), d => d with { Lines = [.. d.Lines.Select(l => l with { Project = other })] });

        var phase = Entered("phase", -4, Suppliers.WasteCarriers[0], Waste, 640m, phases[0]);
        yield return phase.Change(corrected.AddMinutes(20), d => d with { Lines = [.. d.Lines.Select(l => l with { Phase = phases[1] })] });

        // Nobody knew which site it was for; the foreman has been asked since.
        var homeless = new History(
            Curiosities.Bill($"late/{stage}/homeless", $"{Suppliers.Merchants[0].Initials}{stage}7731", Suppliers.Merchants[0], entered.AddDays(-7),
                Line.Of(WithoutSite, Materials, 1_265m + (stage * 40m), "INPUT2", LineAmounts.Exclusive)),
            DemoCalendar.Moment(entered, 11, 45));
        yield return homeless.Change(corrected.AddMinutes(26), d => d with { Lines = [.. d.Lines.Select(l => l with { Project = project, Phase = phases[2] })] });

        yield return Entered("mistake", -15, Suppliers.Merchants[2], Materials, 975m, phases[10]).Status(corrected.AddMinutes(31), "VOIDED");

        History Entered(string what, int days, Contact contact, Account account, decimal net, Phase phase) =>
            new(Of(what, days, contact, account, net, phase), DemoCalendar.Moment(entered, 11, 30));

        Document Of(string what, int days, Contact contact, Account account, decimal net, Phase phase) =>
            Curiosities.Bill($"late/{stage}/{what}", $"{contact.Initials}{numbers.Between(10_000, 99_999)}", contact, entered.AddDays(days),
                Line.Of($"{account.Name}: {phase.Name}", account, numbers.Around(net, 15), "INPUT2", LineAmounts.Exclusive, project, phase));
    }
}
