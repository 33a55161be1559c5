using System.Runtime.CompilerServices;
using System.Text;

namespace Milestone.Testing.Golden;

/// <summary>
/// Compares what a test received with a file that a person wrote or accepted. A mismatch fails with a diff and leaves the received text below
/// artifacts/golden-received, from where <c>./build.sh Golden --accept</c> copies it. A missing file fails too.
/// </summary>
public static class GoldenFile
{
    /// <summary>The repository's root: the folder of Milestone.sln above the running test.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Compares with a file named from the folder of the test that calls.</summary>
    /// <param name="name">The golden file's path from the folder of the calling test's source, with forward slashes.</param>
    /// <param name="received">What the test received.</param>
    /// <param name="caller">The compiler fills this in.</param>
    public static void MatchBeside(string name, string received, [CallerFilePath] string caller = "")
    {
        // The build maps the root away (/_/verification/...), so that the same bytes come out of any folder.
        var folder = Path.GetDirectoryName(caller.Replace('\\', '/'))!.Replace('\\', '/');
        var below = folder[(folder.LastIndexOf("/verification/", StringComparison.Ordinal) + "/verification/".Length)..];
        Match($"{below}/{name}", received);
    }

    /// <summary>Compares with a file named from the verification folder.</summary>
    public static void Match(string pathBelowVerification, string received)
    {
        NoteUse(pathBelowVerification);
        var golden = Path.Combine(Root, "verification", pathBelowVerification);
        var expected = File.Exists(golden) ? File.ReadAllText(golden) : null;
        if (Lines(expected ?? "").SequenceEqual(Lines(received)) && expected is not null)
            return;

        var keep = Path.Combine(Root, "artifacts", "golden-received", pathBelowVerification);
        Directory.CreateDirectory(Path.GetDirectoryName(keep)!);
        File.WriteAllText(keep, received);
        Xunit.Assert.Fail(
            (expected is null ? $"There is no golden file verification/{pathBelowVerification}." : $"verification/{pathBelowVerification} differs from what was received:\n{Diff(expected, received)}")
            + $"\nReceived: artifacts/golden-received/{pathBelowVerification}. When the new text is right by hand, ./build.sh Golden --accept takes it.");
    }

    /// <summary>Lets <c>./build.sh Golden</c> tell which golden files no test asks for any more.</summary>
    private static void NoteUse(string pathBelowVerification)
    {
        if (Environment.GetEnvironmentVariable("MILESTONE_GOLDEN_USED") is not { Length: > 0 } folder)
            return;
        var note = Path.Combine(folder, pathBelowVerification);
        Directory.CreateDirectory(Path.GetDirectoryName(note)!);
        File.WriteAllText(note, "");
    }

    /// <summary>The lines that differ: '-' stands before the golden's, '+' before the received.</summary>
    public static string Diff(string expected, string received)
    {
        var (left, right) = (Lines(expected), Lines(received));
        var common = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
                common[i, j] = left[i] == right[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var diff = new StringBuilder();
        for (int i = 0, j = 0; i < left.Length || j < right.Length;)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
                (i, j) = (i + 1, j + 1);
            else if (j == right.Length || (i < left.Length && common[i + 1, j] >= common[i, j + 1]))
                diff.Append("- ").AppendLine(left[i++]);
            else
                diff.Append("+ ").AppendLine(right[j++]);
        }

        return diff.ToString();
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Milestone.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests run outside the repository: no folder above them has Milestone.sln.");
    }
}
