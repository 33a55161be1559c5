using System.IO.Compression;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Milestone.Host.Caching;
using Milestone.Host.Settings;

namespace Milestone.Host.Security;

/// <summary>
/// How much one request may ask: size, time, and how many imports at once. Also which host names are answered, and how answers are packed. How often
/// somebody may ask is <see cref="Rates.RateLimits"/>.
/// </summary>
internal static class Limits
{
    /// <summary>The policy of endpoints that import.</summary>
    public const string Import = "import";

    /// <summary>The largest body of anything but an import: a form with a report of Xero's in it.</summary>
    public const long MostBytes = 3 * 1024 * 1024;

    private const int ImportsAtOnce = 4;
    private const int ImportsWaiting = 32;
    private static readonly TimeSpan SlowestHeaders = TimeSpan.FromSeconds(10);
    private static readonly MinDataRate SlowestBody = new(bytesPerSecond: 500, gracePeriod: TimeSpan.FromSeconds(5));
    private static readonly TimeSpan ImportTime = TimeSpan.FromMinutes(10);

    public static void AddLimits(this WebApplicationBuilder builder, HostSettings settings)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBytes;
            // Who sends a byte now and then only holds a connection.
            kestrel.Limits.RequestHeadersTimeout = SlowestHeaders;
            kestrel.Limits.MinRequestBodyDataRate = SlowestBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.MaxRequestHeaderCount = 64;
        });
        builder.Services.Configure<HostFilteringOptions>(options => options.AllowedHosts = [.. settings.AllowedHosts]);
        builder.Services.AddRequestTimeouts(timeouts =>
        {
            timeouts.DefaultPolicy = new RequestTimeoutPolicy { Timeout = TimeSpan.FromSeconds(settings.RequestTimeoutSeconds) };
            timeouts.AddPolicy(Import, ImportTime);
        });
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = static (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = "5";
                return ValueTask.CompletedTask;
            };
            limiter.AddConcurrencyLimiter(Import, import =>
            {
                import.PermitLimit = ImportsAtOnce;
                import.QueueLimit = ImportsWaiting;
                import.QueueProcessingOrder = QueueProcessingOrder.OldestFirst;
            });
        });
        builder.Services.Configure<FormOptions>(forms =>
        {
            forms.BufferBodyLengthLimit = MostBytes;
            forms.MultipartBodyLengthLimit = MostBytes;
            forms.ValueLengthLimit = 64 * 1024;
            forms.KeyLengthLimit = 256;
        });
        // Brotli 4: a statement of twelve months is a fifth smaller than at 1, in the same time.
        builder.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        builder.Services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json", "text/csv", "image/svg+xml"];
        });
    }

    public static void UseLimits(this WebApplication app)
    {
        app.UseRequestTimeouts();
        app.UseRateLimiter();
        // Only what is read is packed: no answer to a form, and so no secret of one, is ever compressed beside text that a stranger chose.
        app.UseWhen(context => HttpMethods.IsGet(context.Request.Method) && !Drawing.IsUnderWay(context), reads => reads.UseResponseCompression());
    }
}

/// <summary>The largest body that an endpoint takes, where it is another than that of all.</summary>
internal sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
