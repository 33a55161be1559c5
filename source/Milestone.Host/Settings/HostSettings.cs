using System.Globalization;
using System.Net;
using Milestone.Core;
using Milestone.Host.Security.Rates;
using Milestone.Host.Shell;

namespace Milestone.Host.Settings;

/// <summary>What a serving host is told by its environment. Every value is checked before the host starts; a bad one names its variable.</summary>
internal sealed record HostSettings
{
    /// <summary>Where the metrics are answered unless another place is named: to this machine alone.</summary>
    public const string UsualManagement = "http://127.0.0.1:9464";

    /// <summary>How to reach PostgreSQL: ConnectionStrings__Milestone.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The addresses to listen on: --urls, else ASPNETCORE_URLS.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [ListeningUrls.Default];

    /// <summary>The path that the whole application lives under behind a proxy: Milestone__PathBase. Empty for the root.</summary>
    public string PathBase { get; init; } = "/milestone-app";

    /// <summary>Proxies whose X-Forwarded headers are believed, besides loopback: Milestone__KnownProxies, addresses or networks.</summary>
    public IReadOnlyList<IPNetwork> KnownProxies { get; init; } = [];

    /// <summary>Host names that requests may ask for: Milestone__AllowedHosts. Anything else is refused, which also stops DNS rebinding.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>The largest import body in megabytes: Milestone__ImportLimitMegabytes.</summary>
    public int ImportLimitMegabytes { get; init; } = 32;

    /// <summary>After how many seconds a request that is not an import is given up: Milestone__RequestTimeoutSeconds.</summary>
    public int RequestTimeoutSeconds { get; init; } = 30;

    /// <summary>How often one user, token or address may ask: Milestone__RateLimits__Reads and so on.</summary>
    public RateSettings Rates { get; init; } = new();

    /// <summary>Other sites whose scripts may read the API with a token: Milestone__CorsOrigins. None unless named.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>Other sites whose scripts may read the API with the reader's own cookies: Milestone__CorsCredentialOrigins.</summary>
    public IReadOnlyList<string> CorsCredentialOrigins { get; init; } = [];

    /// <summary>Other hosts that the answer to a form may lead on to: Milestone__FormTargets. A provider that signs people in is one.</summary>
    public IReadOnlyList<string> FormTargets { get; init; } = [];

    /// <summary>What says which day it is: the machine's clock; whoever wants the same pages every day gives another.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Says who a request comes from, in place of signing in. No variable sets it: it is for tests of what is behind the door.</summary>
    public Func<HttpRequest, Visitor>? Vouch { get; init; }

    /// <summary>How people and programs show who they are: Milestone__SignIn__*.</summary>
    public SignInSettings SignIn { get; init; } = new();

    /// <summary>How many megabytes of answers and statements are kept to be given again: Milestone__CacheMegabytes. 0 draws everything anew.</summary>
    public int CacheMegabytes { get; init; } = 64;

    /// <summary>The file that the ends of the audit log's chains are appended to daily: Milestone__AuditAnchors. Null for the log alone.</summary>
    public string? AuditAnchors { get; init; }

    /// <summary>The addresses that answer /metrics and nothing else: Milestone__ManagementUrls. This machine's own unless named; empty for none.</summary>
    public IReadOnlyList<string> ManagementUrls { get; init; } = [];

    /// <summary>Whether somebody named them, and so has to hear where they cannot be listened on.</summary>
    public bool ManagementIsNamed { get; init; } = true;

    /// <summary>The file that says when the last backup was finished, JSON with finishedAt: Milestone__BackupMarker. Whatever makes the backup writes it.</summary>
    public string? BackupMarker { get; init; }

    /// <summary>Where notices of maintenance are posted to, as JSON with a text: Milestone__Notices__Webhook. It may hold a secret, and is never shown.</summary>
    public Uri? NoticeWebhook { get; init; }

    /// <summary>How many hours before a maintenance window every page says so: Milestone__MaintenanceNoticeHours.</summary>
    public int MaintenanceNoticeHours { get; init; } = 24;

    /// <summary>Where the log goes: standard output, which is what containers collect.</summary>
    public TextWriter Log { get; init; } = Console.Out;

    /// <summary>The environment and, from it, the settings.</summary>
    /// <exception cref="ProblemException">A value is missing or cannot be used.</exception>
    public static HostSettings Read(IConfiguration configuration, string? urls = null)
    {
        var defaults = new HostSettings { ConnectionString = "" };
        return new HostSettings
        {
            Urls = ListeningUrls.Parse(urls ?? configuration["URLS"] ?? ListeningUrls.Default, urls is null ? "ASPNETCORE_URLS" : "--urls"),
            ConnectionString = ConnectionSettings.Read(configuration),
            PathBase = ReadPathBase(configuration["Milestone:PathBase"] ?? defaults.PathBase),
            KnownProxies = [.. ReadList(configuration["Milestone:KnownProxies"]).Select(ReadNetwork)],
            AllowedHosts = [.. defaults.AllowedHosts, .. ReadList(configuration["Milestone:AllowedHosts"])],
            ImportLimitMegabytes = ReadNumber(configuration, "ImportLimitMegabytes", defaults.ImportLimitMegabytes, 1, 1024),
            RequestTimeoutSeconds = ReadNumber(configuration, "RequestTimeoutSeconds", defaults.RequestTimeoutSeconds, 1, 600),
            Rates = RateSettings.Read((name, usual) => ReadNumber(configuration, name, usual, 0, 1_000_000)),
            CorsOrigins = ReadOrigins(configuration, "CorsOrigins"),
            CorsCredentialOrigins = ReadOrigins(configuration, "CorsCredentialOrigins"),
            FormTargets = ReadOrigins(configuration, "FormTargets"),
            AuditAnchors = configuration["Milestone:AuditAnchors"] is { Length: > 0 } anchors ? anchors : null,
            CacheMegabytes = ReadNumber(configuration, "CacheMegabytes", defaults.CacheMegabytes, 0, 65536),
            SignIn = SignInSettings.Read(configuration),
            NoticeWebhook = ReadWebhook(configuration["Milestone:Notices:Webhook"]),
            MaintenanceNoticeHours = ReadNumber(configuration, "MaintenanceNoticeHours", defaults.MaintenanceNoticeHours, 0, 336),
            ManagementUrls = configuration["Milestone:ManagementUrls"] switch
            {
                null => [UsualManagement],
                "" => [],
                var named => ListeningUrls.Parse(named, "Milestone__ManagementUrls"),
            },
            ManagementIsNamed = configuration["Milestone:ManagementUrls"] is not null,
            BackupMarker = configuration["Milestone:BackupMarker"] is { Length: > 0 } marker ? marker : null,
        };
    }

    /// <summary>Where notices go, or null; the message does not repeat the address, which may hold a secret.</summary>
    /// <exception cref="ProblemException">Invalid: it is no address.</exception>
    public static Uri? ReadWebhook(string? text) => text is not { Length: > 0 }
        ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            ? url
            : throw new ProblemException(ProblemKind.Invalid, "Milestone__Notices__Webhook is no address that a notice may go to. Write one that begins with https://; http:// is for this machine's own only.") { Field = "Milestone__Notices__Webhook" };

    private static string ReadPathBase(string text)
    {
        var path = text.TrimEnd('/');
        if (path.Length == 0 || (path[0] == '/' && Uri.IsWellFormedUriString(path, UriKind.Relative) && !path.Contains('?', StringComparison.Ordinal)))
            return path;
        throw Bad("PathBase", text, "Start it with a slash, as in /milestone-app, or leave it empty for the root.");
    }

    private static string[] ReadList(string? text) =>
        (text ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IReadOnlyList<string> ReadOrigins(IConfiguration configuration, string name) =>
        [.. ReadList(configuration[$"Milestone:{name}"]).Select(text => ReadOrigin(name, text))];

    // As a browser writes it in its Origin header; a star would open the books to every page that a reader happens to visit.
    private static string ReadOrigin(string name, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && url.AbsolutePath == "/" && url.Query.Length + url.Fragment.Length + url.UserInfo.Length == 0
        && !text.Contains('*', StringComparison.Ordinal)
            ? url.GetLeftPart(UriPartial.Authority)
            : throw Bad(name, text, "Write origins, separated by commas, as in https://reports.example: a scheme, a host and perhaps a port; no path and no star.");

    private static IPNetwork ReadNetwork(string text)
    {
        if (IPAddress.TryParse(text, out var address))
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return IPNetwork.TryParse(text, out var network)
            ? network
            : throw Bad("KnownProxies", text, "Write addresses or networks, separated by commas, as in 10.0.0.5,172.18.0.0/16.");
    }

    private static int ReadNumber(IConfiguration configuration, string name, int otherwise, int least, int most)
    {
        if (configuration[$"Milestone:{name}"] is not { Length: > 0 } text)
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Bad(name, text, string.Create(CultureInfo.InvariantCulture, $"Write a whole number from {least} to {most}."));
    }

    private static ProblemException Bad(string name, string value, string remedy) =>
        new(ProblemKind.Invalid, $"Milestone__{name.Replace(":", "__", StringComparison.Ordinal)} is '{value}', which cannot be used. {remedy}") { Field = $"Milestone__{name.Replace(":", "__", StringComparison.Ordinal)}" };
}
