using System.Globalization;

namespace Milestone.Host.Demo;

/// <summary>The demo as files, to be looked at or imported: one flat folder whose names sort in the order of fetching.</summary>
internal static class DemoFolder
{
    /// <summary>Writes every payload into the folder, which is made when missing.</summary>
    /// <returns>How many files were written, and how many bytes.</returns>
    public static (int Files, long Bytes) Write(IEnumerable<DemoStage> stages, string folder)
    {
        Directory.CreateDirectory(folder);
        var files = 0;
        var bytes = 0L;
        foreach (var stage in stages)
        {
            var sequence = 0;
            foreach (var payload in stage.Payloads)
            {
                File.WriteAllBytes(Path.Combine(folder, FileName(stage, ++sequence, payload)), payload.Json);
                files++;
                bytes += payload.Json.LongLength;
            }
        }

        return (files, bytes);
    }

    static string FileName(DemoStage stage, int sequence, DemoPayload payload) =>
        string.Create(CultureInfo.InvariantCulture, $"{stage.At:yyyy-MM-dd}-{sequence:D4}-{payload.FileName}");
}
