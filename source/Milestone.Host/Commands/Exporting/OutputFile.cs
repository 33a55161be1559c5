using Milestone.Core;

namespace Milestone.Host.Commands.Exporting;

/// <summary>Where an export goes. A file appears whole or not at all: it is written beside its name and then moved there.</summary>
internal static class OutputFile
{
    private const string StandardOutput = "-";

    public static async Task WriteAsync(string output, Func<Stream, Task> write)
    {
        if (output == StandardOutput)
        {
            await using var stdout = Console.OpenStandardOutput();
            await write(stdout);
            return;
        }

        var target = Path.GetFullPath(output);
        if (Directory.Exists(target))
            throw Bad($"'{output}' is a folder. Give the name of a file.");
        if (!Directory.Exists(Path.GetDirectoryName(target)))
            throw Bad($"There is no folder '{Path.GetDirectoryName(target)}'. Create it first, or correct the path.");
        var unfinished = $"{target}.{Guid.NewGuid():N}.unfinished";
        try
        {
            await using (var stream = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
                await write(stream);
            File.Move(unfinished, target, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }

        Terminal.Note($"Wrote {output}.");
    }

    private static ProblemException Bad(string message) => new(ProblemKind.Invalid, message) { Field = "output" };
}
