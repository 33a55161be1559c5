using Milestone.Host.Tests.Running;
using Xunit;
using static Milestone.Host.Tests.Estimates.PlanningClient;

namespace Milestone.Host.Tests.Estimates;

/// <summary>What cannot be entered is refused with the field and the remedy, and nothing of it is kept.</summary>
public sealed class PlanRefusalTests(BooksHost books) : IClassFixture<BooksHost>
{
    private const string Long = "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901";

    private readonly PlanningClient client = new(books);

    [Theory]
    [InlineData("estimates", """{}""", "amount,confidence,date,kind")]
    [InlineData("estimates", """{"kind":"profit","amount":1,"date":"2026-04-01","confidence":3}""", "kind")]
    [InlineData("estimates", """{"kind":1,"amount":1,"date":"2026-04-01","confidence":3}""", "kind")]
    [InlineData("estimates", """{"kind":"cost","amount":"1,000","date":"1 April","confidence":3.5,"notes":7,"phase":"Roof"}""", "amount,confidence,date,notes,phase")]
    [InlineData("estimates", """{"kind":"cost","amount":-1,"date":"2026-04-01","confidence":3}""", "amount")]
    [InlineData("estimates", """{"kind":"cost","amount":0.001,"date":"2026-04-01","confidence":3}""", "amount")]
    [InlineData("estimates", """{"kind":"cost","amount":100000000000,"date":"2026-04-01","confidence":3}""", "amount")]
    [InlineData("estimates", """{"kind":"cost","amount":1e999,"date":"2026-04-01","confidence":3}""", "amount")]
    [InlineData("estimates", """{"kind":"cost","amount":1,"date":"0001-01-01","confidence":0}""", "confidence,date")]
    [InlineData("estimates", """{"kind":"cost","amount":1,"date":"2026-04-01","confidence":3,"notes":"\u0000"}""", "notes")]
    [InlineData("estimates", """{"kind":"cost","amount":1,"date":"2026-04-01","confidence":3,"notes":"\ud800"}""", "notes")]
    [InlineData("estimates", """{"kind":"cost","amount":1,"date":"2026-04-01","confidence":3,"phase":"d0000000-0000-4000-8000-0000000000ff"}""", "phase")]
    [InlineData("estimates", """{"kind":"cost","ammount":1,"date":"2026-04-01","confidence":3,"id":"x"}""", "ammount,id")]
    [InlineData("estimates", """{"kind":"cost","amount":1,"amount":2,"date":"2026-04-01","confidence":3}""", "amount")]
    [InlineData("adjustments", """{}""", "amount,date,kind,supplier")]
    [InlineData("adjustments", """{"kind":"refund","date":"2026-05-04","amount":0,"tax":-0.01,"supplier":"S"}""", "amount,tax")]
    [InlineData("adjustments", """{"kind":"refund","date":"2199-05-04","amount":1,"supplier":"S"}""", "date")]
    [InlineData("adjustments", $$"""{"kind":"refund","date":"2026-05-04","amount":1,"supplier":"{{Long}}","reference":"{{Long}}"}""", "reference,supplier")]
    [InlineData("adjustments", """[]""", "body")]
    [InlineData("adjustments", """{"kind":"refund",""", "body")]
    [InlineData("adjustments", "", "body")]
    [InlineData("adjustments", """{"supplier":{"a":{"b":{"c":{"d":1}}}}}""", "body")]
    public async Task A_field_that_cannot_be_used_is_named(string path, string body, string fields)
    {
        var refused = await client.PostAsync($"{Project}/{path}", body);

        Assert.Equal(400, refused.Status);
        Assert.Equal(fields.Split(','), refused.Faults);
        Assert.NotNull(refused.Body!["traceId"]);
        Assert.Empty((await client.GetAsync($"{Project}/{path}")).Body!.AsArray());
    }

    [Theory]
    [InlineData("""{"client":"C"}""", "status")]
    [InlineData("""{"status":"late","contractSum":"a lot"}""", "contractSum,status")]
    [InlineData("""{"status":"active","startDate":"2026-04-02","endDate":"2026-04-01"}""", "endDate")]
    [InlineData($$"""{"status":"active","client":"{{Long}}","manager":"{{Long}}","contractSum":-1}""", "client,contractSum,manager")]
    [InlineData("""{"status":"active","Client":"C"}""", "Client")]
    public async Task Settings_that_cannot_be_used_are_named(string body, string fields)
    {
        var refused = await client.PutAsync($"/projects/{SmallBooks.MillLane}/settings", body, "\"0\"");

        Assert.Equal(400, refused.Status);
        Assert.Equal(fields.Split(','), refused.Faults);
    }

    [Theory]
    [InlineData("""{"date":"2026-06-01"}""", "percent")]
    [InlineData("""{"percent":101,"date":"2026-06-01"}""", "percent")]
    [InlineData("""{"percent":-1}""", "date,percent")]
    [InlineData("""{"percent":1,"date":"2199-06-01"}""", "date")]
    public async Task Progress_that_cannot_be_used_is_named(string body, string fields)
    {
        var refused = await client.PutAsync($"/projects/{SmallBooks.MillLane}/progress/{Groundworks}", body, "\"0\"");

        Assert.Equal(400, refused.Status);
        Assert.Equal(fields.Split(','), refused.Faults);
    }

    [Fact]
    public async Task A_misspelt_field_is_refused_with_what_it_probably_meant()
    {
        var refused = await client.PostAsync($"{Project}/estimates", """{"ammount":1}""");

        Assert.StartsWith("There is no such field here. Did you mean 'amount'?", (string)refused.Body!["errors"]!["ammount"]![0]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/projects/a0000000-0000-4000-8000-0000000000ff/estimates")]
    [InlineData("/projects/00000000-0000-0000-0000-000000000000/settings")]
    [InlineData($"{Project}/estimates/a0000000-0000-4000-8000-0000000000ff")]
    [InlineData($"{Project}/adjustments/a0000000-0000-4000-8000-0000000000ff")]
    public async Task What_is_not_there_is_404_with_the_remedy(string path)
    {
        var missing = await client.GetAsync(path);

        Assert.Equal(404, missing.Status);
        Assert.Equal(["id"], missing.Faults);
    }

    [Theory]
    [InlineData("/estimates?history=maybe", "history")]
    [InlineData("/estimates?phase=Groundworks", "phase")]
    [InlineData("/estimates?project=x", "project")]
    [InlineData("/estimates.csv?phase=a0000000-0000-4000-8000-000000000011", "phase")]
    public async Task A_parameter_that_cannot_be_used_is_named(string path, string field)
    {
        var refused = await client.GetAsync(Project + path);

        Assert.Equal((400, field), (refused.Status, Assert.Single(refused.Faults)));
    }

    [Fact]
    public async Task A_body_that_is_too_large_or_not_JSON_says_so()
    {
        var large = await client.PostAsync($"{Project}/estimates", $$"""{"notes":"{{new string('x', 70_000)}}"}""");
        var form = await client.SendAsync(HttpMethod.Post, $"{Project}/estimates", "amount=1", contentType: "application/x-www-form-urlencoded");

        Assert.Equal((413, "A change may hold at most 64 KB of JSON. Shorten the notes."), (large.Status, (string)large.Body!["detail"]!));
        Assert.Equal(415, form.Status);
    }
}
