using System.Text;
using Milestone.Host.Security.Areas;
using Xunit;

namespace Milestone.Host.Tests.Security;

/// <summary>docs/permissions.md says what <see cref="Matrix"/> says.</summary>
public sealed class PermissionGuideTests
{
    [Fact]
    public void The_guide_to_permissions_is_the_matrix()
    {
        var table = new StringBuilder("| area | to | viewer | project manager | accountant | administrator | why |\n|---|---|---|---|---|---|---|\n");
        foreach (var row in Matrix.Rows)
            table.Append(null, $"| {row.Area} | {(row.Use == Use.Read ? "read" : "write")} | {string.Join(" | ", row.For.Select(Word))} | {row.Why} |\n");

        Assert.True(
            Guide().Contains(table.ToString(), StringComparison.Ordinal),
            "docs/permissions.md is not what Security/Areas/Matrix.cs says. Put this table into it:\n" + table);
    }

    private static string Word(Allowed allowed) => allowed switch { Allowed.Yes => "yes", Allowed.OwnProjects => "own projects", _ => "no" };

    private static string Guide()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Milestone.sln")))
                return File.ReadAllText(Path.Combine(folder.FullName, "docs", "permissions.md")).ReplaceLineEndings("\n");
        }

        throw new InvalidOperationException("The tests run from below their repository's artifacts/.");
    }
}
