using System.Text.RegularExpressions;
using Milestone.Testing.Guides;
using Xunit;

namespace Milestone.Host.Tests.Guides;

/// <summary>Every figure that a table of Core shows is explained in docs/concepts.md by the name it has there, and none is that does not exist.</summary>
public sealed partial class FigureTests
{
    // Headed by what is put together: a plan is a budget of Xero's or an estimate, and a line is called by what it is behind.
    private static readonly string[] PutTogether = [.. new[] { "Budget", "Estimate" }.SelectMany(plan => new[] { plan, $"{plan} variance", $"{plan} variance %" }), "Effect on profit"];

    [Fact]
    public void Every_figure_is_explained_and_every_explained_one_is_shown()
    {
        var (shown, explained) = (Shown().ToHashSet(StringComparer.Ordinal), Explained(Guide.Of("docs/concepts.md").Text));

        Assert.Equal([], shown.Except(explained).Select(name => $"{name} is not explained"));
        Assert.Equal([], explained.Except(shown).Select(name => $"{name} does not exist"));
        Assert.Equal(explained.Count, explained.Distinct().Count());
    }

    [Fact]
    public void A_column_is_found_however_it_is_written()
    {
        const string Code = """
            new(Cost, With("Cost", vat), ColumnKind.Money) { IsTotal = true },
            new("phase", "Build phase", ColumnKind.Text),
            new("estimate", vat == Vat.Gross ? "Estimated cost, ex VAT" : "Estimated cost",
                ColumnKind.Percent), Line(RowKind.Item, "in", "Money in", 1m), Follows("v", "Variance", Kind.Variance)
            """;

        Assert.Equal(["Cost", "Estimated cost", "Money in", "Variance"], In(Code).Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Shown() => Directory.EnumerateFiles(Path.Combine(Guide.Root, "source", "Milestone.Core"), "*.cs", SearchOption.AllDirectories)
        // The audit's counts of rows and bytes are no figures of the books.
        .Where(file => !file.Contains("Auditing", StringComparison.Ordinal))
        .SelectMany(file => In(File.ReadAllText(file)))
        .Concat(PutTogether);

    private static IEnumerable<string> In(string code) =>
        Column().Matches(code).SelectMany(column => Literal().Matches(column.Groups[1].Value).Select(literal => literal.Groups[1].Value))
            .Concat(Named().Matches(code).Select(named => named.Groups[1].Value))
            // A formula names columns by their ids, which begin with a small letter.
            .Where(name => !char.IsLower(name[0]))
            .Select(name => name.EndsWith(", ex VAT", StringComparison.Ordinal) ? name[..^", ex VAT".Length] : name);

    private static List<string> Explained(string text)
    {
        var rows = text.Split("## Every figure by its name\n")[1].Split("\n## ")[0].Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1);
        return [.. rows.SelectMany(row => Italic().Matches(row.Split('|')[1])).Select(name => name.Groups[1].Value)];
    }

    [GeneratedRegex(@"(?:new|TableColumn)\([^,()]+,((?:(?!new\(|TableColumn\()[^;])*?),\s*ColumnKind\.(?:Money|Percent|Number)\b")]
    private static partial Regex Column();

    [GeneratedRegex("(?<![$\"\\w])\"([^\"]+)\"")]
    private static partial Regex Literal();

    // Lines of the float, key figures, ages, sections and what follows from other columns.
    [GeneratedRegex(@"(?:(?:Line|Follows|Sum|new KeyFigure)\((?:RowKind\.\w+, )?""[\w-]+"", |\(Age\.\w+, ""\w+"", |Section\.\w+ => )""([^""{]+)""")]
    private static partial Regex Named();

    [GeneratedRegex(@"\*([^*]+)\*")]
    private static partial Regex Italic();
}
