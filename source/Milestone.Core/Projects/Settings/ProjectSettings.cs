using Milestone.Core.Estimates;

namespace Milestone.Core.Projects;

/// <summary>What Xero does not know of a project and people enter: whose it is, who runs it, when and for how much.</summary>
/// <param name="Project">The project.</param>
public sealed record ProjectSettings(Guid Project)
{
    /// <summary>From 1; 0 where nobody has described the project yet. A change is made on the current one.</summary>
    public long Version { get; init; }

    /// <summary>The customer, as the firm calls them; may be empty.</summary>
    public string Client { get; init; } = "";

    /// <summary>Where the project stands; active until somebody says otherwise.</summary>
    public ProjectStatus Status { get; init; } = ProjectStatus.Active;

    /// <summary>The first day on site, planned or past; null where not known.</summary>
    public DateOnly? StartDate { get; init; }

    /// <summary>The day of completion, planned or past; null where not known.</summary>
    public DateOnly? EndDate { get; init; }

    /// <summary>Who runs it; may be empty.</summary>
    public string Manager { get; init; } = "";

    /// <summary>The agreed price in base currency, ex VAT, before variations; null where not known.</summary>
    public decimal? ContractSum { get; init; }

    /// <summary>Whether completion is measured by the progress that people enter (output method) instead of by cost.</summary>
    public bool OutputMethod { get; init; }

    /// <summary>Plain text; may be empty.</summary>
    public string Notes { get; init; } = "";

    /// <summary>Who entered this version; empty at version 0.</summary>
    public string ChangedBy { get; init; } = "";

    /// <summary>When this version was entered; null at version 0.</summary>
    public DateTimeOffset? ChangedAt { get; init; }
}

/// <summary>Where a project stands, as people say.</summary>
public enum ProjectStatus
{
    /// <summary>Not begun.</summary>
    Planned = 0,

    /// <summary>Under way.</summary>
    Active = 1,

    /// <summary>Interrupted.</summary>
    OnHold = 2,

    /// <summary>Done.</summary>
    Completed = 3,
}

/// <summary>Settings as somebody enters them: all of them at once. What is out of bounds is refused with the field named.</summary>
public sealed record ProjectSettingsEntry
{
    /// <summary>The customer: at most 200 characters.</summary>
    public string? Client { get; init; }

    /// <summary>Where the project stands.</summary>
    public ProjectStatus? Status { get; init; }

    /// <summary>The first day on site.</summary>
    public DateOnly? StartDate { get; init; }

    /// <summary>The day of completion; not before the first.</summary>
    public DateOnly? EndDate { get; init; }

    /// <summary>Who runs it: at most 200 characters.</summary>
    public string? Manager { get; init; }

    /// <summary>The agreed price in base currency, ex VAT, before variations: zero or more, at most two decimals.</summary>
    public decimal? ContractSum { get; init; }

    /// <summary>Whether completion is measured by progress instead of cost; null is by cost.</summary>
    public bool? OutputMethod { get; init; }

    /// <summary>Plain text of at most 4,000 characters.</summary>
    public string? Notes { get; init; }

    internal ProjectSettings Checked(Guid project)
    {
        var faults = new EntryFaults();
        var settings = new ProjectSettings(project)
        {
            Client = faults.Text("client", "The client", Client, EntryFaults.LongestName),
            Status = faults.Choice("status", "The status", Status),
            StartDate = faults.OptionalDay("startDate", "The first day", StartDate),
            EndDate = faults.OptionalDay("endDate", "The last day", EndDate),
            Manager = faults.Text("manager", "The manager", Manager, EntryFaults.LongestName),
            ContractSum = ContractSum is null ? null : faults.Money("contractSum", "The contract sum", ContractSum),
            OutputMethod = OutputMethod ?? false,
            Notes = faults.Notes("notes", "The notes", Notes),
        };
        if (EndDate < StartDate)
            faults.Add("endDate", "The last day is before the first. Put one of them right.");
        faults.Check();
        return settings;
    }
}
