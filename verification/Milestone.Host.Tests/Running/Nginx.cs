using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Milestone.Host.Tests.Running;

/// <summary>A real nginx on a free port of this machine, in front of a host, with one location of a configuration of ours.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;

    private Nginx(Process process, string folder, int port)
    {
        this.process = process;
        this.folder = folder;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    /// <summary>Asks by way of the proxy.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts it. Skips the test where there is none; on a build machine that is a failure.</summary>
    /// <param name="locations">What the server does, where UPSTREAM stands for the host's address.</param>
    /// <param name="upstream">The host.</param>
    public static async Task<Nginx> StartAsync(string locations, Uri upstream)
    {
        var program = ((string[])["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx"]).FirstOrDefault(File.Exists);
        if (program is null)
        {
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail("nginx is not installed.");
            Assert.Skip("nginx is not installed.");
        }

        var folder = Directory.CreateTempSubdirectory("milestone-nginx-").FullName;
        var port = FreePort();
        var configuration = $$"""
            daemon off; master_process off; worker_processes 1; pid {{folder}}/pid; error_log {{folder}}/error.log warn;
            events { worker_connections 64; }
            http {
              access_log off; default_type application/octet-stream;
              client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/fastcgi; uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
              server { listen 127.0.0.1:{{port}}; {{locations.Replace("UPSTREAM", upstream.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)}} }
            }
            """;
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), configuration);
        var start = new ProcessStartInfo(program, ["-e", Path.Combine(folder, "error.log"), "-p", folder, "-c", Path.Combine(folder, "nginx.conf")]);
        var proxy = new Nginx(Process.Start(start)!, folder, port);
        await proxy.UntilItListensAsync(port);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task UntilItListensAsync(int port)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (true)
        {
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, patience.Token);
                return;
            }
            catch (SocketException) when (!process.HasExited)
            {
                await Task.Yield();
            }
            catch (SocketException)
            {
                Assert.Fail($"nginx did not start: {await File.ReadAllTextAsync(Path.Combine(folder, "error.log"), patience.Token)}");
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
