using System.Globalization;
using System.Text;

namespace Milestone.Testing.Books;

/// <summary>Writes books in the form that <see cref="LedgerText"/> reads.</summary>
public static class LedgerWriter
{
    /// <summary>One import: the chart where it is asked for, and the documents.</summary>
    public static string Write(LedgerImport import, bool withChart)
    {
        var text = new StringBuilder();
        if (withChart)
        {
            var end = new DateOnly(2024, import.Book.YearEndMonth, import.Book.YearEndDay);
            text.AppendLine(CultureInfo.InvariantCulture, $"organisation {import.Book.Currency}, year ends {end:d MMMM}");
            foreach (var account in import.Book.Accounts)
                text.AppendLine(CultureInfo.InvariantCulture, $"account {account.Code} {account.Name} {account.Type} class {account.Class}");
            foreach (var project in import.Book.Projects)
                text.AppendLine(CultureInfo.InvariantCulture, $"project {project.Name}{(project.Archived ? ", archived" : "")}");
            foreach (var phase in import.Book.Phases)
                text.AppendLine(CultureInfo.InvariantCulture, $"phase {phase.Name}{(phase.Archived ? ", archived" : "")}");
        }

        foreach (var document in import.Documents)
            Write(text, document);
        return text.ToString();
    }

    private static void Write(StringBuilder text, BookDocument document)
    {
        text.Append(CultureInfo.InvariantCulture, $"{document.Date:yyyy-MM-dd} {Words(document.Kind)} {document.Number}");
        if (document.Status != "AUTHORISED")
            text.Append(", ").Append(document.Status.ToLowerInvariant());
        text.Append(document.LineAmountTypes switch { "Inclusive" => ", inclusive", "NoTax" => ", no tax", _ => "" });
        if (document.Currency is { } currency)
            text.Append(CultureInfo.InvariantCulture, $", {currency} at {document.Rate}");
        if (document.Cis != 0)
            text.Append(CultureInfo.InvariantCulture, $", CIS {document.Cis:0.00}");
        if (document.Due is { } due)
            text.Append(CultureInfo.InvariantCulture, $", due {due:yyyy-MM-dd}");
        if (document.FullyPaidOn is { } day)
            text.Append(CultureInfo.InvariantCulture, $", fully paid {day:yyyy-MM-dd}");
        text.Append(document.OnCashBasis ? "" : ", accrual only").AppendLine(document.Summary ? ", without lines" : "");

        foreach (var line in document.Lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {line.Account}  {line.Amount:0.00}  tax {line.Tax:0.00}");
            if (line.Project is not null || line.Phase is not null)
                text.Append(CultureInfo.InvariantCulture, $"  {line.Project ?? "-"}{(line.Phase is null ? "" : " / " + line.Phase)}{(line.TrackedByName ? " by name" : "")}");
            text.AppendLine();
        }

        foreach (var payment in document.Payments)
        {
            var note = payment.Deleted ? "  deleted" : payment.Source switch { PaymentSource.Both => "  told twice", PaymentSource.Endpoint => "  told by Payments", _ => "" };
            text.AppendLine(CultureInfo.InvariantCulture, $"  paid {payment.Date:yyyy-MM-dd}  {payment.Amount:0.00}{note}");
        }

        foreach (var allocation in document.Allocations)
            text.AppendLine(CultureInfo.InvariantCulture, $"  allocated {allocation.Date:yyyy-MM-dd}  {allocation.Amount:0.00} to {allocation.To}");
    }

    private static string Words(BookKind kind) =>
        string.Concat(kind.ToString().Select((letter, index) => char.IsUpper(letter) && index > 0 ? " " + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));
}
