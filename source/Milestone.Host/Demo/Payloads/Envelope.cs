using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Milestone.Host.Demo.Payloads;

/// <summary>One response under construction: the envelope, the list, and the closing braces.</summary>
internal sealed class Envelope : IDisposable
{
    readonly ArrayBufferWriter<byte> buffer = new(64 * 1024);

    public Envelope(string fileName, string list, DateTimeOffset at, (int Page, int Items)? pagination = null)
    {
        FileName = fileName;
        Json = new Utf8JsonWriter(buffer, XeroJson.Options);
        Json.WriteStartObject();
        Json.WriteString("Id", NamedGuid.Of(string.Create(CultureInfo.InvariantCulture, $"response/{at:O}/{fileName}")));
        Json.WriteString("Status", "OK");
        Json.WriteString("ProviderName", "Milestone demo");
        Json.WriteString("DateTimeUTC", string.Create(CultureInfo.InvariantCulture, $"/Date({XeroJson.Milliseconds(at)})/"));
        if (pagination is var (page, items))
        {
            Json.WriteStartObject("pagination");
            Json.WriteNumber("page", page);
            Json.WriteNumber("pageSize", PageSize);
            Json.WriteNumber("pageCount", (items + PageSize - 1) / PageSize);
            Json.WriteNumber("itemCount", items);
            Json.WriteEndObject();
        }

        Json.WriteStartArray(list);
    }

    /// <summary>Xero's default.</summary>
    public const int PageSize = 100;

    public Utf8JsonWriter Json { get; }

    public string FileName { get; }

    public int Count { get; set; }

    public DemoPayload Close()
    {
        Json.WriteEndArray();
        Json.WriteEndObject();
        Json.Flush();
        return new DemoPayload(FileName, buffer.WrittenSpan.ToArray());
    }

    public void Dispose() => Json.Dispose();
}
