using System.Text.Json;

namespace Milestone.Testing.Oracle;

/// <summary>One effect on profit: income positive, cost negative, base currency.</summary>
/// <param name="Cash">Whether it belongs to the cash basis; else to the accrual basis.</param>
/// <param name="Date">The day it counts.</param>
/// <param name="Account">Xero's AccountID.</param>
/// <param name="Project">The project's name, or Unassigned.</param>
/// <param name="Phase">The phase's name, or Unassigned.</param>
/// <param name="Document">Xero's id of the document.</param>
/// <param name="Amount">The effect.</param>
public sealed record PlainPosting(bool Cash, DateOnly Date, Guid Account, string Project, string Phase, string Document, decimal Amount);

/// <summary>An account as the latest payload has it.</summary>
public sealed record PlainAccount(Guid Id, string Code, string Name, string Type, string Class, DateTimeOffset Updated)
{
    /// <summary>Whether its lines are profit and loss.</summary>
    public bool IsProfitAndLoss => Class is "REVENUE" or "EXPENSE";

    /// <summary>Its section of the statement, as docs/concepts.md lists them by type; an unknown type goes by its class.</summary>
    public PlainSection Section => Type switch
    {
        "REVENUE" or "SALES" => PlainSection.Income,
        "DIRECTCOSTS" => PlainSection.CostOfSales,
        "OTHERINCOME" => PlainSection.OtherIncome,
        "EXPENSE" or "OVERHEADS" or "DEPRECIATN" or "WAGESEXPENSE" or "SUPERANNUATIONEXPENSE" => PlainSection.Overheads,
        _ => Class == "REVENUE" ? PlainSection.Income : PlainSection.Overheads,
    };
}

/// <summary>The four sections that hold accounts.</summary>
public enum PlainSection
{
    /// <summary>REVENUE, SALES.</summary>
    Income,

    /// <summary>DIRECTCOSTS.</summary>
    CostOfSales,

    /// <summary>OTHERINCOME.</summary>
    OtherIncome,

    /// <summary>EXPENSE, OVERHEADS, DEPRECIATN, payroll.</summary>
    Overheads,
}

/// <summary>A document: the header of its newest version and the lines of the newest version that has them.</summary>
internal sealed class PlainDocument(string endpoint)
{
    public string Endpoint { get; } = endpoint;

    public JsonElement Header { get; private set; }

    public JsonElement[] Lines { get; private set; } = [];

    public DateTimeOffset Updated { get; private set; } = DateTimeOffset.MinValue;

    private bool headerHadLines;
    private DateTimeOffset? linesUpdated;

    public string Type => Header.Text("Type");

    public DateOnly Date => Header.Day(Endpoint == "Journals" ? "JournalDate" : "Date")!.Value;

    public decimal Total => Header.Money("Total");

    public bool IsDead => Header.Text("Status") is "VOIDED" or "DELETED";

    /// <summary>Takes one version in; the order of versions does not matter.</summary>
    public void Take(JsonElement record)
    {
        var updated = record.Time("UpdatedDateUTC");
        var lines = record.Items(Endpoint is "ManualJournals" or "Journals" ? "JournalLines" : "LineItems").ToArray();

        // Xero keeps no document without a line, so a payload without lines is a summary, whatever its total.
        var complete = lines.Length > 0;
        if (Header.ValueKind == JsonValueKind.Undefined || updated > Updated || (updated == Updated && complete && !headerHadLines))
            (Header, Updated, headerHadLines) = (record, updated, complete);
        if (complete && (linesUpdated is null || updated > linesUpdated))
            (Lines, linesUpdated) = (lines, updated);
    }
}
