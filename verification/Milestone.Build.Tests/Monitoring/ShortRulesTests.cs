using Milestone.Build.Monitoring;

namespace Milestone.Build.Tests.Monitoring;

public sealed class ShortRulesTests
{
    [Fact]
    public void Waits_and_windows_become_seconds_and_thresholds_stay()
    {
        const string rule = """
            - alert: BooksOld
              expr: rate(asked[5m]) > 0.02 and age > 36 * 3600
              for: 15m
            """;

        Assert.Equal(rule.Replace("[5m]", "[15s]", StringComparison.Ordinal).Replace("15m", "2s", StringComparison.Ordinal), ShortRules.Of(rule));
    }

    [Fact]
    public void Routes_stay_and_every_receiver_says_its_name_at_one_address()
    {
        const string alertmanager = """
            global:
              smtp_smarthost: mail.example:587
            route:
              receiver: mail
              group_wait: 30s
              group_interval: 5m
              routes:
                - matchers: ['severity="page"']
                  receiver: everybody
            receivers:
              - name: mail
                email_configs:
                  - to: operations@example.com
              - name: everybody
                slack_configs:
                  - channel: "#milestone"
            """;

        Assert.Equal(
            """
            route:
              receiver: mail
              group_wait: 0s
              group_interval: 1s
              routes:
                - matchers: ['severity="page"']
                  receiver: everybody
            receivers:
              - name: mail
                webhook_configs:
                  - {url: "http://127.0.0.1:9999/mail", send_resolved: true}
              - name: everybody
                webhook_configs:
                  - {url: "http://127.0.0.1:9999/everybody", send_resolved: true}

            """.ReplaceLineEndings("\n"),
            ShortRules.Routes(alertmanager, new Uri("http://127.0.0.1:9999/")));
    }

    [Fact]
    public void A_boards_queries_become_rules_that_can_be_read()
    {
        var rules = ShortRules.RulesOf(["rate(a{b='c'}[$__rate_interval])"]);

        Assert.Contains("expr: 'rate(a{b=''c''}[5m])'", rules, StringComparison.Ordinal);
    }
}
