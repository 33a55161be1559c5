using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Milestone.Core.Access;
using Milestone.Host.Settings;

namespace Milestone.Host.Identity.Provider;

/// <summary>
/// What Clerk says about its users, signed as Svix signs: whoever is deleted or banned there is out here at once. The signature is over the bytes as they came.
/// </summary>
internal static class ProviderWebhook
{
    private const string Version = "v1,";
    private const string SecretMark = "whsec_";
    private const int LargestBody = 256 * 1024;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    public static async Task<Results<NoContent, BadRequest, StatusCodeHttpResult>> AnswerAsync(HttpContext context, HostSettings settings, IdentityLinks links, TimeProvider clock)
    {
        if (context.Request.ContentLength > LargestBody)
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var body = await ReadAsync(context.Request.Body, context.RequestAborted);
        var headers = context.Request.Headers;
        var id = headers["svix-id"].ToString();
        if (body is null || !IsSigned(settings.SignIn.WebhookSecret, id, headers["svix-timestamp"].ToString(), headers["svix-signature"].ToString(), body, clock.GetUtcNow()))
            return TypedResults.BadRequest();
        if (WhoIsOut(body) is { } subject)
        {
            var issuer = (settings.SignIn.TokenIssuer ?? settings.SignIn.Authority)!.AbsoluteUri.TrimEnd('/');
            await links.DisableAsync(id, issuer, subject, "sign-in provider", context.RequestAborted);
        }

        return TypedResults.NoContent();
    }

    /// <summary>Whether one of the signatures is that of the message, and the message is of these minutes.</summary>
    internal static bool IsSigned(string secret, string id, string timestamp, string signatures, byte[] body, DateTimeOffset now)
    {
        if (id.Length is 0 or > 200 || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253_402_300_799)
            return false;
        if ((now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Window)
            return false;
        var key = new byte[secret.Length];
        if (!Convert.TryFromBase64String(secret[SecretMark.Length..], key, out var length))
            return false;
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var wanted = HMACSHA256.HashData(key.AsSpan(0, length), signed);
        var isGood = false;
        foreach (var one in signatures.Split(' '))
        {
            var given = new byte[wanted.Length];
            isGood |= one.StartsWith(Version, StringComparison.Ordinal)
                && Convert.TryFromBase64String(one[Version.Length..], given, out var size) && size == wanted.Length
                && CryptographicOperations.FixedTimeEquals(given, wanted);
        }

        return isGood;
    }

    /// <summary>The subject of a user who is deleted, banned or locked there; null for any other message.</summary>
    internal static string? WhoIsOut(byte[] body)
    {
        try
        {
            using var message = JsonDocument.Parse(body);
            if (message.RootElement is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String
                || !root.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object
                || !data.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.String)
                return null;
            var isOut = type.GetString() switch
            {
                "user.deleted" => true,
                "user.updated" => IsTrue(data, "banned") || IsTrue(data, "locked"),
                _ => false,
            };
            return isOut ? id.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsTrue(JsonElement data, string name) => data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static async Task<byte[]?> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        var piece = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(piece, cancellation)) > 0;)
        {
            if (body.Length + read > LargestBody)
                return null;
            body.Write(piece, 0, read);
        }

        return body.ToArray();
    }
}
