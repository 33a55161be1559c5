using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Milestone.Host.Tests.Estimates;
using Milestone.Host.Tests.Running;
using Xunit;

namespace Milestone.Host.Tests.Fuzzing;

/// <summary>Requests without end, made from the API's own description: whatever they are, the answer is one that the description names.</summary>
public sealed class RequestFuzzTests(BooksHost books, ITestOutputHelper output) : IClassFixture<BooksHost>
{
    private const int AtOnce = 6;
    private const int Parts = 4;
    private const int LongRun = 20_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Routing answers these before any operation does: no such path, no such method, a length or form that no server takes.
    private static readonly int[] OfForeignPaths = [400, 404, 405, 414];

    [Fact]
    public async Task No_request_breaks_the_host_or_gets_an_answer_that_is_not_described()
    {
        var description = (await books.Client.GetStringAsync(new Uri("/milestone-app/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken))!;
        var maker = new RequestMaker(
            JsonNode.Parse(description)!,
            [SmallBooks.AcaciaRoad, SmallBooks.MillLane, SmallBooks.Materials, SmallBooks.FirstBill, PlanningClient.Groundworks, Guid.Empty.ToString(), "f0000000-0000-4000-8000-000000000003"],
            books.Token);
        output.WriteLine($"seed {FuzzSettings.Seed}, {FuzzSettings.Requests} requests, {maker.Operations} operations");
        Assert.True(maker.Operations > 100, $"Only {maker.Operations} operations are described.");
        await using var log = new TroubleLog();
        await using var host = await ServingHost.StartAsync(books.ConnectionString, settings => settings with { CacheMegabytes = 4, ImportLimitMegabytes = 1 }, TextWriter.Synchronized(log));

        var faults = new ConcurrentQueue<string>();
        var statuses = new ConcurrentDictionary<int, int>();
        var warm = Math.Min(FuzzSettings.Requests / 4, 5000);
        await RunAsync(0, warm);
        List<long> memory = [GC.GetTotalMemory(forceFullCollection: true)];
        for (var part = 0; part < Parts; part++)
        {
            var rest = FuzzSettings.Requests - warm;
            await RunAsync(warm + (rest * part / Parts), warm + (rest * (part + 1) / Parts));
            memory.Add(GC.GetTotalMemory(forceFullCollection: true));
        }

        // A long run shows what is kept of each request; in a short one the first use of everything weighs more than that.
        var mostGrowth = (FuzzSettings.Requests >= LongRun ? 8 : 96) * 1024 * 1024;
        var growth = memory[^1] - memory[0];

        output.WriteLine(string.Join(", ", statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}")));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory after {warm} requests and at each quarter of the other {FuzzSettings.Requests - warm}: {string.Join(", ", memory.Select(bytes => (bytes / 1024.0 / 1024).ToString("0.0", CultureInfo.InvariantCulture)))} MB"));
        Assert.True(faults.IsEmpty, $"seed {FuzzSettings.Seed}, {faults.Count} faults:\n{string.Join('\n', faults.Take(25))}\n{log}");
        Assert.True(growth < mostGrowth, $"Memory grew by {growth} bytes.");
        Assert.True(statuses.GetValueOrDefault(200) > FuzzSettings.Requests / 20, "Too few requests came through to prove anything.");

        Task RunAsync(int from, int to) => Parallel.ForEachAsync(
            Enumerable.Range(from, to - from),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (number, cancellation) =>
            {
                var request = maker.Make(new Random(unchecked(FuzzSettings.Seed * 31 + number)));
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                patience.CancelAfter(Patience);
                try
                {
                    using var message = request.ToMessage();
                    using var answer = await host.Client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, patience.Token);
                    var text = await BeginningAsync(answer, patience.Token);
                    var status = (int)answer.StatusCode;
                    statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
                    if (status >= 500 || !(request.Operation.Statuses.Contains(status) || (request.HasForeignPath && OfForeignPaths.Contains(status))))
                        faults.Enqueue($"{status} {text} <- {request}");
                }
                catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
                {
                    faults.Enqueue($"no answer within {Patience.TotalSeconds} s <- {request}");
                }
                catch (HttpRequestException broken)
                {
                    faults.Enqueue($"{broken.Message} <- {request}");
                }
            });
    }

    // Read to its end in small pieces: whole, the answers would fill the pools of the very process whose memory is measured, the more the longer the audit
    // log grows. (With that, a run of 100,000 seemed to need 29 MB more at its end; the heap held 27 MB of buffers of half a megabyte and more.)
    private static async Task<string> BeginningAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
            var read = await stream.ReadAtLeastAsync(buffer, 300, throwOnEndOfStream: false, cancellation);
            var beginning = Encoding.UTF8.GetString(buffer.AsSpan(0, Math.Min(read, 300)));
            while (read > 0)
                read = await stream.ReadAsync(buffer, cancellation);
            return beginning;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
