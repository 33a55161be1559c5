using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Xunit;

namespace Milestone.Testing.Identity;

/// <summary>
/// A certified OpenID provider on this machine, for tests of signing in at one: npm's oidc-provider, installed once from its lock file. Its people sign in by typing
/// their name and any password.
/// </summary>
public sealed class OpenIdProvider : IAsyncDisposable
{
    /// <summary>What the provider calls the product.</summary>
    public const string ClientId = "milestone-tests";

    /// <summary>The secret that goes with it, which no log may show.</summary>
    public const string ClientSecret = "client-secret-that-no-log-may-show";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Identity");
    private static readonly Lazy<Task<string?>> Installed = new(InstallAsync);

    private readonly Process process;

    private OpenIdProvider(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    /// <summary>Its address, which is also the issuer.</summary>
    public Uri Address { get; }

    /// <summary>Starts it. Skips the test where Node is not installed; on CI that is a failure.</summary>
    /// <param name="callback">The address that it may lead back to.</param>
    /// <param name="pushed">Whether it offers pushed authorization requests.</param>
    /// <param name="people">Who is who: a name to type, an address, and whether the address was verified.</param>
    public static async Task<OpenIdProvider> StartAsync(Uri callback, bool pushed, params (string Name, string Email, bool IsVerified)[] people)
    {
        if (await Installed.Value is { } reason)
        {
            if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
                Assert.Fail(reason);
            Assert.Skip(reason);
        }

        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        start.ArgumentList.Add("provider.mjs");
        start.Environment["PROVIDER"] = JsonSerializer.Serialize(new
        {
            people = people.ToDictionary(one => one.Name, one => new { email = one.Email, email_verified = one.IsVerified, name = one.Name }),
            client = new { id = ClientId, secret = ClientSecret },
            redirect = new[] { callback.AbsoluteUri },
            pushed,
        });
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(' ') is ["listening", var port])
                return new OpenIdProvider(process, new Uri("http://127.0.0.1:" + port));
        }

        throw new InvalidOperationException($"The provider ended before it listened: {await errors}");
    }

    /// <summary>A port that nothing listens on: the product must be known to the provider before either has started.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    // The reason why it cannot be had, or null. Two test projects have folders of their own.
    private static async Task<string?> InstallAsync()
    {
        if (File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")))
            return null;
        try
        {
            var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm") { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = Folder };
            foreach (var argument in (string[])["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
                start.ArgumentList.Add(argument);
            using var npm = Process.Start(start)!;
            var error = npm.StandardError.ReadToEndAsync();
            _ = npm.StandardOutput.ReadToEndAsync();
            await npm.WaitForExitAsync();
            var said = await error;
            return npm.ExitCode == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"npm could not install the OpenID provider (exit code {npm.ExitCode}): {said}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "npm is not installed, so there is no OpenID provider to sign in at. Install Node 20 or later.";
        }
    }
}
