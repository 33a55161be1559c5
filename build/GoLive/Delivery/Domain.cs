using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Milestone.Build.Coolify;
using Milestone.Build.GoLive.Checking;
using Milestone.Build.GoLive.Worlds;

namespace Milestone.Build.GoLive.Delivery;

internal sealed class Domain : ApplicationCheck
{
    static readonly TimeSpan Least = TimeSpan.FromDays(14);

    // A rehearsal's is made for the day.
    static readonly TimeSpan LeastRehearsed = TimeSpan.FromHours(2);

    public override string Task => "T288";

    public override string Title => "Domain, path and certificate";

    public override string Proves => "The application's domain is https and ends in /milestone-app, with the prefix left on; the certificate is valid for a fortnight at least; pages and health answer below the path, and the base leads to the product, whether a proxy strips the path or not";

    public override string Sabotage => "The domain in Coolify lacks the path";

    protected override (string Field, string Wrong) Mistake => ("domains", "https://dashboard.example");

    public override async Task Look(World world, Evidence evidence, CancellationToken stop)
    {
        var stage = await world.Stage(stop);
        var application = await stage.Coolify.Application(stage.Application, stop);
        var domain = application.Fqdn?.Split(',')[0] ?? "";
        evidence.Expect(Uri.TryCreate(domain, UriKind.Absolute, out var address) && address.Scheme == "https" && address.AbsolutePath.TrimEnd('/') == "/milestone-app", "GET /applications/..., domain", domain.Length > 0 ? domain : "none");
        evidence.Expect(application.Settings?.IsStripprefixEnabled is not true, "strip prefix", application.Settings?.IsStripprefixEnabled is true ? "on: the host would not know its own path" : "off");
        var secure = stage.Rehearsal?.Proxy?.Secure ?? stage.Site;
        if (secure.Scheme == Uri.UriSchemeHttps) await Certificate(stage, secure, evidence, stop);
        else evidence.Fault($"{secure} is not https");
        foreach (var door in new[] { secure, stage.Rehearsal?.Proxy?.Keeps, stage.Rehearsal?.Proxy?.Strips }.OfType<Uri>().Distinct())
        {
            foreach (var (path, codes) in new[] { ("/api/health", new[] { 200 }), ("/sign-in", [200]), ("", [200, 302, 303, 307, 308]) })
            {
                using var answer = await stage.Http.GetAsync(new Uri(door.AbsoluteUri.TrimEnd('/') + path), stop);
                var code = (int)answer.StatusCode;
                var leads = answer.Headers.Location is { } to ? " to " + to : "";
                evidence.Expect(codes.Contains(code) && (leads.Length == 0 || leads.Contains("/milestone-app", StringComparison.Ordinal)), $"GET {door.AbsoluteUri.TrimEnd('/')}{path}", string.Create(CultureInfo.InvariantCulture, $"{code}{leads}"));
            }
        }
    }

    protected override string? Now(CoolifyApplication application) => application.Fqdn;

    static async Task Certificate(Stage stage, Uri secure, Evidence evidence, CancellationToken stop)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(secure.Host, secure.Port, stop);
        X509Certificate2? shown = null;
        var trusted = false;
        await using var stream = new SslStream(client.GetStream(), false, (_, certificate, _, errors) =>
        {
            shown = certificate is X509Certificate2 one ? new X509Certificate2(one) : null;
            trusted = errors == SslPolicyErrors.None || (stage.Rehearsal is { } rehearsal && rehearsal.Certificate.Vouches(certificate as X509Certificate2));
            return trusted;
        });
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = secure.Host }, stop);
        var left = shown is null ? TimeSpan.Zero : shown.NotAfter.ToUniversalTime() - TimeProvider.System.GetUtcNow().UtcDateTime;
        evidence.Expect(trusted && left > (stage.Rehearsal is null ? Least : LeastRehearsed), $"the certificate of {secure.Authority}", string.Create(CultureInfo.InvariantCulture, $"{shown?.Subject}, {(trusted ? "trusted" : "NOT TRUSTED")}, {left.TotalDays:0.0} days left, {stream.SslProtocol}"));
        shown?.Dispose();
    }
}
