using System.Globalization;
using Milestone.Core.Ledger;
using Milestone.Core.Values;

namespace Milestone.Core.Xero;

/// <summary>An account as Xero sends it.</summary>
internal sealed record SourceAccount(Guid Id, string? Code, string Name, string Type, string Class, string Status, string? SystemAccount)
{
    /// <summary>Its version; <see cref="DateTimeOffset.MinValue"/> where the payload has none.</summary>
    public DateTimeOffset UpdatedUtc { get; init; } = DateTimeOffset.MinValue;
}

/// <summary>A tracking category as Xero sends it, with its options.</summary>
internal sealed record SourceCategory(Guid Id, string Name, string Status, IReadOnlyList<SourceOption> Options)
{
    /// <summary>Xero dates no categories: the time it answered at, or <see cref="DateTimeOffset.MinValue"/> where the envelope does not say.</summary>
    public DateTimeOffset UpdatedUtc { get; init; } = DateTimeOffset.MinValue;
}

/// <summary>An option of a tracking category.</summary>
internal sealed record SourceOption(Guid Id, string Name, string Status);

/// <summary>A contact as Xero sends it.</summary>
internal sealed record SourceParty(Guid Id, string Name, string Status, DateTimeOffset UpdatedUtc);

/// <summary>What Xero says of the organisation itself.</summary>
internal sealed record SourceOrganisation(string? XeroId, string? ShortCode, string BaseCurrency, FinancialYear? FinancialYear, string? TimeZone);

/// <summary>Reads the records that are not documents.</summary>
internal static class XeroReference
{
    public static SourceAccount Account(XeroRecord record)
    {
        var type = record.RequiredText("Type").ToUpperInvariant();
        var accountClass = record.Text("Class")?.ToUpperInvariant() ?? AccountSection.ClassOf(type)
            ?? throw new RejectedRecordException($"Class is missing and Type \"{type}\" is not known here. Fetch the account from Xero again with its Class.");
        if (accountClass is not ("REVENUE" or "EXPENSE" or "ASSET" or "LIABILITY" or "EQUITY"))
            throw record.Unknown("Class", "REVENUE, EXPENSE, ASSET, LIABILITY, EQUITY");
        return new SourceAccount(
            record.RequiredId("AccountID"),
            record.Text("Code"),
            record.RequiredText("Name"),
            type,
            accountClass,
            record.Text("Status")?.ToUpperInvariant() ?? "ACTIVE",
            record.Text("SystemAccount"))
        { UpdatedUtc = XeroDocuments.Version(record, "UpdatedDateUTC") };
    }

    public static SourceCategory TrackingCategory(XeroRecord record) => new(
        record.RequiredId("TrackingCategoryID"),
        record.RequiredText("Name"),
        record.Text("Status")?.ToUpperInvariant() ?? "ACTIVE",
        [
            .. record.List("Options").Select(option => new SourceOption(
                option.RequiredId("TrackingOptionID"),
                option.RequiredText("Name"),
                option.Flag("IsArchived") == true ? "ARCHIVED" : option.Text("Status")?.ToUpperInvariant() ?? "ACTIVE")),
        ])
    { UpdatedUtc = (record.AnsweredUtc ?? DateTimeOffset.MinValue).ToUniversalTime() };

    public static SourceParty Contact(XeroRecord record) => new(
        record.RequiredId("ContactID"),
        record.Text("Name") ?? "",
        record.Text("ContactStatus")?.ToUpperInvariant() ?? "ACTIVE",
        XeroDocuments.Version(record, "UpdatedDateUTC"));

    public static SourceOrganisation Organisation(XeroRecord record)
    {
        var currency = record.RequiredText("BaseCurrency").ToUpperInvariant();
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper))
            throw record.Unknown("BaseCurrency", "ISO codes such as GBP");
        return new SourceOrganisation(
            record.Text("OrganisationID"),
            record.Text("ShortCode"),
            currency,
            YearEnd(record),
            record.Text("Timezone") is { } zone ? XeroTimeZones.Iana(zone) : null);
    }

    private static FinancialYear? YearEnd(XeroRecord record)
    {
        if (record.Amount("FinancialYearEndMonth") is not { } month || record.Amount("FinancialYearEndDay") is not { } day)
            return null;
        try
        {
            return new FinancialYear(decimal.ToInt32(month), decimal.ToInt32(day));
        }
        catch (Exception failure) when (failure is ArgumentOutOfRangeException or OverflowException)
        {
            throw new RejectedRecordException(string.Create(CultureInfo.InvariantCulture, $"FinancialYearEndDay {day} of FinancialYearEndMonth {month} is no day of the year. Correct it in Xero."));
        }
    }
}
