using System.Text;
using Milestone.Core.Xero;
using Milestone.Testing.Books;

namespace Milestone.Testing.Generation;

/// <summary>Random books in stages, the style their payloads are written in, and a number that decides their order.</summary>
/// <param name="Stages">What is fetched, day by day.</param>
/// <param name="Style">How payloads are written.</param>
/// <param name="Order">Decides the order of shuffled pages.</param>
public sealed record GeneratedLedger(IReadOnlyList<LedgerImport> Stages, PayloadStyle Style, int Order)
{
    /// <summary>The books as they stand at the end.</summary>
    public Book Final => Stages[^1].Book;

    /// <summary>The payloads of one stage in the order Xero would be asked; the chart, which does not change, with the first.</summary>
    public IReadOnlyList<XeroPayload> Payloads(int stage) =>
    [
        .. stage == 0 ? XeroPayloads.Reference(Stages[stage].Book, Style) : [],
        .. XeroPayloads.Of(Stages[stage].Book, Stages[stage].Documents, Style),
    ];

    /// <summary>The payloads of all stages, older versions after newer ones, documents before their accounts.</summary>
    public IReadOnlyList<XeroPayload> Shuffled(int salt = 0)
    {
        var random = new Random(Order + salt);
        var payloads = Enumerable.Range(0, Stages.Count).SelectMany(Payloads).ToArray();
        random.Shuffle(payloads);
        return payloads;
    }

    /// <summary>The books in the form of the golden ledgers, to be read and kept when a property fails.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var stage in Stages)
        {
            if (text.Length > 0)
                text.Append("\nimport ").AppendLine(stage.Title);
            text.Append(LedgerWriter.Write(stage, withChart: text.Length == 0));
        }

        return text.Append($"\n; {Style}, order {Order.ToString(System.Globalization.CultureInfo.InvariantCulture)}").ToString();
    }
}
