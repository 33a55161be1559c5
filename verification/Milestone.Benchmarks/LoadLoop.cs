using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Milestone.Benchmarks;

/// <summary>
/// Asks an address over and over on a few connections that stay open, a request at a time each, by plain sockets: what a client costs must not hide what
/// the server does.
/// </summary>
internal static class LoadLoop
{
    /// <summary>Requests a second.</summary>
    public static async Task<double> RateAsync(Uri address, int connections, TimeSpan duration)
    {
        var start = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var client = await ConnectionAsync(address);
            var request = RequestFor(address);
            var buffer = new byte[1 << 20];
            var count = 0;
            while (Stopwatch.GetElapsedTime(start) < duration)
            {
                await AskAsync(client, request, buffer);
                count++;
            }

            return count;
        })));
        return counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>A connection that asks once each time it is called.</summary>
    public static async Task<Func<Task>> AskerAsync(Uri address)
    {
        var client = await ConnectionAsync(address);
        var request = RequestFor(address);
        var buffer = new byte[1 << 20];
        return () => AskAsync(client, request, buffer);
    }

    private static async Task<Socket> ConnectionAsync(Uri address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port);
        return socket;
    }

    private static byte[] RequestFor(Uri address) => Encoding.ASCII.GetBytes(
        $"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nAccept-Encoding: gzip, deflate, br\r\n\r\n");

    private static async Task AskAsync(Socket socket, byte[] request, byte[] buffer)
    {
        await socket.SendAsync(request);
        var read = 0;
        while (!IsWhole(buffer.AsSpan(0, read)))
        {
            var more = await socket.ReceiveAsync(buffer.AsMemory(read));
            if (more == 0)
                throw new InvalidOperationException("The server closed the connection.");
            read += more;
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        var head = answer[..end];
        if (!head.StartsWith("HTTP/1.1 200"u8))
            throw new InvalidOperationException(Encoding.ASCII.GetString(head[..Math.Min(head.Length, 60)]));
        var length = head.IndexOf("Content-Length: "u8);
        if (length < 0)
            return answer.EndsWith("\r\n0\r\n\r\n"u8);
        var digits = head[(length + "Content-Length: ".Length)..];
        var line = digits.IndexOf("\r\n"u8);
        return answer.Length >= end + 4 + int.Parse(line < 0 ? digits : digits[..line], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
