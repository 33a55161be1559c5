using Milestone.Build.Auditing;

namespace Milestone.Build.Tests.Auditing;

/// <summary>An audit finds what is there, and says "not checked" where it could not look.</summary>
public sealed class AuditTests
{
    // Written in two pieces, so that this file is no finding itself.
    private const string Begin = "-----BEGIN ";

    public static TheoryData<string> Secrets => new()
    {
        Begin + "RSA PRIVATE KEY-----",
        "key = AKIA" + "IOSFODNN7ABCDEFG",
        "token: ghp_" + new string('a', 36),
        "sk_live_" + "51H8abcdefghijklmnop",
        "whsec_" + "Qm9hdHN3YWluVHJ5R2xvd2luZ0NvYWw5",
        "Host=db;Password=" + "Sommer2019",
        "postgres://milestone:" + "Sommer2019@db/books",
        "\"api_key\": \"" + "a8f5f167f44f4964e6c998dee827110c\"",
        "Bearer eyJ" + "hbGciOiJSUzI1NiIsImtpZCI6.eyJ" + "zdWIiOiIxMjM0NTY3ODkwIn0.abcdefghijklmnopqrstuvw",
    };

    [Theory]
    [MemberData(nameof(Secrets))]
    public void A_secret_is_found_wherever_it_stands_and_not_repeated(string line)
    {
        var found = Assert.Single(SecretScan.Find(["+++ b/some/file.cs", line], "history"));

        Assert.Contains("some/file.cs", found, StringComparison.Ordinal);
        Assert.DoesNotContain("Sommer2019", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Username=milestone;Password=...")]
    [InlineData("Password=pw")]
    [InlineData("Password=hidden-in-logs;Timeout=2")]
    [InlineData("Password={password}")]
    [InlineData("string Password = Read();")]
    [InlineData("\"integrity\": \"sha512-XExcO+dvLKvVtNTibSBTej1NCAbaGhWn9Ww1ZPx80qsahhPFe\"")]
    public void An_example_is_not(string line) => Assert.Empty(SecretScan.Find([line], "some/file.cs"));

    [Theory]
    [InlineData("MIT", true, true)]
    [InlineData("MIT AND OFL-1.1", true, true)]
    [InlineData("(GPL-3.0-only OR MIT)", true, true)]
    [InlineData("MIT AND AGPL-3.0-only", true, false)]
    [InlineData("MPL-2.0", true, false)]
    [InlineData("MPL-2.0", false, true)]
    [InlineData("AGPL-3.0-only", false, false)]
    [InlineData(null, false, false)]
    public void A_licence_may_come_in_or_not(string? licence, bool ships, bool isAllowed) =>
        Assert.Equal(isAllowed, Licences.IsAllowed(new Dependency("nuget", "Some.Package", "1.0.0", ships, licence, null)));

    [Fact]
    public void A_bill_of_materials_names_each_component_once_with_all_that_a_reader_needs()
    {
        Dependency[] used = [new("nuget", "Npgsql", "9.0.0", true, "PostgreSQL", Convert.ToBase64String(new byte[64])), new("npm", "@scope/tool", "1.2.3", false, "MIT", null)];

        var bill = BillOfMaterials.Of(used, "1.0.0", new DateTimeOffset(2026, 11, 28, 9, 0, 0, TimeSpan.Zero));

        Assert.Empty(BillOfMaterials.Faults(bill));
        Assert.Equal(["pkg:nuget/Npgsql@9.0.0", "pkg:npm/%40scope/tool@1.2.3"], bill["components"]!.AsArray().Select(one => (string?)one!["purl"]));
        Assert.Equal(["pkg:nuget/Npgsql@9.0.0"], bill["dependencies"]![0]!["dependsOn"]!.AsArray().Select(one => (string?)one));
        bill["components"]![0]!.AsObject().Remove("version");
        bill["components"]!.AsArray().Add(bill["components"]![1]!.DeepClone());
        Assert.Equal(2, BillOfMaterials.Faults(bill).Count);
    }

    [Fact]
    public void Advisories_are_read_as_they_are_answered_and_silence_is_not_a_verdict()
    {
        const string weak = """{"projects":[{"frameworks":[{"topLevelPackages":[{"id":"Bad","resolvedVersion":"1.0","vulnerabilities":[{"severity":"High"}]}]}]},{}]}""";
        const string refused = """
            {
              "message": "405 Method Not Allowed - POST there",
              "statusCode": 405
            }
            """;
        const string found = """
            {
              "vulnerabilities": { "bad": { "severity": "high" } },
              "metadata": { "vulnerabilities": { "total": 1 } }
            }
            """;

        Assert.Equal(Verdict.Failed, Advisories.Read("nuget", weak).Verdict);
        Assert.Equal(Verdict.Passed, Advisories.Read("nuget", """{"projects":[{}]}""").Verdict);
        Assert.Equal(Verdict.NotChecked, Advisories.ReadNpm("npm", refused).Verdict);
        Assert.Equal(Verdict.NotChecked, Advisories.ReadNpm("npm", "nothing").Verdict);
        Assert.Equal(Verdict.Failed, Advisories.ReadNpm("npm", found).Verdict);
        Assert.Equal(Verdict.Passed, Advisories.ReadNpm("npm", found.Replace("\"total\": 1", "\"total\": 0", StringComparison.Ordinal)).Verdict);
    }

    [Fact]
    public void Every_fault_of_an_answers_headers_is_named()
    {
        using var answer = new HttpResponseMessage();
        answer.Headers.Add("Content-Security-Policy", "default-src 'none'; script-src 'unsafe-inline'; frame-ancestors 'none'");
        answer.Headers.Add("Server", "Kestrel");
        answer.Headers.Add("Set-Cookie", "session=a; path=/; httponly");

        var faults = HeaderCheck.Faults(answer.Headers, 500).ToList();

        // The status, seven headers that are wrong or missing, a cookie that goes along with foreign requests, the name of the server, and that a refusal may be kept.
        Assert.Equal(11, faults.Count);
    }

    [Fact]
    public void A_scanner_report_without_findings_passes_and_one_that_cannot_be_read_is_not_checked()
    {
        Assert.Equal(Verdict.Passed, Scanners.Read("wapiti", """{"vulnerabilities":{"SQL Injection":[],"Secure Flag cookie":[{"info":"Secure flag is not set in the cookie : milestone-form","path":"/"}]}}""").Verdict);
        Assert.Equal(Verdict.Failed, Scanners.Read("wapiti", """{"vulnerabilities":{"SQL Injection":[{"info":"SQL Injection via q","path":"/","parameter":"q"}]}}""").Verdict);
        Assert.Equal(Verdict.NotChecked, Scanners.Read("wapiti", "Traceback").Verdict);
    }
}
