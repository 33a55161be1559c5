using System.Text.Json;
using System.Text.Json.Nodes;
using Milestone.Build.Engine;

namespace Milestone.Build.Auditing;

/// <summary>What others wrote to find holes, on loopback and within a time. A scanner that is not installed has found nothing, which is not the same as nothing being there.</summary>
internal sealed class Scanners(Shell shell, AuditReport report, string cookie)
{
    const string Seconds = "120";

    /// <summary>wapiti: cross-site scripting, injection of SQL, of commands and of headers, files, redirects, server-side requests.</summary>
    public async Task<AuditLine> Wapiti(Uri root, CancellationToken stop)
    {
        const string topic = "wapiti";
        if (!IsInstalled("wapiti")) return AuditLine.NotChecked(topic, "it is not installed (apt-get install wapiti)");
        var file = report.File("wapiti.json");
        File.Delete(file);
        await Quietly("wapiti", [
            "-u", root.AbsoluteUri, "-H", $"Cookie: {cookie}",
            "-s", new Uri(root, "dashboard").AbsoluteUri, "-s", new Uri(root, "statement").AbsoluteUri, "-s", new Uri(root, "projects").AbsoluteUri,
            "--scope", "folder", "-d", "4", "--max-links-per-page", "40", "--max-files-per-dir", "20", "--max-scan-time", Seconds, "--max-attack-time", "25", "-S", "aggressive",
            "-m", "xss,permanentxss,sql,blindsql,exec,file,crlf,redirect,xxe,methods,cookieflags,http_headers,csp", "--flush-session", "--no-bugreport", "-v", "0", "-f", "json", "-o", file,
        ], "wapiti.txt", stop);
        if (!File.Exists(file)) return AuditLine.NotChecked(topic, "it ended without a report; see wapiti.txt");
        return Read(topic, await File.ReadAllTextAsync(file, stop));
    }

    // Over http, as on loopback, no host may promise https. X-XSS-Protection switches on a filter that browsers have taken out because it could be
    // abused. wapiti does not see HttpOnly where it is there: the check of the headers looks at every cookie instead.
    static readonly string[] Expected = ["Strict-Transport-Security", "Secure flag", "X-XSS-Protection", "HttpOnly flag"];

    internal static AuditLine Read(string topic, string json)
    {
        try
        {
            var found = JsonNode.Parse(json)!["vulnerabilities"]!.AsObject().Where(kind => kind.Value is JsonArray { Count: > 0 })
                .SelectMany(kind => kind.Value!.AsArray().Where(one => !Expected.Any(words => ((string?)one!["info"] ?? "").Contains(words, StringComparison.OrdinalIgnoreCase)))
                    .Select(one => $"{kind.Key}: {one!["path"]} {one["parameter"]} {one["info"]}"))
                .Distinct().ToList();
            return found.Count == 0 ? AuditLine.Passed(topic, "nothing was found") : AuditLine.Failed(topic, $"{found.Count} findings: {string.Join("; ", found.Take(5))}");
        }
        catch (JsonException)
        {
            return AuditLine.NotChecked(topic, "its report cannot be read");
        }
    }

    /// <summary>sqlmap: every parameter of some addresses with parameters.</summary>
    public async Task<AuditLine> Sqlmap(IEnumerable<Uri> addresses, CancellationToken stop)
    {
        const string topic = "sqlmap";
        if (!IsInstalled("sqlmap")) return AuditLine.NotChecked(topic, "it is not installed (apt-get install sqlmap)");
        var (injected, asked) = (new List<string>(), 0);
        foreach (var address in addresses)
        {
            var said = await Quietly("sqlmap", [
                "-u", address.AbsoluteUri, "--cookie", cookie, "--param-exclude", "milestone|antiforgery", "--batch", "--smart", "--dbms", "PostgreSQL", "--level", "2", "--risk", "1", "--timeout", "10", "--retries", "0", "--threads", "2", "--disable-coloring",
                "--flush-session", "--output-dir", report.File("sqlmap"),
            ], "sqlmap.txt", stop);
            asked++;
            if (said.Any(line => line.Contains("injection point", StringComparison.Ordinal) || line.Contains("is vulnerable", StringComparison.Ordinal))) injected.Add(address.PathAndQuery);
            if (said.Any(line => line.Contains("unable to connect", StringComparison.OrdinalIgnoreCase))) return AuditLine.NotChecked(topic, $"{address.PathAndQuery} did not answer");
        }
        return asked == 0 ? AuditLine.NotChecked(topic, "there was no address with parameters")
            : injected.Count == 0 ? AuditLine.Passed(topic, $"{asked} addresses, no parameter can be injected")
            : AuditLine.Failed(topic, string.Join("; ", injected));
    }

    async Task<List<string>> Quietly(string program, string[] arguments, string log, CancellationToken stop)
    {
        var said = new List<string>();
        try
        {
            await shell.Quietly(program, arguments, said, stop);
        }
        catch (StepFailedException failure)
        {
            said.Add(failure.Message);
        }
        await File.AppendAllLinesAsync(report.File(log), said, stop);
        return said;
    }

    static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
