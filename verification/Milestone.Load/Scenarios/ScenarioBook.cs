using System.Globalization;
using Milestone.Load.Measuring;

namespace Milestone.Load.Scenarios;

/// <summary>Who comes, and what they do. All of them come at once, as on a working day.</summary>
internal sealed class ScenarioBook : IDisposable
{
    private static readonly string[] Periods = ["this-month", "last-month", "this-quarter", "last-quarter", "this-year", "last-year", "year-to-date", "trailing-12"];

    private readonly Target target;
    private readonly Reader viewer;
    private readonly Reader accountant;
    private readonly Reader manager;
    private readonly Books books;
    private readonly Books own;
    private readonly DateOnly today;
    private readonly int run;
    private long pages;

    private ScenarioBook(Target target, (Reader Viewer, Reader Accountant, Reader Manager) people, Books books, Books own, TimeProvider clock)
    {
        (this.target, this.books, this.own) = (target, books, own);
        (viewer, accountant, manager) = people;
        today = DateOnly.FromDateTime(clock.GetUtcNow().DateTime);
        run = (int)(clock.GetUtcNow().ToUnixTimeSeconds() % 1_000_000_000);
        All = [Browse(), MonthEnd(), ProjectManager(), Exports(), Import()];
    }

    public IReadOnlyList<Scenario> All { get; }

    /// <summary>Signs everybody in and looks at what there is to ask for.</summary>
    public static async Task<ScenarioBook> OpenAsync(Target target, TimeProvider clock, CancellationToken stop)
    {
        var viewer = await Reader.SignInAsync(target, "viewer@demo.example", stop);
        var accountant = await Reader.SignInAsync(target, "accountant@demo.example", stop);
        var manager = await Reader.SignInAsync(target, "manager@demo.example", stop);
        var books = await Books.AllAsync(accountant, stop);
        var own = await Books.OfManagerAsync(manager, stop);
        if (books.Projects.Count == 0 || books.Documents.Count == 0 || books.Packs.Count == 0 || own.Projects.Count == 0 || own.Projects.Count >= books.Projects.Count)
            throw new InvalidOperationException("The demo company is not as it should be: there must be projects, documents and packs, and a manager who sees some projects only.");
        return new ScenarioBook(target, (viewer, accountant, manager), books, own, clock);
    }

    public void Dispose()
    {
        viewer.Dispose();
        accountant.Dispose();
        manager.Dispose();
    }

    private Scenario Browse() => new("browse", "Browse: dashboard, statement, drill-down, projects", 10,
    [
        Read(4, dice => viewer.GetAsync($"dashboard?period={Period(dice)}", Coin(dice))),
        Read(5, dice => viewer.GetAsync($"statement?period={Period(dice)}&columns={Of(dice, "month", "quarter", "project", "none")}&basis={Of(dice, "accrual", "cash")}", Coin(dice))),
        Read(4, dice => viewer.GetAsync($"statement/postings?period={Period(dice)}&section={Of(dice, "income", "costOfSales", "overheads")}&project={Of(dice, books.Projects)}", Coin(dice))),
        Read(2, dice => viewer.GetAsync($"documents/{Of(dice, books.Documents)}", Coin(dice))),
        Read(3, dice => viewer.GetAsync($"projects?period={Period(dice)}", Coin(dice))),
        Read(2, dice => viewer.GetAsync($"projects/{Of(dice, books.Projects)}", Coin(dice))),
    ]);

    private Scenario MonthEnd() => new("month-end", "Month end: comparatives, packs, what changed, the exports' queue", 3,
    [
        Read(8, dice => accountant.GetAsync($"statement?period={Of(dice, "last-month", "last-quarter", "year-to-date")}&compare={Of(dice, "1", "3", "12")}&variance=true&percent={Of(dice, "true", "false")}", Coin(dice))),
        Read(6, dice => accountant.GetAsync($"statement?period=last-month&rows=project&columns=phase&project={Of(dice, books.Projects)}", Coin(dice))),
        Read(6, dice => accountant.GetAsync("packs", Coin(dice))),
        Read(8, dice => accountant.GetAsync($"packs/{Of(dice, books.Packs)}", Coin(dice))),
        Read(4, dice => accountant.GetAsync("changes", Coin(dice))),
        Read(6, dice => accountant.GetAsync("receivables", Coin(dice))),
        Read(6, dice => accountant.GetAsync("exports", Coin(dice))),
        // Once in sixteen seconds at the usual rate: it draws a table for every project, aside.
        new Step(Kind.Orders, 1, _ => accountant.SendAsync("exports/prepare?report=company&template=detailed&format=xlsx&period=last-month")),
    ]);

    private Scenario ProjectManager() => new("project-manager", "Project manager: the own projects", 4,
    [
        Read(3, dice => manager.GetAsync("projects", Coin(dice))),
        Read(4, dice => manager.GetAsync($"projects/{Of(dice, own.Projects)}", Coin(dice))),
        Read(3, dice => manager.GetAsync($"projects/{Of(dice, own.Projects)}/cost-tracker", Coin(dice))),
        Read(2, dice => manager.GetAsync($"projects/{Of(dice, own.Projects)}/bills", Coin(dice))),
        Read(2, dice => manager.GetAsync($"projects/{Of(dice, own.Projects)}/invoices", Coin(dice))),
        Read(2, dice => manager.GetAsync($"projects/{Of(dice, own.Projects)}/float", Coin(dice))),
        Read(2, dice => manager.GetAsync($"statement?project={Of(dice, own.Projects)}&columns=phase&period=trailing-12", Coin(dice))),
    ]);

    private Scenario Exports() => new("exports", "Exports: PDF, Excel and CSV", 0.75,
    [
        new Step(Kind.Files, 2, dice => accountant.GetAsync($"api/v1/statement.pdf?period={Period(dice)}&columns=month")),
        new Step(Kind.Files, 2, dice => accountant.GetAsync($"api/v1/statement.xlsx?period={Period(dice)}&columns=project")),
        new Step(Kind.Files, 2, dice => accountant.GetAsync($"api/v1/statement.csv?period={Period(dice)}")),
        new Step(Kind.Files, 1, dice => accountant.GetAsync($"api/v1/projects.xlsx?period={Period(dice)}")),
        new Step(Kind.Files, 1, dice => accountant.GetAsync($"api/v1/postings.csv?period={Of(dice, "last-month", "last-quarter")}")),
        new Step(Kind.Files, 1, dice => accountant.GetAsync($"api/v1/exports/project.pdf?project={Of(dice, books.Projects)}&period=trailing-12")),
    ]);

    private Scenario Import() => new("import", "Import during reading: Xero's pages come in while others look", 2.5,
    [
        // One page in four brings bills that are new, the others were there before, as in a sync that asks for more than it lacks.
        new Step(Kind.Imports, 1, _ => viewer.ImportAsync(target.Token, Page(Interlocked.Increment(ref pages)))),
        Read(4, dice => viewer.GetAsync($"dashboard?period={Period(dice)}")),
        Read(5, dice => viewer.GetAsync($"statement?period={Of(dice, "this-month", "last-month", "year-to-date")}&columns=month")),
    ]);

    private byte[] Page(long number) => XeroPage.Of(number / 4, run, books, today);

    private static Step Read(int weight, Func<Random, Task<Answer>> ask) => new(Kind.Reads, weight, ask);

    private static string Period(Random dice) => Of(dice, Periods);

    private static bool Coin(Random dice) => dice.Next(2) == 0;

    private static string Of(Random dice, params string[] choices) => choices[dice.Next(choices.Length)];

    private static string Of(Random dice, IReadOnlyList<Guid> ids) => ids[dice.Next(ids.Count)].ToString("D", CultureInfo.InvariantCulture);
}
