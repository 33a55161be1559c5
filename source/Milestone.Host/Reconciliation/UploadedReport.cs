using System.Text.Json;
using Milestone.Core.Xero;

namespace Milestone.Host.Reconciliation;

/// <summary>A file that a person uploads as a report of Xero's. It goes the way of every payload; here it is only made sure that it holds a report and nothing else.</summary>
internal static class UploadedReport
{
    private const int MostNesting = 6;

    private static readonly string[] Wrappers = ["body", "json", "data"];

    /// <summary>The bytes of the file.</summary>
    public static async Task<byte[]> ReadAsync(IFormFile file, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }

    /// <summary>What is wrong with it and what to do, or null where it can be imported.</summary>
    public static string? Fault(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Reports(document.RootElement, 0) switch
            {
                1 => null,
                0 => "There is no report in it. Choose the answer of Xero's Reports/ProfitAndLoss, as it came.",
                var several => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"There are {several} reports in it. Choose a file with one."),
            };
        }
        catch (JsonException)
        {
            return "It is not JSON. Choose the answer of Xero's Reports/ProfitAndLoss as it came, not an Excel or PDF export of the report.";
        }
    }

    /// <summary>The file as a payload.</summary>
    public static async IAsyncEnumerable<XeroPayload> AsPayload(string name, byte[] json)
    {
        yield return new XeroPayload(Path.GetFileName(name), json);
        await Task.CompletedTask;
    }

    private static int Reports(JsonElement json, int depth) => (json.ValueKind, depth) switch
    {
        (_, > MostNesting) => 0,
        (JsonValueKind.Array, _) => json.EnumerateArray().Sum(element => Reports(element, depth + 1)),
        (JsonValueKind.Object, _) => InObject(json, depth),
        _ => 0,
    };

    private static int InObject(JsonElement json, int depth)
    {
        var reports = 0;
        foreach (var property in json.EnumerateObject())
        {
            if (property.Name.Equals("Reports", StringComparison.OrdinalIgnoreCase))
                return property.Value.ValueKind == JsonValueKind.Array ? property.Value.GetArrayLength() : 1;
            if (property.Name.Equals("ReportID", StringComparison.OrdinalIgnoreCase) || property.Name.Equals("ReportType", StringComparison.OrdinalIgnoreCase))
                return 1;
            if (Wrappers.Contains(property.Name, StringComparer.OrdinalIgnoreCase))
                reports += Reports(property.Value, depth + 1);
        }

        return reports;
    }
}
