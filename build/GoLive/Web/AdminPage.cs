using System.Globalization;
using System.Text.RegularExpressions;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Web;

internal sealed partial class AdminPage : Check
{
    public override string Task => "T295";

    public override string Title => "The page of administration";

    public override string Proves => "An administrator sees counts, users and recent activity, with the number of users that the database has; every other role is refused, and nobody is shown the way in";

    public override string Sabotage => "The viewer of the demo company is made an administrator";

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var site = await world.Site(stop);
        var page = await site.Get("admin", stop, "administrator");
        var words = Tags().Replace(page.Text, " ");
        evidence.Expect(page.Code == 200, page.Asked, page.Says);
        foreach (var word in (string[])["users", "import", "audit"])
            evidence.Expect(words.Contains(word, StringComparison.OrdinalIgnoreCase), $"the page speaks of {word}", words.Contains(word, StringComparison.OrdinalIgnoreCase) ? "it does" : "it does not");
        var users = await site.Get("admin/users", stop, "administrator");
        evidence.Expect(users.Code == 200, users.Asked, users.Says);
        if (!world.IsProduction)
        {
            var members = await (await world.Database(stop)).Rows("SELECT name FROM milestone.person ORDER BY name", stop);
            var missing = members.Where(row => !users.Text.Contains((string)row[0]!, StringComparison.Ordinal) && !((string)row[0]!).Contains("Owner", StringComparison.Ordinal)).ToList();
            evidence.Expect(members.Count > 0 && missing.Count == 0, "users in the database, on the page", string.Create(CultureInfo.InvariantCulture, $"{members.Count}; not shown: {(missing.Count == 0 ? "none but the installation's owner" : string.Join(", ", missing.Select(row => row[0])))}"));
            foreach (var role in (string[])["viewer", "manager", "accountant"])
            {
                var answer = await site.Get("admin", stop, role);
                evidence.Expect(answer.Code == 403, answer.Asked, answer.Says);
            }
        }
        var nobody = await site.Get("admin", stop);
        evidence.Expect(nobody.Code is 302 or 303 or 401 && (nobody.Code == 401 || nobody.Header("Location").Contains("sign-in", StringComparison.Ordinal)), nobody.Asked, $"{nobody.Code} {nobody.Header("Location")}");
    }

    public override async Task<IAsyncDisposable> Break(World world, CancellationToken stop)
    {
        var database = await world.Database(stop);
        // 4 is an administrator, 1 a viewer.
        const string change = "UPDATE milestone.membership m SET role = {0} FROM milestone.person p WHERE p.user_id = m.user_id AND p.name = 'Vera Viewer'";
        await database.Execute(string.Format(CultureInfo.InvariantCulture, change, 4), stop);
        await world.Forget();
        return Undo.By(async () =>
        {
            await database.Execute(string.Format(CultureInfo.InvariantCulture, change, 1), CancellationToken.None);
            await world.Forget();
        });
    }

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();
}
