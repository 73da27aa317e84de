namespace Inkstream.Specification.Models;

/// <summary>Writes the Anthropic messages protocol.</summary>
public sealed class AnthropicSse : ISseWriter
{
    /// <inheritdoc />
    public string Start(Script script) =>
        Event("message_start", $$$$"""{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"scripted","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":{{{{script.TokenUsage?.Input ?? 0}}}},"output_tokens":1}}}""")
        + Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""")
        + Event("ping", """{"type":"ping"}""");

    /// <inheritdoc />
    public string Delta(string text) =>
        Event("content_block_delta", $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":{{{JsonLiteral.Quote(text)}}}}}""");

    /// <inheritdoc />
    public string Reasoning(string text) =>
        Event("content_block_delta", $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":{{{JsonLiteral.Quote(text)}}}}}""");

    /// <inheritdoc />
    public string Fault(string type, string message) => Event("error", ErrorBody(type, message));

    /// <inheritdoc />
    public string Finish(Script script, bool usage) =>
        Event("content_block_stop", """{"type":"content_block_stop","index":0}""")
        + Event("message_delta", $$$$"""{"type":"message_delta","delta":{"stop_reason":"{{{{Reason(script)}}}}","stop_sequence":null},"usage":{"output_tokens":{{{{script.TokenUsage?.Output ?? 1}}}}}}""");

    /// <inheritdoc />
    public string Done() => Event("message_stop", """{"type":"message_stop"}""");

    /// <inheritdoc />
    public string Whole(Script script, string text) =>
        $$$"""{"id":"msg_1","type":"message","role":"assistant","model":"scripted","content":[{"type":"text","text":{{{JsonLiteral.Quote(text)}}}}],"stop_reason":"{{{Reason(script)}}}","stop_sequence":null,"usage":{"input_tokens":{{{script.TokenUsage?.Input ?? 0}}},"output_tokens":{{{script.TokenUsage?.Output ?? 1}}}}}""";

    /// <inheritdoc />
    public string ErrorBody(string type, string message) =>
        $$$"""{"type":"error","error":{"type":{{{JsonLiteral.Quote(type)}}},"message":{{{JsonLiteral.Quote(message)}}}}}""";

    // Scripts speak OpenAI's words for why a model stopped.
    private static string Reason(Script script) => script.FinishReason switch
    {
        null or "stop" => "end_turn",
        "length" => "max_tokens",
        "content_filter" => "refusal",
        var other => other,
    };

    private static string Event(string name, string data) => $"event: {name}\ndata: {data}\n\n";
}
