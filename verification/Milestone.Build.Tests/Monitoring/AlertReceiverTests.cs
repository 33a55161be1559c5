using System.Net;
using System.Text;
using Milestone.Build.Monitoring;

namespace Milestone.Build.Tests.Monitoring;

public sealed class AlertReceiverTests
{
    [Fact]
    public async Task A_webhook_of_Alertmanager_says_who_hears_of_an_alert_and_of_its_end()
    {
        await using var receiver = new AlertReceiver();

        Assert.Equal(HttpStatusCode.OK, await Tell(receiver, "everybody", """{"alerts":[{"status":"firing","labels":{"alertname":"Down"}}]}"""));
        Assert.Equal("everybody", receiver.WhoHears("Down"));
        Assert.False(receiver.HasEnded("Down"));

        await Tell(receiver, "everybody", """{"alerts":[{"status":"resolved","labels":{"alertname":"Down"}}]}""");
        Assert.Null(receiver.WhoHears("Down"));
        Assert.True(receiver.HasEnded("Down"));
    }

    [Fact]
    public async Task What_Prometheus_tells_is_on_until_its_end_has_come()
    {
        await using var receiver = new AlertReceiver();

        await Tell(receiver, "api/v2/alerts", """[{"labels":{"alertname":"Down"},"endsAt":"2999-01-01T00:00:00Z"}]""");
        Assert.NotNull(receiver.WhoHears("Down"));

        await Tell(receiver, "api/v2/alerts", """[{"labels":{"alertname":"Down"},"endsAt":"2020-01-01T00:00:00Z"}]""");
        Assert.True(receiver.HasEnded("Down"));
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_and_the_next_is_heard()
    {
        await using var receiver = new AlertReceiver();

        Assert.Equal(HttpStatusCode.BadRequest, await Tell(receiver, "mail", "nonsense"));
        Assert.Equal(HttpStatusCode.BadRequest, await Tell(receiver, "mail", "{}"));
        Assert.Equal(HttpStatusCode.OK, await Tell(receiver, "mail", """{"alerts":[]}"""));
    }

    static async Task<HttpStatusCode> Tell(AlertReceiver receiver, string path, string body)
    {
        using var client = new HttpClient();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(receiver.Address, path), content, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
