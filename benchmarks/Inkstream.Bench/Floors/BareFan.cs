using System.Collections.Concurrent;
using System.Text;
using Inkstream.Bench.Measuring;
using Microsoft.AspNetCore.Http;

namespace Inkstream.Bench.Floors;

/// <summary>The bare fan-out: one stamp's bytes, made once, to every response that is open. Nothing is kept and nothing is committed.</summary>
internal sealed class BareFan
{
    private readonly ConcurrentDictionary<string, HttpResponse> _viewers = [];

    /// <summary>Stays open until its client leaves.</summary>
    public async Task JoinAsync(HttpContext context)
    {
        await context.Response.BodyWriter.WriteAsync(": joined\n\n"u8.ToArray(), context.RequestAborted);
        _viewers[context.Connection.Id] = context.Response;
        var left = new TaskCompletionSource();
        await using (context.RequestAborted.Register(() => left.TrySetResult()))
            await left.Task;
        _viewers.TryRemove(context.Connection.Id, out _);
    }

    /// <summary>Says that many stamps at that rate.</summary>
    public ValueTask SayAsync(int count, int rate, CancellationToken cancel) => new(Pace.EachAsync(count, rate, () =>
    {
        var bytes = Encoding.UTF8.GetBytes($"data: {Stamp.Now()}\n\n");
        foreach (var viewer in _viewers.Values)
            _ = viewer.BodyWriter.WriteAsync(bytes, cancel).AsTask();
        return default;
    }, cancel));
}
