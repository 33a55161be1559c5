using System.CommandLine;
using System.Globalization;
using Milestone.Core;
using Milestone.Host.Settings;

namespace Milestone.Host.Commands;

/// <summary>healthcheck: whether a host lives, for containers that have no curl.</summary>
internal static class HealthcheckCommand
{
    private const string LivePath = "/api/health/live";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var url = new Option<string>("--url")
        {
            Description = "The address to ask",
            HelpName = "URL",
            DefaultValueFactory = _ => DefaultAddress(),
        };
        var command = new Command("healthcheck", "Asks a running host whether it lives; exit code 0 when it does") { url };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(url)!, cancellation));
        return command;
    }

    // Inside a container the same variable says where the host listens. "All addresses" is none that a request may ask for.
    private static string DefaultAddress() =>
        (ConnectionSettings.Environment()["URLS"] ?? ListeningUrls.Default).Split(';')[0].TrimEnd('/')
            .Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal)
            .Replace("//[::]", "//[::1]", StringComparison.Ordinal) + LivePath;

    private static async Task<int> RunAsync(string address, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new ProblemException(ProblemKind.Invalid, $"'{address}' is not an address. Write it as in {ListeningUrls.Default}{LivePath}.") { Field = "url" };
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(url, cancellation);
            Terminal.Answer(string.Create(CultureInfo.InvariantCulture, $"{url} answers {(int)answer.StatusCode}."));
            return answer.IsSuccessStatusCode ? CommandLine.Done : CommandLine.Failed;
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new ProblemException(ProblemKind.Unavailable, $"Nothing answers at {url} within {Patience.TotalSeconds:0} seconds. Is the host running there?", failure);
        }
    }
}
