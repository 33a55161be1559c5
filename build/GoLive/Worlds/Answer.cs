using System.Globalization;
using System.Text;

namespace Milestone.Build.GoLive.Worlds;

/// <summary>What came back.</summary>
internal sealed class Answer
{
    readonly Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);

    public required string Asked { get; init; }

    public required int Code { get; init; }

    public required byte[] Bytes { get; set; }

    public string Text => Encoding.UTF8.GetString(Bytes);

    public string Type => Header("Content-Type").Split(';')[0];

    public string Says => string.Create(CultureInfo.InvariantCulture, $"{Code} {Type}, {Bytes.Length:#,##0} bytes");

    public string Header(string name) => headers.GetValueOrDefault(name, "");

    public bool Has(string name) => headers.ContainsKey(name);

    public IEnumerable<KeyValuePair<string, string>> Headers => headers;

    /// <summary>For sabotage: what a proxy in between would do.</summary>
    public void Drop(string name) => headers.Remove(name);

    public void Put(string name, string value) => headers[name] = value;

    public static async Task<Answer> Of(string asked, HttpResponseMessage response, CancellationToken stop)
    {
        var answer = new Answer { Asked = asked, Code = (int)response.StatusCode, Bytes = await response.Content.ReadAsByteArrayAsync(stop) };
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers)) answer.headers[name] = string.Join("; ", values);
        return answer;
    }

    public Answer As(int code, string? text = null)
    {
        var other = new Answer { Asked = Asked, Code = code, Bytes = text is null ? Bytes : Encoding.UTF8.GetBytes(text) };
        foreach (var (name, value) in headers) other.headers[name] = value;
        return other;
    }
}
