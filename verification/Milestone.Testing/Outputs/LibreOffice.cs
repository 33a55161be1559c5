using System.Diagnostics;
using Xunit;

namespace Milestone.Testing.Outputs;

/// <summary>LibreOffice, which recalculates a workbook as its reader's program would.</summary>
public static class LibreOffice
{
    // Comma, quotes, UTF-8, from line 1, values as they are and not as they are shown, every sheet into a file of its own.
    private const string AllSheets = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";

    /// <summary>The sheets of a workbook as records of values, by the sheet's name.</summary>
    public static async Task<IReadOnlyDictionary<string, List<string[]>>> Recalculate(byte[] workbook) => (await Recalculate([workbook]))[0];

    /// <summary>The same for several workbooks, in one start of the program.</summary>
    public static async Task<IReadOnlyList<IReadOnlyDictionary<string, List<string[]>>>> Recalculate(IReadOnlyList<byte[]> workbooks)
    {
        ArgumentNullException.ThrowIfNull(workbooks);
        var program = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, "soffice")).FirstOrDefault(File.Exists);
        if (program is null)
        {
            const string remedy = "soffice is not on the PATH: apt-get install libreoffice-calc recalculates the workbook.";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", remedy);
            Assert.Skip(remedy);
        }

        var folder = Directory.CreateTempSubdirectory("milestone-recalculation-");
        try
        {
            var files = workbooks.Select((_, index) => Path.Combine(folder.FullName, $"book{index:D3}.xlsx")).ToList();
            for (var i = 0; i < files.Count; i++)
                await File.WriteAllBytesAsync(files[i], workbooks[i], TestContext.Current.CancellationToken);
            await Run(program, [$"-env:UserInstallation=file://{folder.FullName}/profile", "--headless", "--convert-to", AllSheets, "--outdir", folder.FullName, .. files]);
            return
            [
                .. files.Select(file => Path.GetFileNameWithoutExtension(file) + "-").Select(prefix => Directory.GetFiles(folder.FullName, prefix + "*.csv").ToDictionary(
                    path => Path.GetFileNameWithoutExtension(path)[prefix.Length..],
                    path => Rfc4180.Read(File.ReadAllText(path).ReplaceLineEndings("\r\n")))),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        try
        {
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, $"soffice ended with {process.ExitCode}: {await errors}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
