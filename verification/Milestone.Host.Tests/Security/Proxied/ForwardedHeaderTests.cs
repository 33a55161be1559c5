using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Milestone.Host.Security;
using Milestone.Host.Settings;
using Xunit;

namespace Milestone.Host.Tests.Security.Proxied;

/// <summary>Whom the host believes about where a request comes from.</summary>
public sealed class ForwardedHeaderTests
{
    [Theory]
    // A stranger's word counts for nothing: neither his address nor the scheme.
    [InlineData("203.0.113.9", "10.1.2.3", "203.0.113.9 http")]
    // A known proxy's does.
    [InlineData("172.18.0.2", "198.51.100.7", "198.51.100.7 https")]
    // What the client wrote itself, before the proxy added where it really came from, does not.
    [InlineData("172.18.0.2", "127.0.0.1, 198.51.100.7", "198.51.100.7 https")]
    // Two proxies, both known.
    [InlineData("172.18.0.2", "1.2.3.4, 198.51.100.7, 172.18.0.3", "198.51.100.7 https")]
    // Nonsense.
    [InlineData("172.18.0.2", "not-an-address", "172.18.0.2 http")]
    public async Task Only_known_proxies_are_believed_and_only_as_far_as_they_are_known(string peer, string forwarded, string believed)
    {
        var seen = await AskAsync(peer, "/milestone-app", forwarded);

        Assert.Equal(believed, seen.Who);
    }

    [Theory]
    [InlineData("/milestone-app", "172.18.0.2", "")]
    [InlineData("", "172.18.0.2", "/elsewhere")]
    [InlineData("", "203.0.113.9", "")]
    public async Task A_prefix_counts_from_a_known_proxy_where_no_base_is_configured(string pathBase, string peer, string expected)
    {
        var seen = await AskAsync(peer, pathBase, "198.51.100.7");

        Assert.Equal(expected, seen.Prefix);
    }

    private static async Task<(string Who, string Prefix)> AskAsync(string peer, string pathBase, string forwarded)
    {
        var builder = WebApplication.CreateSlimBuilder();
        await using var app = builder.Build();
        app.UseProxies(new HostSettings { ConnectionString = "", PathBase = pathBase, KnownProxies = [IPNetwork.Parse("172.18.0.0/16")] });
        var seen = ("", "");
        app.Run(request =>
        {
            seen = ($"{request.Connection.RemoteIpAddress} {request.Request.Scheme}", request.Request.PathBase.Value ?? "");
            return Task.CompletedTask;
        });
        var context = new DefaultHttpContext { RequestServices = app.Services };
        context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        context.Request.Scheme = "http";
        context.Request.Headers["X-Forwarded-For"] = forwarded;
        context.Request.Headers["X-Forwarded-Proto"] = string.Join(", ", forwarded.Split(',').Select(_ => "https"));
        context.Request.Headers["X-Forwarded-Prefix"] = "/elsewhere";
        await ((IApplicationBuilder)app).Build()(context);
        return seen;
    }
}
