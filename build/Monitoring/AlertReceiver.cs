using System.Globalization;
using System.Net;
using System.Text.Json;
using Milestone.Build.Database;

namespace Milestone.Build.Monitoring;

/// <summary>
/// Takes what is sent when something alarms: the webhooks of an Alertmanager, or, where none is installed, what Prometheus would tell one (/api/v2/alerts).
/// It remembers which alerts are on.
/// </summary>
internal sealed class AlertReceiver : IAsyncDisposable
{
    readonly HttpListener listener = new();
    readonly Lock turn = new();
    readonly Dictionary<string, string> firing = new(StringComparer.Ordinal);
    readonly List<(string Alert, string Status, string Receiver)> told = [];
    readonly Task work;

    public AlertReceiver()
    {
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Take()}/"));
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        work = Receive();
    }

    public Uri Address { get; }

    /// <summary>Everything that it was told, in order.</summary>
    public IReadOnlyList<(string Alert, string Status, string Receiver)> Told
    {
        get
        {
            lock (turn) return [.. told];
        }
    }

    /// <summary>The name of whoever was told of an alert that is on; null where it is off.</summary>
    public string? WhoHears(string alert)
    {
        lock (turn) return firing.GetValueOrDefault(alert);
    }

    /// <summary>Whether the end of an alert was told.</summary>
    public bool HasEnded(string alert)
    {
        lock (turn) return !firing.ContainsKey(alert) && told.Exists(one => one.Alert == alert && one.Status == "resolved");
    }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await work;
        listener.Close();
    }

    async Task Receive()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            try
            {
                using var body = await JsonDocument.ParseAsync(context.Request.InputStream);
                Note(context.Request.Url!.AbsolutePath.Trim('/'), body.RootElement, TimeProvider.System.GetUtcNow());
                context.Response.StatusCode = 200;
            }
            catch (Exception wrong) when (wrong is JsonException or IOException or KeyNotFoundException)
            {
                context.Response.StatusCode = 400;
            }
            context.Response.Close();
        }
    }

    internal void Note(string path, JsonElement body, DateTimeOffset now)
    {
        var isPrometheus = body.ValueKind == JsonValueKind.Array;
        lock (turn)
        {
            foreach (var alert in (isPrometheus ? body : body.GetProperty("alerts")).EnumerateArray())
            {
                var name = alert.GetProperty("labels").GetProperty("alertname").GetString()!;
                // Prometheus states an end ahead of now while an alert is on, in case it cannot say more.
                var isOn = isPrometheus ? alert.GetProperty("endsAt").GetDateTimeOffset() > now : alert.GetProperty("status").GetString() == "firing";
                var receiver = isPrometheus ? "nobody in particular" : path;
                if (isOn) firing[name] = receiver;
                else firing.Remove(name);
                told.Add((name, isOn ? "firing" : "resolved", receiver));
            }
        }
    }
}
