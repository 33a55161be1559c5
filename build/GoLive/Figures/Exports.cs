using System.Globalization;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Figures;

internal sealed class Exports : Check
{
    static readonly string[] Questions = ["from=2026-04-01&to=2026-06-30&columns=month", "from=2026-04-01&to=2026-06-30&basis=cash"];

    public override string Task => "T310";

    public override string Title => "Exports";

    public override string Proves => "The statement as PDF, workbook and CSV is downloaded under a name of its own, and every figure of the page stands in each, to the penny";

    public override string Sabotage => "A proxy before the host changes one penny of the CSV";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var site = await world.Site(stop);
        foreach (var question in Questions)
        {
            var page = await site.Get("statement?" + question, stop, "administrator");
            var shown = StatementFigures.OfPage(page.Text);
            evidence.Expect(page.Code == 200 && shown.Count > 20, page.Asked, string.Create(CultureInfo.InvariantCulture, $"{page.Says}; {shown.Count} figures, together {shown.Sum() / 100m:#,##0.00}"));
            foreach (var format in (string[])["csv", "xlsx", "pdf"])
            {
                var file = await site.Get($"api/v1/statement.{format}?{question}", stop, "administrator");
                var figures = file.Code != 200 ? [] : format switch
                {
                    "csv" => StatementFigures.OfCsv(file.Text),
                    "xlsx" => StatementFigures.OfWorkbook(file.Bytes),
                    _ => StatementFigures.OfText(await TextOf(world, file.Bytes, stop)),
                };
                var missing = Without(shown, figures);
                evidence.Expect(
                    file.Code == 200 && file.Header("Content-Disposition").Contains("attachment", StringComparison.Ordinal) && missing.Count == 0,
                    file.Asked,
                    string.Create(CultureInfo.InvariantCulture, $"{file.Says}, {file.Header("Content-Disposition")}; {(missing.Count == 0 ? $"all {shown.Count} figures of the page are in it" : $"not in it: {string.Join(", ", missing.Take(5).Select(pence => (pence / 100m).ToString("0.00", CultureInfo.InvariantCulture)))}")}"));
            }
        }
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop) => (await world.Site(stop)).Before(answer =>
    {
        if (!answer.Asked.Contains("statement.csv", StringComparison.Ordinal)) return answer;
        var text = answer.Text;
        var at = System.Text.RegularExpressions.Regex.Match(text, "[0-9]{3}\\.[0-9]{2}");
        if (!at.Success) return answer;
        var digit = text[at.Index];
        return answer.As(answer.Code, text[..at.Index] + (digit == '9' ? '8' : (char)(digit + 1)) + text[(at.Index + 1)..]);
    });

    /// <summary>The figures that a file lacks, each counted as often as it is shown. A cost may stand there with the other sign.</summary>
    static List<long> Without(IReadOnlyList<long> shown, IReadOnlyList<long> figures)
    {
        var there = figures.GroupBy(Math.Abs).ToDictionary(group => group.Key, group => group.Count());
        return [.. shown.Where(pence => !(there.TryGetValue(Math.Abs(pence), out var left) && (there[Math.Abs(pence)] = left - 1) >= 0))];
    }

    static async Task<string> TextOf(World world, byte[] pdf, CancellationToken stop)
    {
        var file = Path.Combine(Path.GetTempPath(), $"golive-{Guid.NewGuid():N}.pdf");
        await File.WriteAllBytesAsync(file, pdf, stop);
        try
        {
            return await world.Shell.Read("pdftotext", ["-layout", file, "-"], stop) ?? throw new Engine.StepFailedException("pdftotext is not here: the PDF cannot be read back (apt-get install poppler-utils)");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
