using System.Net;
using System.Net.Sockets;
using Milestone.Build.Database;
using Milestone.Build.Engine;

namespace Milestone.Build.Rehearsing;

/// <summary>nginx as it stands before the product: one address that keeps the path's prefix, one that strips it, one that speaks https.</summary>
internal sealed class RehearsalProxy : IAsyncDisposable
{
    static readonly string[] Places = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx"];

    readonly string program;
    readonly string folder;
    Companion? nginx;

    RehearsalProxy(string program, string folder)
    {
        this.program = program;
        this.folder = folder;
        Keeps = Address("http", FreePort.Take());
        Strips = Address("http", FreePort.Take());
        Secure = Address("https", FreePort.Take());
    }

    /// <summary>Hands the path on as it is.</summary>
    public Uri Keeps { get; }

    /// <summary>Hands it on without /milestone-app, which it says in a header.</summary>
    public Uri Strips { get; }

    /// <summary>With the rehearsal's own certificate.</summary>
    public Uri Secure { get; }

    /// <summary>Null where there is no nginx. It does not listen yet: its addresses are known before what stands behind them.</summary>
    public static RehearsalProxy? Find(string folder)
    {
        if (Places.FirstOrDefault(File.Exists) is not { } program) return null;
        Directory.CreateDirectory(folder);
        return new RehearsalProxy(program, folder);
    }

    public async Task Start(Uri upstream, RehearsalCertificate certificate, CancellationToken stop)
    {
        var to = upstream.GetLeftPart(UriPartial.Authority);
        const string Said = "proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme; proxy_http_version 1.1;";
        var configuration = $$"""
            daemon off; master_process off; worker_processes 1; pid {{folder}}/pid; error_log {{folder}}/error.log warn;
            events { worker_connections 512; }
            http {
              access_log {{folder}}/access.log; default_type application/octet-stream; client_max_body_size 64m;
              client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/fastcgi; uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
              server { listen 127.0.0.1:{{Keeps.Port}}; location /milestone-app { proxy_pass {{to}}; {{Said}} } }
              server { listen 127.0.0.1:{{Secure.Port}} ssl; ssl_certificate {{certificate.ChainFile}}; ssl_certificate_key {{certificate.KeyFile}}; ssl_protocols TLSv1.2 TLSv1.3; location /milestone-app { proxy_pass {{to}}; {{Said}} } }
              server { listen 127.0.0.1:{{Strips.Port}}; location /milestone-app/ { proxy_pass {{to}}/; {{Said}} proxy_set_header X-Forwarded-Prefix /milestone-app; } location = /milestone-app { proxy_pass {{to}}/; {{Said}} proxy_set_header X-Forwarded-Prefix /milestone-app; } }
            }
            """;
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), configuration, stop);
        await Start(stop);
    }

    /// <summary>Again, after it was stopped.</summary>
    public async Task Start(CancellationToken stop)
    {
        nginx = Companion.Start("nginx", program, ["-e", Path.Combine(folder, "error.log"), "-p", folder, "-c", Path.Combine(folder, "nginx.conf")], minds: false);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        while (true)
        {
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, Keeps.Port, patience.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20, stop);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                var log = Path.Combine(folder, "error.log");
                throw new StepFailedException($"nginx did not start: {(File.Exists(log) ? await File.ReadAllTextAsync(log, stop) : "it wrote no log")}");
            }
        }
    }

    public async Task Stop()
    {
        if (nginx is not null) await nginx.DisposeAsync();
        nginx = null;
    }

    public async ValueTask DisposeAsync() => await Stop();

    static Uri Address(string scheme, int port) => new UriBuilder(scheme, "127.0.0.1", port, "/milestone-app").Uri;
}
