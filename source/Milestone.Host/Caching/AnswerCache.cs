using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Features;
using Milestone.Core.Storage;
using Milestone.Host.Settings;

namespace Milestone.Host.Caching;

/// <summary>
/// Answers that were drawn before. One is kept only under the state of the books that every figure in it was read from, and is given again only while
/// the books are known to be in that state; several readers who ask for the same at once wait for one drawing.
/// </summary>
internal sealed class AnswerCache(HostSettings settings, AnswerKeys keys)
{
    /// <summary>Statements have the rest.</summary>
    public const int ShareOfAnswers = 75;

    private const int MostBuffers = 8;
    private const int LargestBuffer = 1024 * 1024;
    private const string Revalidate = "private, no-cache";

    private readonly LeastRecentlyUsed<AnswerKey, KeptAnswer> kept = new(settings.CacheMegabytes * 1024L * 1024L * ShareOfAnswers / 100);
    private readonly ConcurrentDictionary<AnswerKey, TaskCompletionSource> underWay = new();
    private readonly ConcurrentDictionary<Guid, DataState> latest = new();

    // An answer is about a hundred kilobytes before it is packed: made anew for each, such buffers wait for the rarest of collections.
    private readonly ConcurrentBag<MemoryStream> buffers = [];

    /// <summary>Whether answers are kept at all.</summary>
    public bool IsOn => settings.CacheMegabytes > 0;

    /// <summary>Answers a request with what was kept, or draws it and keeps it.</summary>
    public async Task AnswerAsync(HttpContext context, ICachedAnswer kind, RequestDelegate draw)
    {
        if (await keys.OfAsync(context, kind) is not { } key)
        {
            await draw(context);
            return;
        }

        if (await IsGivenAsync(context, key))
            return;
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = underWay.GetOrAdd(key, mine);
        if (first != mine)
        {
            await first.Task.WaitAsync(context.RequestAborted);
            // What could not be kept, everybody draws for himself.
            if (!await IsGivenAsync(context, key))
                await draw(context);
            return;
        }

        try
        {
            // Another may have finished between the look and the turn.
            if (!await IsGivenAsync(context, key))
                await DrawAsync(context, key, draw);
        }
        finally
        {
            underWay.TryRemove(key, out _);
            mine.SetResult();
        }
    }

    private async ValueTask<bool> IsGivenAsync(HttpContext context, AnswerKey key)
    {
        if (kept.TryGet(key, out var answer))
        {
            context.Features.Set(GivenAgain.Mark);
            await GiveAsync(context, key, answer);
            return true;
        }

        // Whoever has the tag of this key has the answer, whether it is still kept here or not.
        if (context.Request.Headers.IfNoneMatch.Count == 0 || key.Tag() is var tag && !Accepted.Has(context.Request, tag))
            return false;
        context.Features.Set(GivenAgain.Mark);
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = Revalidate;
        return true;
    }

    private async Task GiveAsync(HttpContext context, AnswerKey key, KeptAnswer answer)
    {
        var response = context.Response;
        var headers = response.Headers;
        headers.ETag = answer.Tag;
        headers.CacheControl = Revalidate;
        headers.Vary = answer.Vary;
        if (Accepted.Has(context.Request, answer.Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var packing = Accepted.PackingOf(context.Request);
        var (bytes, hasGrown) = answer.In(packing);
        if (hasGrown)
            kept.Set(key, answer, answer.Bytes);
        headers.ContentType = answer.ContentType;
        headers.ContentLength = bytes.Length;
        if (packing != Packing.Plain)
            headers.ContentEncoding = packing == Packing.Brotli ? "br" : "gzip";
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private async Task DrawAsync(HttpContext context, AnswerKey key, RequestDelegate draw)
    {
        var drawing = new Drawing();
        var client = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var drawn = buffers.TryTake(out var used) ? used : new MemoryStream();
        using var read = ReadVersions.Watch();
        var body = new StreamResponseBodyFeature(drawn, client);
        context.Features.Set(drawing);
        context.Features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            await draw(context);
            await body.CompleteAsync();
        }
        finally
        {
            context.Features.Set(client);
            context.Features.Set<Drawing>(null);
        }

        var bytes = drawn.GetBuffer().AsMemory(0, (int)drawn.Length);
        if (!drawing.IsRefused && Keepable.Is(context.Response, bytes.Span) && read.AreAll(key.Organisation, key.State))
        {
            var answer = KeptAnswer.Of(bytes.Span, key.Tag(), context.Response.ContentType ?? "", key.IsPage);
            GiveBack(drawn);
            Keep(key, answer);
            await GiveAsync(context, key, answer);
            return;
        }

        // Given once and to nobody else, without a tag: the books changed while it was drawn, or it is no usual answer.
        if (bytes.Length > 0)
        {
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }

        GiveBack(drawn);
    }

    private void Keep(AnswerKey key, KeptAnswer answer)
    {
        if (!latest.TryGetValue(key.Organisation, out var was) || was != key.State)
        {
            // What was drawn before a change is never asked for again: it would only wait to be pushed out.
            latest[key.Organisation] = key.State;
            kept.Drop(one => one.Organisation == key.Organisation && one.State != key.State);
        }

        kept.Set(key, answer, answer.Bytes);
    }

    private void GiveBack(MemoryStream buffer)
    {
        if (buffer.Capacity > LargestBuffer || buffers.Count >= MostBuffers)
            return;
        buffer.SetLength(0);
        buffers.Add(buffer);
    }
}
