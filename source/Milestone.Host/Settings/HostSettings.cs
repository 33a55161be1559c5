using System.Globalization;
using System.Net;
using Milestone.Core;
using Milestone.Host.Shell;

namespace Milestone.Host.Settings;

/// <summary>What a serving host is told by its environment. Every value is checked before the host starts; a bad one names its variable.</summary>
internal sealed record HostSettings
{
    /// <summary>How to reach PostgreSQL: ConnectionStrings__Milestone.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The addresses to listen on: --urls, else ASPNETCORE_URLS.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [LoopbackUrls.Default];

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

    /// <summary>What says which day it is: the machine's clock; whoever wants the same pages every day gives another.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Says who a request comes from, in place of signing in. No variable sets it: it is for tests of what is behind the door.</summary>
    public Func<HttpRequest, Visitor>? Vouch { get; init; } = _ => Visitor.AtThisMachine;

    /// <summary>How many megabytes of answers and statements are kept to be given again: Milestone__CacheMegabytes. 0 draws everything anew.</summary>
    public int CacheMegabytes { get; init; } = 64;

    /// <summary>The file that the ends of the audit log's chains are appended to daily: Milestone__AuditAnchors. Null for the log alone.</summary>
    public string? AuditAnchors { get; init; }

    /// <summary>Where the log goes: standard output, which is what containers collect.</summary>
    public TextWriter Log { get; init; } = Console.Out;

    /// <summary>The environment and, from it, the settings.</summary>
    /// <exception cref="ProblemException">A value is missing or cannot be used.</exception>
    public static HostSettings Read(IConfiguration configuration, string? urls = null)
    {
        var defaults = new HostSettings { ConnectionString = "" };
        return new HostSettings
        {
            Urls = LoopbackUrls.Parse(urls ?? configuration["URLS"] ?? LoopbackUrls.Default, urls is null ? "ASPNETCORE_URLS" : "--urls"),
            ConnectionString = ConnectionSettings.Read(configuration),
            PathBase = ReadPathBase(configuration["Milestone:PathBase"] ?? defaults.PathBase),
            KnownProxies = [.. ReadList(configuration["Milestone:KnownProxies"]).Select(ReadNetwork)],
            AllowedHosts = [.. defaults.AllowedHosts, .. ReadList(configuration["Milestone:AllowedHosts"])],
            ImportLimitMegabytes = ReadNumber(configuration, "ImportLimitMegabytes", defaults.ImportLimitMegabytes, 1, 1024),
            RequestTimeoutSeconds = ReadNumber(configuration, "RequestTimeoutSeconds", defaults.RequestTimeoutSeconds, 1, 600),
            AuditAnchors = configuration["Milestone:AuditAnchors"] is { Length: > 0 } anchors ? anchors : null,
            CacheMegabytes = ReadNumber(configuration, "CacheMegabytes", defaults.CacheMegabytes, 0, 65536),
        };
    }

    private static string ReadPathBase(string text)
    {
        var path = text.TrimEnd('/');
        if (path.Length == 0 || (path[0] == '/' && Uri.IsWellFormedUriString(path, UriKind.Relative) && !path.Contains('?', StringComparison.Ordinal)))
            return path;
        throw Bad("PathBase", text, "Start it with a slash, as in /milestone-app, or leave it empty for the root.");
    }

    private static string[] ReadList(string? text) =>
        (text ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

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
        new(ProblemKind.Invalid, $"Milestone__{name} is '{value}', which cannot be used. {remedy}") { Field = $"Milestone__{name}" };
}
