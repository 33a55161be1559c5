using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Milestone.Build.Tests.Load;

/// <summary>Answers at once, but for the end of every cycle, in which it answers nobody.</summary>
internal sealed class StallingServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly TimeSpan cycle;
    private readonly TimeSpan stall;

    public StallingServer(TimeSpan cycle, TimeSpan stall)
    {
        (this.cycle, this.stall) = (cycle, stall);
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }

        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    public void Dispose() => ((IDisposable)listener).Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = AnswerAsync(await listener.GetContextAsync());
        }
        catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var place = TimeSpan.FromTicks(clock.Elapsed.Ticks % cycle.Ticks);
        if (place >= cycle - stall)
            await Task.Delay(cycle - place);
        context.Response.Close();
    }
}
