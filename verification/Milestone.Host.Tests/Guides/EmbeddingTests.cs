using System.Diagnostics;
using System.Text;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Guides;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Guides;

/// <summary>The program that docs/embedding.md shows is the one that compiles, and does what the guide says of it. Figures: <see cref="SmallBooks"/>.</summary>
public sealed class EmbeddingTests
{
    private static readonly Guide Embedding = Guide.Of("docs/embedding.md");

    [Fact]
    public void The_guide_shows_the_program_as_it_stands()
    {
        var program = File.ReadAllText(Path.Combine(Guide.Root, "verification", "Milestone.Embedding", "Program.cs")).TrimStart('\uFEFF').ReplaceLineEndings("\n");

        Assert.Equal(program, Assert.Single(Embedding.Blocks, block => block.Info == "csharp").Text);
    }

    [Fact]
    public async Task It_imports_into_an_empty_database_and_writes_a_statement_and_again_finds_nothing_new()
    {
        TemporaryPostgres.Require();
        var database = await TemporaryPostgres.EmptyAsync();
        var (responses, folder) = (SmallBooks.AsFolder(), Directory.CreateTempSubdirectory("milestone-embedding-").FullName);
        try
        {
            var first = await RunAsync(folder, database, responses);
            var again = await RunAsync(folder, database, responses);

            Assert.True(first.ExitCode == 0, first.Error);
            Assert.Null(RunTests.Missing(Assert.Single(Embedding.Blocks, block => block.Info == "text").Text, first.Output));
            Assert.Contains("Acme Builders was there.\n0 records new, 0 changed, 0 rejected.\nNet profit 649.25;", again.Output, StringComparison.Ordinal);
            var files = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToList();
            Assert.Contains("\nNet profit,499.25,150.00,0.00,", await File.ReadAllTextAsync(files[0], TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.StartsWith("%PDF-", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(files[1], TestContext.Current.CancellationToken)), StringComparison.Ordinal);
            Assert.Equal(2, files.Count);
        }
        finally
        {
            Directory.Delete(responses, recursive: true);
            Directory.Delete(folder, recursive: true);
            await TemporaryPostgres.DropAsync(database);
        }
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_a_line_with_the_remedy()
    {
        var outcome = await RunAsync(Path.GetTempPath(), "Host=127.0.0.1;Port=1;Database=books;Username=someone;Password=very-secret", "responses");

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("PostgreSQL does not answer at 127.0.0.1:1", Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    // From its own folder of outputs: beside the host's it would find a runtime that has more than it brings itself.
    private static async Task<CommandOutcome> RunAsync(string folder, params string[] arguments)
    {
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(Guide.Root, "artifacts", "bin", "Milestone.Embedding", configuration, "Milestone.Embedding.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CommandOutcome(process.ExitCode, await output, await error);
    }
}
