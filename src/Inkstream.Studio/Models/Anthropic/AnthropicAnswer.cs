using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Inkstream.Studio.Models;

/// <summary>Reads one answer of the messages protocol, event by event. Not thread-safe.</summary>
internal sealed class AnthropicAnswer(ModelFaults faults)
{
    private readonly Answer _answer = new();

    /// <summary>Whether <c>message_stop</c> came: nothing after it counts.</summary>
    public bool IsDone { get; private set; }

    /// <summary>One event of a stream. Kinds that are not known count as a sign of life.</summary>
    public ChatResponseUpdate Read(JsonElement data)
    {
        switch (data.Member("type").AsText())
        {
            case "error":
                throw faults.OfEvent(ProviderError.Read(data) ?? new ProviderError(Message: null));
            case "message_start":
                _answer.Model = data.Member("message").Member("model").AsText();
                ReadUsage(data.Member("message").Member("usage"));
                break;
            case "message_delta":
                ReadUsage(data.Member("usage"));
                ReadFinish(data.Member("delta").Member("stop_reason").AsText());
                break;
            case "message_stop":
                IsDone = true;
                break;
            case "content_block_start":
                return _answer.Update(TextOf(data.Member("content_block"), "text"));
            case "content_block_delta":
                return _answer.Update(TextOf(data.Member("delta"), "text_delta"));
        }
        return _answer.Update(delta: null);
    }

    /// <summary>The last update. Call it when the body has ended.</summary>
    public ChatResponseUpdate End() => IsDone ? _answer.End() : throw faults.ConnectionLost();

    /// <summary>A whole message in one JSON object, from a server that cannot stream.</summary>
    public IEnumerable<ChatResponseUpdate> ReadWhole(JsonElement message)
    {
        if (ProviderError.Read(message) is { } error)
            throw faults.OfEvent(error);
        var content = message.Member("content");
        if (content.ValueKind != JsonValueKind.Array)
            throw faults.NotAStream();
        _answer.Model = message.Member("model").AsText();
        ReadUsage(message.Member("usage"));
        foreach (var block in content.EnumerateArray())
            yield return _answer.Update(TextOf(block, "text"));
        ReadFinish(message.Member("stop_reason").AsText());
        IsDone = true;
        yield return End();
    }

    private static string? TextOf(JsonElement block, string type) =>
        block.Member("type").AsText() == type ? block.Member("text").AsText() : null;

    private void ReadFinish(string? reason) => _answer.Finish = reason switch
    {
        null => _answer.Finish,
        "refusal" => throw faults.Filtered(),
        "max_tokens" or "model_context_window_exceeded" => ChatFinishReason.Length,
        _ => ChatFinishReason.Stop,
    };

    // Input counts leave out what came from or went into the prompt cache; a writer pays for all of it.
    private void ReadUsage(JsonElement usage)
    {
        var cached = usage.Member("cache_read_input_tokens").AsCount();
        var input = usage.Member("input_tokens").AsCount();
        _answer.Count(
            input is null ? null : input + (cached ?? 0) + (usage.Member("cache_creation_input_tokens").AsCount() ?? 0),
            usage.Member("output_tokens").AsCount(),
            cached);
    }
}
