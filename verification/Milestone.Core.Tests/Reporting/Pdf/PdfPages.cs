using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace Milestone.Core.Tests.Reporting.Pdf;

/// <summary>A PDF read back: the lines of each page as a reader selects them.</summary>
internal sealed class PdfPages : IDisposable
{
    private readonly PdfDocument document;

    public PdfPages(byte[] file) => document = PdfDocument.Open(file);

    public DocumentInformation Properties => document.Information;

    public int Count => document.NumberOfPages;

    public Page Page(int number) => document.GetPage(number);

    /// <summary>The lines of a page, top to bottom, words parted by one space.</summary>
    public IReadOnlyList<string> Lines(int page) =>
    [
        .. Page(page).GetWords()
            .GroupBy(word => Math.Round(word.Letters[0].StartBaseLine.Y, 0))
            .OrderByDescending(line => line.Key)
            .Select(line => string.Join(' ', line.OrderBy(word => word.BoundingBox.Left).Select(word => word.Text))),
    ];

    /// <summary>The lines of every page.</summary>
    public IReadOnlyList<string> AllLines => [.. Enumerable.Range(1, Count).SelectMany(Lines)];

    public void Dispose() => document.Dispose();
}
