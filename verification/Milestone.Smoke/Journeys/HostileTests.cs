using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Milestone.Core.Organisations;
using Milestone.Core.Storage;
using Milestone.Core.Xero;
using Milestone.Smoke.Browsing;
using Milestone.Smoke.Running;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Smoke.Journeys;

/// <summary>Books in which every name, description and note is an attack: a browser shows them as words, runs none of them, and has nothing to report.</summary>
public sealed class HostileTests(Stage stage) : BrowserTest(stage)
{
    private const string Project = "a0000000-0000-4000-8000-000000000001";
    private const string Phase = "a0000000-0000-4000-8000-000000000011";
    private const string Bill = "d0000000-0000-4000-8000-000000000002";

    private static readonly string[] Attacks =
    [
        "<script>document.documentElement.dataset.hacked=1</script>",
        "\"><img src=x onerror=\"document.documentElement.dataset.hacked=1\">",
        "'><svg onload=document.documentElement.dataset.hacked=1>",
        "</textarea></title></style></script><script>document.documentElement.dataset.hacked=1</script>",
        "<a href=\"javascript:document.documentElement.dataset.hacked=1\">x</a>",
        "javascript:document.documentElement.dataset.hacked=1//",
        "<math><mtext><mglyph><style></math><img src onerror=document.documentElement.dataset.hacked=1>",
        "<style>*{display:none!important}</style><base href=//evil.example/>",
    ];

    [Fact]
    public async Task Nothing_that_was_stored_runs_when_it_is_shown()
    {
        TemporaryPostgres.Require();
        var database = await TemporaryPostgres.CloneAsync();
        await FillAsync(database);
        var host = await RunningHost.StartAsync(database, Stage.Now);
        try
        {
            await EnterAsync(host);
            const string days = "from=2026-04-01&to=2026-11-30";
            await BrowseAsync(host, new WindowSettings(), async window =>
            {
                foreach (var page in (string[])
                [
                    $"dashboard?{days}", $"statement?{days}", $"statement?{days}&columns=project", $"statement/postings?{days}", $"documents/{Bill}", $"projects?{days}",
                    $"projects/{Project}", $"projects/{Project}/cost-tracker", $"projects/{Project}/bills", $"projects/{Project}/invoices", $"projects/{Project}/float",
                    $"projects/{Project}/settings", $"projects/{Project}/estimates", $"projects/{Project}/estimates/history", $"projects/{Project}/progress", $"projects/{Project}/adjustments",
                    "receivables", "assignments", "changes?since=0", "packs", "views", "preferences",
                ])
                {
                    var answer = await window.Page.GotoAsync(host.UrlOf(page));
                    await window.SettleAsync();
                    Assert.True(answer!.Status is 200 or 404, $"{page} answered {answer.Status}");
                    Assert.True(await window.Page.EvaluateAsync<bool>("document.documentElement.dataset.hacked === undefined && getComputedStyle(document.body).display !== 'none'"), $"Something ran on {page}.");
                    Assert.Equal(0, await window.Page.EvaluateAsync<int>("""
                        [...document.querySelectorAll('*')].filter(one => [...one.attributes].some(attribute => attribute.name.startsWith('on') || /^\s*javascript:/i.test(attribute.value) && ['href', 'src', 'action', 'formaction'].includes(attribute.name))).length
                        """));
                }
            });
        }
        finally
        {
            await host.EndAsync();
        }
    }

    private static string Attack(int number) => Attacks[number % Attacks.Length];

    // Xero's own records: somebody who may write there is not somebody who may run scripts here.
    private static async Task FillAsync(string connectionString)
    {
        await using var database = MilestoneDatabase.Open(connectionString, new StandingClock(Stage.Now));
        var (organisation, _) = await new OrganisationCatalogue(database).GetOrCreateAsync("Books <script>document.documentElement.dataset.hacked=1</script>", null, CancellationToken.None);
        JsonArray books =
        [
            new JsonObject { ["Accounts"] = new JsonArray([.. Attacks.Select((_, number) => (JsonNode)new JsonObject
            {
                ["AccountID"] = $"c0000000-0000-4000-8000-{number:D12}", ["Code"] = $"{300 + number}", ["Name"] = $"{number} {Attack(number)}", ["Type"] = number == 0 ? "REVENUE" : "DIRECTCOSTS", ["Class"] = number == 0 ? "REVENUE" : "EXPENSE", ["Status"] = "ACTIVE",
            })]) },
            new JsonObject { ["TrackingCategories"] = new JsonArray(Tracking("b0000000-0000-4000-8000-000000000001", "Project", Project, 0), Tracking("b0000000-0000-4000-8000-000000000002", "Build phase", Phase, 1)) },
            new JsonObject { ["Invoices"] = new JsonArray([.. Attacks.Select((_, number) => (JsonNode)Document(number))]) },
        ];
        var result = await new XeroImport(database).ImportAsync(organisation.Id, new[] { new XeroPayload(Attack(0), Encoding.UTF8.GetBytes(books.ToJsonString())) }.ToAsyncEnumerable(), Attack(1), progress: null, CancellationToken.None);
        Assert.Equal(0, result.Rejected);
    }

    private static JsonObject Tracking(string id, string name, string option, int attack) => new()
    {
        ["TrackingCategoryID"] = id,
        ["Name"] = name,
        ["Status"] = "ACTIVE",
        ["Options"] = new JsonArray(new JsonObject { ["TrackingOptionID"] = option, ["Name"] = Attack(attack), ["Status"] = "ACTIVE" }),
    };

    private static JsonObject Document(int number) => new JsonObject
    {
        ["InvoiceID"] = $"d0000000-0000-4000-8000-{number + 1:D12}",
        ["Type"] = number == 0 ? "ACCREC" : "ACCPAY",
        ["Status"] = "AUTHORISED",
        ["InvoiceNumber"] = Attack(number),
        ["Reference"] = Attack(number + 1),
        ["DateString"] = "2026-05-10T00:00:00",
        ["LineAmountTypes"] = "Exclusive",
        ["CurrencyCode"] = "GBP",
        ["SubTotal"] = 100m,
        ["TotalTax"] = 0m,
        ["Total"] = 100m,
        ["UpdatedDateUTC"] = "/Date(1775800000000+0000)/",
        ["Url"] = "javascript:document.documentElement.dataset.hacked=1",
        ["Contact"] = new JsonObject { ["ContactID"] = $"e0000000-0000-4000-8000-{number:D12}", ["Name"] = Attack(number + 2) },
        ["LineItems"] = new JsonArray(new JsonObject
        {
            ["LineItemID"] = $"f0000000-0000-4000-8000-{number:D12}",
            ["Description"] = Attack(number + 3),
            ["AccountCode"] = $"{300 + number}",
            ["LineAmount"] = 100m,
            ["TaxAmount"] = 0m,
            ["Tracking"] = new JsonArray(
                new JsonObject { ["TrackingCategoryID"] = "b0000000-0000-4000-8000-000000000001", ["TrackingOptionID"] = Project, ["Name"] = "Project", ["Option"] = Attack(0) },
                new JsonObject { ["TrackingCategoryID"] = "b0000000-0000-4000-8000-000000000002", ["TrackingOptionID"] = Phase, ["Name"] = "Build phase", ["Option"] = Attack(1) }),
        }),
    };

    // What people enter, by the API's door: it takes whatever a form takes.
    private static async Task EnterAsync(RunningHost host)
    {
        var all = string.Join('\n', Attacks);
        await SendAsync(HttpMethod.Put, $"projects/{Project}/settings", new JsonObject
        {
            ["client"] = Attack(1),
            ["status"] = "active",
            ["startDate"] = "2026-04-01",
            ["endDate"] = "2026-12-01",
            ["manager"] = Attack(2),
            ["contractSum"] = 100m,
            ["outputMethod"] = false,
            ["notes"] = all,
        });
        for (var number = 0; number < 3; number++)
        {
            await SendAsync(HttpMethod.Post, $"projects/{Project}/estimates", new JsonObject
            {
                ["phase"] = Phase,
                ["kind"] = ((string[])["revenue", "cost", "materials"])[number],
                ["amount"] = 10m,
                ["date"] = "2026-05-01",
                ["confidence"] = 3,
                ["notes"] = all,
            });
        }

        await SendAsync(HttpMethod.Put, $"projects/{Project}/progress/{Phase}", new JsonObject { ["percent"] = 10m, ["date"] = "2026-05-01", ["notes"] = all });
        await SendAsync(HttpMethod.Post, $"projects/{Project}/adjustments", new JsonObject
        {
            ["kind"] = "directByCustomer",
            ["phase"] = Phase,
            ["date"] = "2026-05-04",
            ["amount"] = 200m,
            ["tax"] = 40m,
            ["supplier"] = Attack(3),
            ["reference"] = Attack(4),
            ["description"] = all,
        });
        await SendAsync(HttpMethod.Post, "views", new JsonObject { ["name"] = "<svg onload=document.documentElement.dataset.hacked=1>", ["page"] = "statement", ["query"] = "basis=cash" });

        async Task SendAsync(HttpMethod method, string path, JsonObject entry)
        {
            using var request = new HttpRequestMessage(method, new Uri("api/v1/" + path, UriKind.Relative)) { Content = new StringContent(entry.ToJsonString(), Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("If-Match", "\"0\"");
            using var answer = await host.Client.SendAsync(request);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent, $"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
