using Milestone.Core;

namespace Milestone.Host.Api;

/// <summary>One query parameter of the API.</summary>
/// <param name="Description">What it means.</param>
/// <param name="Example">A value that works, or null where none does everywhere.</param>
internal sealed record ApiParameter(string Description, string? Example = null)
{
    /// <summary>The values it may have, where they can be listed.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The format of its value in JSON Schema, or null.</summary>
    public string? Format { get; init; }
}

/// <summary>
/// The query parameters of the API, each with one meaning wherever it appears. An endpoint says which it takes; the description of the API
/// and the refusal of misspelt ones both follow from that.
/// </summary>
internal static class ApiParameters
{
    private static readonly Dictionary<string, ApiParameter> Known = new(StringComparer.Ordinal)
    {
        ["organisation"] = new("The organisation's name (ignoring case) or id. May be left out where there is only one.", "Harrow & Vale Construction Ltd"),
        ["from"] = new("The first day, as year-month-day. Without from, to and period: the financial year to date.", "2026-04-01") { Format = "date" },
        ["to"] = new("The last day, included, as year-month-day.", "2027-03-31") { Format = "date" },
        ["period"] = new("A named period instead of from and to, taken from the organisation's today and financial year.", "last-month") { Values = Statements.PeriodPreset.Names },
        ["rows"] = new("What the rows are. Default: account, the profit and loss. projectPhase: the phases of each project under it.", "project") { Values = ["account", "project", "phase", "projectPhase"] },
        ["measure"] = new("The part of the statement that rows of projects or phases show. Default: all of it as columns where columns are none, else netProfit.", "grossProfit") { Values = ["income", "costOfSales", "grossProfit", "otherIncome", "overheads", "netProfit"] },
        ["newestFirst"] = new("Whether months, quarters or years begin with the latest. Default: false.", "true") { Values = ["true", "false"] },
        ["budget"] = new("What the total is also compared with: none (default); overall, Xero's overall budget; a budget of Xero's by name or id; or estimates, the current ones of projects and phases.", "none"),
        ["columns"] = new("What the columns are. Default: none, one column for the whole period.", "month") { Values = ["none", "month", "quarter", "year", "project", "phase"] },
        ["compare"] = new("How many earlier periods stand beside this one, 0 to 12.", "1"),
        ["comparison"] = new("Which earlier periods: the ones just before (default), or the same days of earlier years.", "previous") { Values = ["previous", "year"] },
        ["variance"] = new("Whether the change against the first earlier period is shown; needs compare.", "true") { Values = ["true", "false"] },
        ["percent"] = new("Whether the total is also shown as a share of income.", "true") { Values = ["true", "false"] },
        ["basis"] = new("accrual (default): a line counts at its document's date. cash: as it is paid.", "accrual") { Values = ["accrual", "cash"] },
        ["project"] = new("Only this project: its id, its name, or 'unassigned' for lines without one.", "unassigned"),
        ["phase"] = new("Only this build phase: its id, its name, or 'unassigned' for lines without one.", "unassigned"),
        ["asKnownAt"] = new("The figures as they were: a batch number, or a time (the last batch before it).", "1"),
        ["report"] = new("The report of Xero's that our statement is compared with, by its id. Default: the one of the latest days.") { Format = "uuid" },
        ["differences"] = new("all (default): every account. only: accounts that differ; sums include the others.", "all") { Values = ["all", "only"] },
        ["since"] = new("The state that is compared with now: a batch number, a pack ('pack 3', or its id), or a time (the last batch before it; a day means its end). Default: the newest pack that stands, else seven days ago.", "1"),
        ["hideZeros"] = new("Whether rows that are zero in every column are left out. Default: true.", "true") { Values = ["true", "false"] },
        ["wholePounds"] = new("Whether money is shown without pence. JSON keeps them.", "false") { Values = ["true", "false"] },
        ["trend"] = new("How far back the dashboard's trend goes from the end of the period: one, three or six months, a year (default), or all.", "1y") { Values = ["1m", "3m", "6m", "1y", "all"] },
        ["asAt"] = new("The day by which invoices are due or overdue, as year-month-day. Default: today by the organisation's calendar.", "2026-09-30") { Format = "date" },
        ["template"] = new("How much of the report: its usual tables (default), or everything behind them.", "summary") { Values = ["summary", "detailed"] },
        ["account"] = new("Only this account: its id, as a statement's row gives it.") { Format = "uuid" },
        ["section"] = new("Only the accounts of this part of the statement; grossProfit are those of income and cost of sales, netProfit all.", "costOfSales") { Values = ["income", "costOfSales", "grossProfit", "otherIncome", "overheads", "netProfit"] },
        ["order"] = new("Which lines come first. Default: date, the oldest.", "largest") { Values = ["date", "newest", "largest"] },
        ["vat"] = new("Whether costs are without VAT (net, the default) or with it (gross).", "gross") { Values = ["net", "gross"] },
        ["group"] = new("phase: each build phase of a document on its own, under its phase. Default: none.", "phase") { Values = ["none", "phase"] },
        ["search"] = new("Only projects with these words in their name or client, ignoring case.", "house"),
        ["status"] = new("Only projects that stand so: as people say, else as Xero has the option.", "active") { Values = [.. Projects.ProjectListQuestion.Standings.Select(one => one.Word)] },
        ["sort"] = new("The column to sort by. Default: project, the name.", "profit") { Values = Core.Projects.ProjectListTable.Sortable },
        ["direction"] = new("From low to high (ascending, the default) or from high to low.", "descending") { Values = Projects.ProjectListQuestion.Directions },
        ["after"] = new("Where the page before ended: its 'next'. Left out for the first page."),
        ["history"] = new("Whether past versions are wanted too. Default: false.", "true") { Values = ["true", "false"] },
        ["lacks"] = new("What the lines lack: a project (default), or a phase while they have a project.", "project") { Values = ["project", "phase"] },
        ["contact"] = new("Only this customer or supplier: its id, as a line's 'contactId' gives it.") { Format = "uuid" },
        ["text"] = new("Only where the document's number, its reference, the contact or the line's description has these words.", "screws"),
        ["chain"] = new("Which log: the organisation's (default), or the installation's own, which only its owner sees.", "organisation") { Values = ["organisation", "installation"] },
        ["actor"] = new("Only what this actor did, exactly as the log has the name.", "token"),
        ["action"] = new("Only what was done so: insert, update, delete, or an event such as verify.", "insert"),
        ["entity"] = new("Only what was done to this: a table's name, or what an event was about.", "batch"),
        ["words"] = new("Only entries in which these words stand somewhere, ignoring case.", "n8n"),
        ["unread"] = new("Whether without what was read already. Default: false.", "true") { Values = ["true", "false"] },
        ["limit"] = new("How many lines to answer at most, 1 to 500. Default: 100.", "100"),
    };

    /// <summary>The meaning of a parameter.</summary>
    public static ApiParameter Meaning(string name) => Known[name];

    /// <summary>States the query parameters that an endpoint takes.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, params string[] names)
    {
        foreach (var name in names)
            _ = Known[name];
        return endpoint.WithMetadata(new TakesParameters(names));
    }

    /// <summary>Refuses a parameter that is misspelt or given twice: either would otherwise answer another question than the one asked.</summary>
    public static ValueTask<object?> RefuseUnknown(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var takes = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<TakesParameters>()?.Names ?? [];
        foreach (var (name, values) in context.HttpContext.Request.Query)
        {
            if (!takes.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw new ProblemException(ProblemKind.Invalid, takes.Count == 0
                    ? "This address takes no parameters."
                    : $"There is no such parameter here.{Spelling.Suggest(name, takes)} It takes: {string.Join(", ", takes)}.")
                { Field = name };
            }

            if (values.Count > 1)
                throw new ProblemException(ProblemKind.Invalid, "It is given more than once. Give one value.") { Field = name };
        }

        return next(context);
    }
}

/// <summary>The query parameters that an endpoint takes.</summary>
internal sealed record TakesParameters(IReadOnlyList<string> Names);
