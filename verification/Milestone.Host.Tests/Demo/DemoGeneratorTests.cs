using System.Security.Cryptography;
using Milestone.Host.Demo;
using Xunit;

namespace Milestone.Host.Tests.Demo;

/// <summary>The generator itself: the same bytes everywhere, any size, any day.</summary>
public sealed class DemoGeneratorTests
{
    static readonly DateOnly Today = new(2026, 11, 23);

    static string Digest(DemoOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var payload in DemoCompany.Stages(options).SelectMany(s => s.Payloads))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(payload.FileName));
            hash.AppendData(payload.Json);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    [Fact]
    public void Equal_options_give_equal_bytes_and_another_seed_other_figures()
    {
        var options = new DemoOptions { Today = Today, Documents = 1_500 };
        Assert.Equal(Digest(options), Digest(options));
        Assert.NotEqual(Digest(options), Digest(options with { Seed = 2 }));
    }

    [Fact]
    public void The_numbers_are_SplitMix64s_and_the_names_are_hashed_by_FNV()
    {
        // Published first values: SplitMix64 from state 0, and FNV-1a of "a".
        Assert.Equal(0xE220A8397B1DCDAFUL, Seeded.Mix(0));
        Assert.Equal(0xAF63DC4C8601EC8CUL, NamedGuid.Hash("a", 0xCBF29CE484222325));
    }

    [Theory]
    [InlineData("0.01", 3)]
    [InlineData("1000.00", 7)]
    [InlineData("-412.35", 4)]
    public void Parts_add_up_to_what_was_split(string total, int parts)
    {
        var amount = decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture);
        var split = new Seeded(5, "split").Split(amount, parts).ToList();
        Assert.Equal(parts, split.Count);
        Assert.Equal(amount, split.Sum());
    }

    [Theory]
    [InlineData(1_500)]
    [InlineData(6_000)]
    [InlineData(20_000)]
    public void About_as_many_documents_are_made_as_were_asked_for(int documents)
    {
        var books = new DemoBooks(new DemoOptions { Today = Today, Documents = documents });
        var made = new[] { "Invoices", "CreditNotes", "BankTransactions", "ManualJournals" }.Sum(list => books.Final(list).Count());
        Assert.InRange(made, documents * 0.8m, documents * 1.2m);
    }

    [Theory]
    [InlineData("2026-03-31")]
    [InlineData("2026-04-01")]
    [InlineData("2028-02-29")]
    [InlineData("2027-01-01")]
    public void Any_day_can_be_today(string day)
    {
        var today = DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var books = new DemoBooks(new DemoOptions { Today = today, Documents = 1_000 });
        Assert.All(books.Versions, v => Assert.True(v.Updated <= books.Stages[v.Stage]));
        Assert.All(books.Versions.Where(v => v.List != "Payments"), v => Assert.InRange(v.Json.Day("Date"), today.AddMonths(-43), today));
    }

    [Fact]
    public void A_size_below_one_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DemoCompany.Stages(new DemoOptions { Today = Today, Documents = 0 }).ToList());
    }

    [Fact]
    public void The_plan_has_an_estimate_for_each_phase_that_a_project_has()
    {
        var plan = DemoPlan.Of(new DemoOptions { Today = Today });
        Assert.InRange(plan.Count, 45, 60);
        // Estimates are rounded to tens, so a project of 17 phases may be off by 85 pounds.
        Assert.All(plan, p => Assert.InRange(p.Estimates.Sum(e => e.Revenue) - p.ContractSum - p.Variations, -85m, 85m));
        Assert.Contains(plan, p => p.Estimates.Sum(e => e.Cost + e.Materials) > p.ContractSum + p.Variations);
    }

    [Fact]
    public void The_folder_is_flat_and_its_names_sort_in_the_order_of_fetching()
    {
        var folder = Directory.CreateTempSubdirectory("milestone-demo");
        try
        {
            var options = new DemoOptions { Today = Today, Documents = 1_000 };
            var expected = DemoCompany.Stages(options).SelectMany(s => s.Payloads).Select(p => p.Json.Length).ToList();
            var (files, bytes) = DemoFolder.Write(DemoCompany.Stages(options), folder.FullName);
            Assert.Equal(expected, folder.GetFiles().OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => (int)f.Length));
            Assert.Equal((expected.Count, expected.Sum(l => (long)l)), (files, bytes));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
