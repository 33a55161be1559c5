using System.Reflection;
using Milestone.Core.Storage;
using Xunit;

namespace Milestone.Core.Tests.Architecture;

/// <summary>Dependencies run one way: Host -> slices -> Ledger, Reporting, Storage -> Values. Rule: architecture.md, Layout.</summary>
public sealed class ReferenceTests
{
    // What each slice of Core may name. A new slice must say so here; the kernel's own parts are listed with what they stand on.
    private static readonly Dictionary<string, string[]> May = new(StringComparer.Ordinal)
    {
        ["Values"] = [],
        ["Access"] = ["Values", "Storage", "Auditing"],
        ["Reporting"] = ["Values"],
        ["Storage"] = ["Access", "Values", "Organisations", "Ledger"],
        ["Organisations"] = ["Access", "Values", "Storage", "Ledger", "Statements"],
        ["Ledger"] = ["Values", "Storage", "Organisations", "Statements"],
        ["Xero"] = ["Values", "Storage", "Organisations", "Ledger"],
        ["Statements"] = ["Access", "Values", "Storage", "Organisations", "Ledger", "Reporting"],
        ["Receivables"] = ["Values", "Storage", "Organisations", "Ledger", "Reporting"],
        ["Dashboard"] = ["Values", "Storage", "Organisations", "Ledger", "Statements", "Receivables", "Reporting", "Estimates"],
        ["Estimates"] = ["Values", "Storage", "Organisations", "Ledger", "Reporting"],
        ["Projects"] = ["Access", "Values", "Storage", "Organisations", "Ledger", "Statements", "Reporting", "Estimates"],
        ["Assignments"] = ["Values", "Storage", "Organisations", "Ledger", "Statements", "Reporting"],
        ["Changes"] = ["Values", "Storage", "Organisations", "Ledger", "Statements", "Reporting"],
        ["Reconciliation"] = ["Values", "Storage", "Organisations", "Ledger", "Statements", "Reporting"],
        ["Auditing"] = ["Values", "Storage", "Organisations", "Reporting"],
        ["People"] = ["Access", "Values", "Storage", "Organisations"],
        ["Administration"] = ["Access", "Values", "Storage", "Organisations", "Xero"],
        ["Feedback"] = ["Access", "Auditing", "Reporting", "Storage"],
    };

    [Fact]
    public void Each_part_of_Core_uses_only_what_it_stands_on()
    {
        var faults = new List<string>();
        foreach (var file in SourceTree.Files("source/Milestone.Core", "*.cs"))
        {
            var part = file.Split('/') is [_, _, var folder, _, ..] ? folder : null;
            if (part is null || !May.TryGetValue(part, out var allowed))
                continue;
            var used = SourceTree.Text(file).Split('\n')
                .Where(line => line.StartsWith("using Milestone.Core.", StringComparison.Ordinal))
                .Select(line => line["using Milestone.Core.".Length..].TrimEnd(';', '\r').Split('.')[0]);
            faults.AddRange(used.Where(name => name != part && !allowed.Contains(name)).Select(name => $"{file} uses {name}"));
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void Core_knows_no_web_and_no_host()
    {
        var references = typeof(MilestoneDatabase).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!).ToList();
        Assert.DoesNotContain(references, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.DoesNotContain(references, name => name.StartsWith("Milestone.", StringComparison.Ordinal));
    }

    [Fact]
    public void Values_do_no_input_and_output() => Assert.DoesNotContain(
        SourceTree.Files("source/Milestone.Core/Values", "*.cs"),
        file => SourceTree.Text(file) is var text && (text.Contains("System.IO", StringComparison.Ordinal) || text.Contains("Npgsql", StringComparison.Ordinal) || text.Contains("async ", StringComparison.Ordinal)));

    // An oracle that shared a line with the product would share its mistakes.
    [Fact]
    public void The_oracle_shares_no_code_with_the_product() => Assert.DoesNotContain(
        SourceTree.Files("verification/Milestone.Testing/Oracle", "*.cs"),
        file => SourceTree.Text(file) is var text && (text.Contains("Milestone.Core", StringComparison.Ordinal) || text.Contains("Milestone.Testing.Books", StringComparison.Ordinal)));

    [Fact]
    public void What_is_public_is_meant_to_be() => Assert.DoesNotContain(
        Assembly.GetAssembly(typeof(MilestoneDatabase))!.GetExportedTypes(),
        type => type.Name.EndsWith("Store", StringComparison.Ordinal) || type.Namespace is null);
}
