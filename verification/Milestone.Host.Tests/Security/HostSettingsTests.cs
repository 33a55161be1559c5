using System.Net;
using Microsoft.Extensions.Configuration;
using Milestone.Core;
using Milestone.Host.Settings;
using Xunit;

namespace Milestone.Host.Tests.Security;

public sealed class HostSettingsTests
{
    [Theory]
    [InlineData("Milestone:PathBase", "milestone", "Milestone__PathBase")]
    [InlineData("Milestone:PathBase", "/a?b", "Milestone__PathBase")]
    [InlineData("Milestone:KnownProxies", "10.0.0.0/99", "Milestone__KnownProxies")]
    [InlineData("Milestone:ImportLimitMegabytes", "0", "Milestone__ImportLimitMegabytes")]
    [InlineData("Milestone:ImportLimitMegabytes", "lots", "Milestone__ImportLimitMegabytes")]
    [InlineData("Milestone:CacheMegabytes", "-1", "Milestone__CacheMegabytes")]
    [InlineData("Milestone:RequestTimeoutSeconds", "-1", "Milestone__RequestTimeoutSeconds")]
    [InlineData("Milestone:CorsOrigins", "*", "Milestone__CorsOrigins")]
    [InlineData("Milestone:CorsOrigins", "https://*.example", "Milestone__CorsOrigins")]
    [InlineData("Milestone:CorsOrigins", "https://reports.example/path", "Milestone__CorsOrigins")]
    [InlineData("Milestone:CorsCredentialOrigins", "null", "Milestone__CorsCredentialOrigins")]
    [InlineData("Milestone:FormTargets", "https:", "Milestone__FormTargets")]
    [InlineData("Milestone:FormTargets", "javascript://x", "Milestone__FormTargets")]
    [InlineData("Milestone:RateLimits:Reads", "-1", "Milestone__RateLimits__Reads")]
    [InlineData("URLS", "http://books.example.com:3000", "ASPNETCORE_URLS")]
    [InlineData("Milestone:SignIn:Authority", "clerk.example.com", "Milestone__SignIn__Authority")]
    [InlineData("Milestone:SignIn:Authority", "http://clerk.example.com", "Milestone__SignIn__Authority")]
    [InlineData("Milestone:SignIn:Authority", "https://clerk.example.com", "Milestone__SignIn__ClientId")]
    [InlineData("Milestone:SignIn:ClientId", "abc", "Milestone__SignIn__Authority")]
    [InlineData("Milestone:SignIn:LocalAccounts", "false", "Milestone__SignIn__LocalAccounts")]
    [InlineData("Milestone:SignIn:LocalAccounts", "no", "Milestone__SignIn__LocalAccounts")]
    [InlineData("Milestone:SignIn:IdleMinutes", "1", "Milestone__SignIn__IdleMinutes")]
    [InlineData("Milestone:SignIn:TokenIssuer", "https://clerk.example.com", "Milestone__SignIn__AuthorizedParties")]
    [InlineData("Milestone:SignIn:WebhookSecret", "abc", "Milestone__SignIn__WebhookSecret")]
    [InlineData("Milestone:SignIn:WebhookSecret", "whsec_abc", "Milestone__SignIn__WebhookSecret")]
    [InlineData("URLS", "http://*:3000", "ASPNETCORE_URLS")]
    public void A_value_that_cannot_be_used_names_its_variable_and_the_remedy(string key, string value, string variable)
    {
        var problem = Assert.Throws<ProblemException>(() => HostSettings.Read(Configured((key, value))));

        Assert.Equal(ProblemKind.Invalid, problem.Kind);
        Assert.StartsWith(variable, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_settings_it_listens_on_this_machine_under_its_base_path()
    {
        var settings = HostSettings.Read(Configured());

        Assert.Equal(["http://127.0.0.1:3000"], settings.Urls);
        Assert.Equal("/milestone-app", settings.PathBase);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", "http://127.0.0.1:0")]
    [InlineData("http://localhost:8080", "http://localhost:8080")]
    [InlineData("http://[::1]:8080/", "http://[::1]:8080")]
    [InlineData("http://0.0.0.0:3000", "http://0.0.0.0:3000")]
    [InlineData("http://192.168.1.10:3000", "http://192.168.1.10:3000")]
    public void Addresses_of_this_machine_are_taken(string given, string listened) => Assert.Equal([listened], ListeningUrls.Parse(given, "--urls"));

    [Fact]
    public void Settings_that_are_printed_keep_their_secrets_and_nobody_is_vouched_for()
    {
        var settings = HostSettings.Read(Configured(
            ("Milestone:SignIn:Authority", "https://clerk.example.com"), ("Milestone:SignIn:ClientId", "abc"), ("Milestone:SignIn:ClientSecret", "never-shown"), ("Milestone:SignIn:WebhookSecret", "whsec_never-shown")));

        Assert.DoesNotContain("never-shown", settings.ToString(), StringComparison.Ordinal);
        Assert.Null(settings.Vouch);
    }

    [Fact]
    public void Proxies_are_addresses_or_networks_and_the_root_is_an_empty_base()
    {
        var settings = HostSettings.Read(Configured(("Milestone:KnownProxies", "10.0.0.5, 172.18.0.0/16"), ("Milestone:PathBase", "/")));

        Assert.Equal([IPNetwork.Parse("10.0.0.5/32"), IPNetwork.Parse("172.18.0.0/16")], settings.KnownProxies);
        Assert.Equal("", settings.PathBase);
    }

    [Fact]
    public void Limits_and_lists_of_sites_are_read_and_none_is_a_limit_of_nothing()
    {
        var usual = HostSettings.Read(Configured());
        var settings = HostSettings.Read(Configured(("Milestone:RateLimits:Exports", "0"), ("Milestone:CorsOrigins", "https://reports.example/, http://127.0.0.1:8080")));

        Assert.Equal((1200, 240, 60, 1200, 30), (usual.Rates.Reads, usual.Rates.Writes, usual.Rates.Exports, usual.Rates.Imports, usual.Rates.SignIns));
        Assert.Empty(usual.CorsOrigins);
        Assert.Equal((1200, 0), (settings.Rates.Reads, settings.Rates.Exports));
        Assert.Equal(["https://reports.example", "http://127.0.0.1:8080"], settings.CorsOrigins);
    }

    private static IConfiguration Configured(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Append(("ConnectionStrings:Milestone", "Host=127.0.0.1;Database=books")).Select(pair => new KeyValuePair<string, string?>(pair.Item1, pair.Item2)))
        .Build();
}
