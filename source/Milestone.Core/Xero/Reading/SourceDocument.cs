using System.Security.Cryptography;
using System.Text;
using Milestone.Core.Ledger;

namespace Milestone.Core.Xero;

/// <summary>One document record as it came: what posts, what readers see, which version it is, and what it tells of settlements.</summary>
/// <param name="Document">What decides the postings.</param>
/// <param name="UpdatedUtc">Its version; <see cref="DateTimeOffset.MinValue"/> where the payload has none.</param>
/// <param name="Raw">The record as it came.</param>
internal sealed record SourceDocument(Document Document, DateTimeOffset UpdatedUtc, string Raw)
{
    public DateOnly? DueDate { get; init; }

    public string Number { get; init; } = "";

    public string Reference { get; init; } = "";

    public SourceContact? Contact { get; init; }

    /// <summary>ISO code; empty where the payload names none, which means the base currency.</summary>
    public string Currency { get; init; } = "";

    public IReadOnlyList<SettlementClaim> Claims { get; init; } = [];

    /// <summary>Whether lines came with it; a summary has none and renews the header only.</summary>
    public bool HasLines => Document.Lines.Count > 0;

    /// <summary>Whether it tells of settlements: any full record does, by saying none; a summary only when it names some.</summary>
    public bool TellsSettlements => HasLines || Claims.Count > 0;

    /// <summary>A digest of the record as it came.</summary>
    public byte[] Hash { get; } = HashOf(Raw);

    /// <summary>The digest of a record as it came.</summary>
    public static byte[] HashOf(string raw) => SHA256.HashData(Encoding.UTF8.GetBytes(raw))[..16];
}

/// <summary>The customer or supplier that a document names.</summary>
internal sealed record SourceContact(Guid Id, string Name);
