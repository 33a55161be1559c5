using Milestone.Build.Verification;

namespace Milestone.Build.Tests.Verification;

public sealed class GoldenFilesTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("milestone goldens ").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Accepting_moves_what_was_received_over_the_golden_files_new_ones_included()
    {
        Write("verification/Core.Tests/Statements/leap-day.txt", "old");
        Write("artifacts/golden-received/Core.Tests/Statements/leap-day.txt", "new");
        Write("artifacts/golden-received/Core.Tests/Statements/year-end.txt", "first");

        var accepted = new GoldenFiles(root).Accept();

        Assert.Equal(["Core.Tests/Statements/leap-day.txt", "Core.Tests/Statements/year-end.txt"], accepted);
        Assert.Equal("new", Read("verification/Core.Tests/Statements/leap-day.txt"));
        Assert.Equal("first", Read("verification/Core.Tests/Statements/year-end.txt"));
        Assert.Empty(new GoldenFiles(root).Differences());
    }

    [Fact]
    public void A_file_beside_used_goldens_and_of_their_kind_that_no_test_asked_for_is_an_orphan()
    {
        Write("verification/Core.Tests/Statements/leap-day.txt", "");
        Write("verification/Core.Tests/Statements/renamed-away.txt", "");
        Write("verification/Core.Tests/Statements/StatementTests.cs", "");
        Write("verification/Core.Tests/Books/two-currencies.txt", "");
        Write("artifacts/golden-used/Core.Tests/Statements/leap-day.txt", "");

        Assert.Equal(["Core.Tests/Statements/renamed-away.txt"], new GoldenFiles(root).Orphans());
    }

    [Fact]
    public void A_new_run_forgets_what_the_last_received_and_used()
    {
        Write("artifacts/golden-received/Core.Tests/a.txt", "");
        Write("artifacts/golden-used/Core.Tests/a.txt", "");
        Write("verification/Core.Tests/b.txt", "");
        var goldens = new GoldenFiles(root);

        goldens.Forget();

        Assert.Empty(goldens.Differences());
        Assert.Empty(goldens.Orphans());
        Assert.True(Directory.Exists(goldens.Used));
    }

    void Write(string path, string text)
    {
        var file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    string Read(string path) => File.ReadAllText(Path.Combine(root, path));
}
