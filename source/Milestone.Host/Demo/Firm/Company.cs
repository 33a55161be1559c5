namespace Milestone.Host.Demo.Firm;

/// <summary>The firm itself: its projects laid out over the books, and how finely its spending is cut into documents.</summary>
internal sealed class Company
{
    public const string Name = "Harrow & Vale Construction Ltd";

    public static readonly Guid Id = NamedGuid.Of("organisation/Harrow & Vale");

    // Measured on the default demo: documents that stay whatever the size, and those that scale.
    const int FixedDocuments = 1_765;
    const int ScalingDocuments = 4_085;

    public Company(DemoOptions options)
    {
        Options = options;
        Calendar = new DemoCalendar(options.Today);
        var natural = FixedDocuments + ScalingDocuments;
        var wanted = options.Documents ?? natural;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(wanted);
        var fullCount = Math.Min(ProjectNames.All.Count, Calendar.Months * 8 / 5);
        var all = Enumerable.Range(1, fullCount).Select(n => Plan(n, fullCount)).ToList();

        if (wanted >= natural)
        {
            Density = (wanted - FixedDocuments) / (decimal)ScalingDocuments;
            CardDensity = Density;
            OverheadMonths = 1;
            Projects = all;
        }
        else
        {
            Density = 1m;
            CardDensity = wanted / (decimal)natural;
            OverheadMonths = Math.Min(6, natural / wanted);
            // Spread over the years, as the whole list is.
            var count = Math.Clamp((int)(all.Count * (long)wanted / natural), 4, all.Count);
            Projects = all.Where((_, i) => i == 0 || i * count / all.Count != (i - 1) * count / all.Count).ToList();
        }

        OverheadFactor = OverheadShare * Revenue() / (Calendar.Days / 365m) / 12m / Overheads.MonthlyTotal;
    }

    /// <summary>Overheads are this share of the planned revenue, whatever the seed makes of the projects.</summary>
    const decimal OverheadShare = 0.14m;

    public DemoOptions Options { get; }

    public DemoCalendar Calendar { get; }

    public IReadOnlyList<Project> Projects { get; }

    /// <summary>How many bills stand where the natural size has one.</summary>
    public decimal Density { get; }

    public decimal CardDensity { get; }

    /// <summary>Overheads are billed for so many months together: more than 1 only in a small demo.</summary>
    public int OverheadMonths { get; }

    public decimal OverheadFactor { get; }

    /// <summary>Whether a small demo leaves this month's small spending to another month.</summary>
    public bool Skips(DateOnly month) => (month.Year * 12 + month.Month) % OverheadMonths != 0;

    public Seeded Numbers(string name) => new(Options.Seed, name);

    public IEnumerable<Contact> Contacts =>
        Suppliers.All
            .Concat(Overheads.Billed.Select(o => o.Contact))
            .Concat(Projects.Select(p => p.Customer))
            .Concat(OtherContacts.All)
            .DistinctBy(c => c.Name);

    Project Plan(int number, int count)
    {
        var (name, customer, kind, thousands) = ProjectNames.All[number - 1];
        var numbers = new Seeded(Options.Seed, $"project/{number}");
        // Round hundreds: nobody signs a contract for 312,417.
        var sum = Math.Round(numbers.Around(thousands * 1000m, 4) / 100m) * 100m;
        if (thousands is 15 or 900) sum = thousands * 1000m;
        var days = 25 + thousands * 4 / 10 + numbers.Between(0, 20);
        var first = Math.Max(0, number - 8);
        var start = number <= 8
            ? Calendar.FirstDay.AddDays(numbers.Between(0, 25))
            : Calendar.FirstDay.AddDays(first * (Calendar.Days - 20) / (count - 8) + numbers.Between(-6, 6));
        return new Project
        {
            Number = number,
            Name = name,
            Kind = kind,
            Customer = new Contact(customer) { IsCustomer = true },
            Manager = ProjectNames.Managers[number % ProjectNames.Managers.Count],
            ContractSum = sum,
            Variations = Math.Round(sum * numbers.Between(0, 9) / 1000m) * 10m,
            MarginPerMille = Margin(number, numbers),
            Start = start,
            End = start.AddDays(days),
            RetentionPercent = thousands >= 150 ? kind is ProjectKind.NewBuild or ProjectKind.FitOut ? 5 : 3 : 0,
            Deposit = Deposit(number, kind, sum),
            Archives = number % 3 != 0,
        };
    }

    /// <summary>One project of the second year loses money, every sixth is thin, the rest do well.</summary>
    static int Margin(int number, Seeded numbers) => number switch
    {
        33 => -120,
        _ when number % 6 == 5 => numbers.Between(20, 70),
        _ => numbers.Between(180, 262),
    };

    /// <summary>Private customers of every other job put money on account; one puts down a great deal.</summary>
    static decimal Deposit(int number, ProjectKind kind, decimal sum) => number switch
    {
        6 => 125_000m,
        _ when kind is ProjectKind.NewBuild or ProjectKind.FitOut || number % 2 == 1 => 0m,
        _ => Math.Round(sum * 0.12m / 500m) * 500m,
    };

    decimal Revenue() => Projects.Sum(p =>
    {
        var done = Math.Clamp(Calendar.Today.DayNumber - p.Start.DayNumber, 0, p.Days);
        return (p.ContractSum + p.Variations) * done / p.Days;
    });
}
