using Milestone.Build.Engine;
using Milestone.Build.Verification;

namespace Milestone.Build.Tests.Verification;

public sealed class MutationTests
{
    const string Source = "if (status is Draft) return; // drafts do not count\nif (status is Voided) return;\n";

    [Fact]
    public void A_mistake_replaces_its_one_place_and_nothing_else()
    {
        Assert.Equal(
            "if (status is Draft) return; // drafts do not count\nif (false) return;\n",
            Mutation("status is Voided", "false").Apply(Source));
    }

    [Theory]
    [InlineData("status is Deleted", "does not contain")]
    [InlineData("return;", "more than once")]
    [InlineData("", "does not contain")]
    public void A_place_that_is_not_there_exactly_once_is_refused(string find, string expected)
    {
        var error = Assert.Throws<StepFailedException>(() => Mutation(find, "").Apply(Source));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_is_read_from_JSON_and_an_entry_without_its_tests_is_refused()
    {
        var whole = Read("""[ { "name": "Drafts count", "file": "source/A.cs", "find": "a", "replace": "b", "tests": "Milestone.Core.Tests", "filter": "Draft" } ]""");
        var error = Assert.Throws<StepFailedException>(() => Read("""[ { "name": "Drafts count", "file": "source/A.cs", "find": "a", "replace": "b" } ]"""));

        Assert.Equal(new Mutation("Drafts count", "source/A.cs", "a", "b", "Milestone.Core.Tests", "Draft"), Assert.Single(whole));
        Assert.Contains("tests", error.Message, StringComparison.Ordinal);
    }

    static Mutation Mutation(string find, string replace) => new("A mistake", "Posting.cs", find, replace, "Milestone.Core.Tests", "Posting");

    static IReadOnlyList<Mutation> Read(string json)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, json);
            return Milestone.Build.Verification.Mutation.Read(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
