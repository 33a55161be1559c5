using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Milestone.Testing.Books;

/// <summary>
/// A tiny set of books as Xero would hold it: the organisation, its chart, its tracking options and its documents.
/// <see cref="XeroPayloads"/> turns it into the raw responses that an import takes.
/// </summary>
public sealed record Book
{
    /// <summary>ISO code of the base currency.</summary>
    public string Currency { get; init; } = "GBP";

    /// <summary>The last day of the financial year: month.</summary>
    public int YearEndMonth { get; init; } = 3;

    /// <summary>The last day of the financial year: day of the month.</summary>
    public int YearEndDay { get; init; } = 31;

    /// <summary>The chart of accounts.</summary>
    public ImmutableList<BookAccount> Accounts { get; init; } = [];

    /// <summary>The options of the tracking category "Project".</summary>
    public ImmutableList<BookOption> Projects { get; init; } = [];

    /// <summary>The options of the tracking category "Build phase".</summary>
    public ImmutableList<BookOption> Phases { get; init; } = [];

    /// <summary>Everything that may post.</summary>
    public ImmutableList<BookDocument> Documents { get; init; } = [];

    /// <summary>The document with this number.</summary>
    public BookDocument this[string number] => Documents.Single(document => document.Number == number);

    /// <summary>The book with the document put in place of the one with its id, or added.</summary>
    public Book With(BookDocument document)
    {
        var index = Documents.FindIndex(other => other.Id == document.Id);
        return this with { Documents = index < 0 ? Documents.Add(document) : Documents.SetItem(index, document) };
    }

    /// <summary>When everything was last changed unless a book says otherwise.</summary>
    public static DateTimeOffset FirstDay { get; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The same id for the same words in every run.</summary>
    public static Guid IdOf(string words) => new(SHA256.HashData(Encoding.UTF8.GetBytes(words)).AsSpan(0, 16));
}

/// <summary>An account. A code is unique in a book; its id follows from it.</summary>
public sealed record BookAccount(string Code, string Name, string Type, string Class)
{
    /// <summary>Xero's id.</summary>
    public Guid Id => Book.IdOf($"account {Code}");

    /// <summary>When Xero last changed it.</summary>
    public DateTimeOffset Updated { get; init; } = Book.FirstDay;

    /// <summary>Whether Xero still offers it for new lines.</summary>
    public bool Archived { get; init; }
}

/// <summary>A tracking option: a project or a build phase.</summary>
public sealed record BookOption(string Name, bool Archived = false)
{
    /// <summary>Xero's id.</summary>
    public Guid Id => Book.IdOf($"option {Name}");
}
