using System.Globalization;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Documents;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Identity;

internal sealed class Permissions : Check
{
    const string Matrix = "docs/permissions.md";

    static readonly string[] Roles = ["viewer", "manager", "accountant", "administrator"];

    // An address of each area, as the matrix calls it, which exists for all who may.
    static readonly (string Area, string Path)[] Reads =
    [
        ("Public", "sign-in"), ("Personal", "preferences"), ("Personal", "account"), ("Projects", "statement?project="), ("Books", "changes"), ("Books", "reconciliation"), ("Books", "api/v1/exports"),
        ("Projects", "projects"), ("Books", "assignments"), ("Bookkeeping", "reconciliation/check"), ("Administration", "admin"), ("Administration", "admin/users"), ("Administration", "admin/tokens"), ("Administration", "admin/audit"), ("Administration", "api/v1/admin/tokens"),
    ];

    public override string Task => "T320";

    public override string Title => "Permissions";

    public override string Proves => "Addresses of each area answer each role as the written matrix says, in the own organisation, and as if it did not exist in another; append-only tables cannot be changed by the role that serves; the full matrix is a test of every address, which passed on these files";

    public override string Sabotage => "The accountant is made an administrator in the database";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var rows = Guide.Rows(world.Tree.Text(Matrix) ?? "", "Who may what");
        var may = rows.Where(row => row.Length > 5 && row[1] == "read").ToDictionary(row => row[0], row => row[2..6], StringComparer.Ordinal);
        evidence.Expect(may.Count > 5, Matrix, string.Create(CultureInfo.InvariantCulture, $"{rows.Count} rows"));
        var site = await world.Site(stop);
        if (!world.IsProduction)
        {
            foreach (var (area, path) in Reads)
            {
                var seen = new List<string>();
                for (var at = 0; at < Roles.Length; at++)
                {
                    var answer = await site.Get(path, stop, Roles[at]);
                    var allowed = may.TryGetValue(area, out var words) && words[at] != "no";
                    var right = allowed ? answer.Code is 200 or 302 or 303 : answer.Code == 403;
                    if (!right) evidence.Fault($"{answer.Asked} ({area}): {answer.Code}, the matrix says {(allowed ? "yes" : "no")}");
                    seen.Add($"{Roles[at]} {answer.Code}");
                }
                evidence.Saw($"GET {path} ({area})", string.Join(", ", seen));
            }
            var foreign = await site.Get("api/v1/statement?organisation=0d000000-0000-4000-8000-00000000000d&from=2026-04-01&to=2026-04-30", stop, "administrator");
            evidence.Expect(foreign.Code == 404, foreign.Asked, foreign.Says);
        }
        var nobody = await site.Get("api/v1/statement", stop);
        evidence.Expect(nobody.Code == 401, nobody.Asked, nobody.Says);
        var database = await world.Database(stop);
        var changeable = await database.Rows("SELECT t FROM unnest(ARRAY['posting', 'batch', 'audit_log', 'audit_content', 'rejected_record']) t WHERE has_table_privilege('milestone_app', 'milestone.' || t, 'UPDATE, DELETE, TRUNCATE')", stop);
        evidence.Expect(changeable.Count == 0, "append-only tables that milestone_app may change", changeable.Count == 0 ? "none of posting, batch, audit_log, audit_content, rejected_record" : string.Join(", ", changeable.Select(row => row[0])));
        await world.Records.Demand("Test", evidence, stop);
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        var database = await world.Database(stop);
        const string change = "UPDATE milestone.membership m SET role = {0} FROM milestone.person p WHERE p.user_id = m.user_id AND p.name = 'Amina Accountant'";
        await database.Execute(string.Format(CultureInfo.InvariantCulture, change, 4), stop);
        await world.Forget();
        return Undo.By(async () =>
        {
            await database.Execute(string.Format(CultureInfo.InvariantCulture, change, 3), CancellationToken.None);
            await world.Forget();
        });
    }
}
