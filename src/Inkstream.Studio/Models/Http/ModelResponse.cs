using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Inkstream.Studio.Models;

/// <summary>A successful answer of a model's server, not yet read. Disposing it ends the call.</summary>
internal sealed class ModelResponse(IDisposable owner, Stream body, string? contentType, ModelFaults faults) : IDisposable
{
    private readonly ModelBody _body = new(body, faults);

    public bool IsEventStream => Is("text/event-stream");

    /// <summary>The events, each with its data as JSON; undefined JSON for <c>[DONE]</c>. Ends where the body ends.</summary>
    public async IAsyncEnumerable<JsonElement> ReadEventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in SseParser.Create(_body, Parse).EnumerateAsync(cancellationToken))
            yield return item.Data;
    }

    /// <summary>The whole body as one JSON value: what a server that cannot stream sends.</summary>
    public async Task<JsonElement> ReadJsonAsync(CancellationToken cancellationToken)
    {
        if (!Is("application/json"))
            throw faults.NotAStream();
        try
        {
            using var json = await JsonDocument.ParseAsync(_body, cancellationToken: cancellationToken);
            return json.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw faults.NotAStream(inner: e);
        }
    }

    public void Dispose()
    {
        _body.Dispose();
        owner.Dispose();
    }

    private bool Is(string mediaType) => contentType?.StartsWith(mediaType, StringComparison.OrdinalIgnoreCase) is true;

    private JsonElement Parse(string type, ReadOnlySpan<byte> data)
    {
        if (data.Trim(" \t"u8).SequenceEqual("[DONE]"u8))
            return default;
        try
        {
            return JsonElement.Parse(data);
        }
        catch (JsonException)
        {
            // The parser's own message may quote the text. Another attempt may bring a sound stream.
            throw faults.NotAStream(retryable: true);
        }
    }
}
