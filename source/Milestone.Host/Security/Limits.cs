using System.IO.Compression;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.ResponseCompression;
using Milestone.Host.Caching;
using Milestone.Host.Settings;

namespace Milestone.Host.Security;

/// <summary>How much one request may ask: size, time, and how many imports at once. Also which host names are answered, and how answers are packed.</summary>
internal static class Limits
{
    /// <summary>The policy of endpoints that import.</summary>
    public const string Import = "import";

    private const int ImportsAtOnce = 4;
    private const int ImportsWaiting = 32;
    private static readonly TimeSpan ImportTime = TimeSpan.FromMinutes(10);

    public static void AddLimits(this WebApplicationBuilder builder, HostSettings settings)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = settings.ImportLimitMegabytes * 1024L * 1024L;
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
            limiter.AddConcurrencyLimiter(Import, import =>
            {
                import.PermitLimit = ImportsAtOnce;
                import.QueueLimit = ImportsWaiting;
                import.QueueProcessingOrder = QueueProcessingOrder.OldestFirst;
            });
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
