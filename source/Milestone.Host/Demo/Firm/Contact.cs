namespace Milestone.Host.Demo.Firm;

/// <summary>A customer, supplier or subcontractor; every name is invented.</summary>
internal sealed record Contact(string Name)
{
    public bool IsCustomer { get; init; }

    public bool IsSupplier { get; init; }

    public string City { get; init; } = "Guildford";

    /// <summary>Currency this contact bills in.</summary>
    public string Currency { get; init; } = "GBP";

    /// <summary>What a subcontractor's labour suffers under CIS, per cent; null where CIS does not apply.</summary>
    public int? CisPercent { get; init; }

    /// <summary>Registered for VAT: a supplier that is not sends bills without tax.</summary>
    public bool VatRegistered { get; init; } = true;

    public Guid Id => NamedGuid.Of($"contact/{Name}");

    /// <summary>Two to four letters for the bill numbers of this supplier.</summary>
    public string Initials => string.Concat(Name.Where(char.IsAsciiLetterUpper).Take(3));
}
