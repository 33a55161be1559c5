using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Milestone.Testing.Books;

/// <summary>
/// Reads books from text that a finance person can check by hand; verification/Milestone.Core.Tests/Golden/README.md describes the form.
/// A ledger has one or more imports; each names what Xero would send then.
/// </summary>
public static partial class LedgerText
{
    /// <summary>The imports of a ledger, in order. A line it cannot read is an error that names the line.</summary>
    public static IReadOnlyList<LedgerImport> Read(string text)
    {
        var reader = new Reader();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            try
            {
                reader.Take(line.TrimEnd());
            }
            catch (Exception problem) when (problem is FormatException or InvalidOperationException)
            {
                throw new FormatException($"Line {number.ToString(CultureInfo.InvariantCulture)}: {problem.Message} The line reads: {line}", problem);
            }
        }

        return reader.End();
    }

    private sealed class Reader
    {
        private readonly List<LedgerImport> imports = [];
        private readonly List<Guid> touched = [];
        private Book book = new();
        private string title = "";
        private BookDocument? open;

        public void Take(string line)
        {
            if (line.Length == 0 || line.TrimStart().StartsWith(';'))
                return;
            if (char.IsWhiteSpace(line[0]))
                open = DocumentText.Detail(open ?? throw new FormatException("An indented line belongs to a document, and none is open."), line.Trim());
            else if (char.IsAsciiDigit(line[0]))
                Open(DocumentText.Head(line, Now));
            else
                Directive(line);
        }

        public List<LedgerImport> End()
        {
            Close();
            imports.Add(new LedgerImport(title, book, [.. touched.Distinct().Select(id => book.Documents.Single(document => document.Id == id))]));
            return imports;
        }

        // Each import is a day later than the one before, and so is what Xero says of when its records changed.
        private DateTimeOffset Now => Book.FirstDay.AddDays(imports.Count);

        private void Directive(string line)
        {
            Close();
            if (Matches(NextImport(), line) is { } next)
            {
                End();
                touched.Clear();
                title = next["title"].Value;
            }
            else if (Matches(Organisation(), line) is { } organisation)
            {
                var end = DateOnly.ParseExact(organisation["end"].Value + " 2024", "d MMMM yyyy", CultureInfo.InvariantCulture);
                book = book with { Currency = organisation["currency"].Value, YearEndMonth = end.Month, YearEndDay = end.Day };
            }
            else if (Matches(Account(), line) is { } account)
            {
                var type = account["type"].Value;
                var made = new BookAccount(account["code"].Value, account["name"].Value, type, account["class"].Success ? account["class"].Value : ClassOf(type)) { Updated = Now };
                book = book with { Accounts = book.Accounts.RemoveAll(other => other.Code == made.Code).Add(made) };
            }
            else if (Matches(Option(), line) is { } option)
            {
                var made = new BookOption(option["name"].Value, option["archived"].Success);
                book = option["role"].Value == "project"
                    ? book with { Projects = book.Projects.RemoveAll(other => other.Name == made.Name).Add(made) }
                    : book with { Phases = book.Phases.RemoveAll(other => other.Name == made.Name).Add(made) };
            }
            else
            {
                throw new FormatException("It is not a directive: organisation, account, project, phase, import.");
            }
        }

        private void Open(BookDocument document)
        {
            Close();
            open = document;
        }

        private void Close()
        {
            if (open is null)
                return;
            book = book.With(open);
            touched.Add(open.Id);
            open = null;
        }

        private static GroupCollection? Matches(Regex pattern, string line) => pattern.Match(line) is { Success: true } match ? match.Groups : null;

        private static string ClassOf(string type) => type switch
        {
            "REVENUE" or "SALES" or "OTHERINCOME" => "REVENUE",
            "DIRECTCOSTS" or "EXPENSE" or "OVERHEADS" or "DEPRECIATN" or "WAGESEXPENSE" => "EXPENSE",
            "BANK" or "CURRENT" or "FIXED" or "INVENTORY" or "PREPAYMENT" => "ASSET",
            "CURRLIAB" or "LIABILITY" or "TERMLIAB" => "LIABILITY",
            "EQUITY" => "EQUITY",
            _ => throw new FormatException($"The class of type {type} is not known here: write 'class REVENUE' or the like after it."),
        };
    }

    [GeneratedRegex(@"^import (?<title>.+)$")]
    private static partial Regex NextImport();

    [GeneratedRegex(@"^organisation (?<currency>[A-Z]{3}), year ends (?<end>\d+ \w+)$")]
    private static partial Regex Organisation();

    [GeneratedRegex(@"^account (?<code>\S+)\s+(?<name>.+?)\s+(?<type>[A-Z]+)(?: class (?<class>[A-Z]+))?$")]
    private static partial Regex Account();

    [GeneratedRegex(@"^(?<role>project|phase) (?<name>.+?)(?<archived>, archived)?$")]
    private static partial Regex Option();
}

/// <summary>One import of a ledger.</summary>
/// <param name="Title">What it is, in words; empty for the first.</param>
/// <param name="Book">The books as Xero holds them then.</param>
/// <param name="Documents">The documents that Xero sends then.</param>
public sealed record LedgerImport(string Title, Book Book, ImmutableList<BookDocument> Documents);
