using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Inkstream.Studio.Models;

/// <summary>Reads one answer of the chat completions protocol, event by event. Not thread-safe.</summary>
internal sealed class OpenAiAnswer(ModelFaults faults)
{
    private readonly Answer _answer = new();
    private bool _done;
    private bool _refused;
    private bool _wrote;

    /// <summary>Whether <c>[DONE]</c> came: nothing after it counts.</summary>
    public bool IsDone => _done;

    /// <summary>One event of a stream; undefined JSON is <c>[DONE]</c>.</summary>
    public ChatResponseUpdate? Read(JsonElement data)
    {
        if (data.ValueKind == JsonValueKind.Undefined)
        {
            _done = true;
            return null;
        }
        if (ProviderError.Read(data) is { } error)
            throw faults.OfEvent(error);

        _answer.Model = data.Member("model").AsText() ?? _answer.Model;
        ReadUsage(data.Member("usage"));
        var choice = data.Member("choices").First();
        var delta = choice.Member("delta") is { ValueKind: JsonValueKind.Object } d ? d : choice.Member("message");
        _refused |= delta.Member("refusal").AsText() is { Length: > 0 };
        var text = ReadText(delta.Member("content"));
        _wrote |= text is { Length: > 0 };
        ReadFinish(choice.Member("finish_reason").AsText());
        return _answer.Update(text);
    }

    /// <summary>The last update. Call it when the body has ended.</summary>
    public ChatResponseUpdate End()
    {
        if (_answer.Finish is null && !_done)
            throw faults.ConnectionLost();
        if (_refused && !_wrote)
            throw faults.Filtered();
        return _answer.End();
    }

    /// <summary>A whole answer in one JSON object, from a server that cannot stream.</summary>
    public IEnumerable<ChatResponseUpdate> ReadWhole(JsonElement completion)
    {
        if (ProviderError.Read(completion) is null && completion.Member("choices").First().ValueKind != JsonValueKind.Object)
            throw faults.NotAStream();
        yield return Read(completion)!;
        _done = true;
        yield return End();
    }

    private void ReadFinish(string? reason)
    {
        if (string.IsNullOrEmpty(reason))
            return;
        if (reason == "content_filter")
            throw faults.Filtered();
        // Some servers end a stream that broke on their side with a reason of their own.
        if (reason == "error")
            throw faults.ConnectionLost();
        _answer.Finish = new ChatFinishReason(reason);
    }

    private void ReadUsage(JsonElement usage) => _answer.Count(
        usage.Member("prompt_tokens").AsCount(),
        usage.Member("completion_tokens").AsCount(),
        usage.Member("prompt_tokens_details").Member("cached_tokens").AsCount(),
        usage.Member("completion_tokens_details").Member("reasoning_tokens").AsCount());

    // A string, or (Mistral) a list of parts of which only those of type text are the answer.
    private static string? ReadText(JsonElement content) => content.ValueKind == JsonValueKind.Array
        ? string.Concat(content.EnumerateArray()
            .Where(part => part.Member("type").AsText() == "text")
            .Select(part => part.Member("text").AsText()))
        : content.AsText();
}
