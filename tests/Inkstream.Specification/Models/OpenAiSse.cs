namespace Inkstream.Specification.Models;

/// <summary>Writes the OpenAI chat completions protocol.</summary>
public sealed class OpenAiSse : ISseWriter
{
    /// <inheritdoc />
    public string Start(Script script) => Chunk("""{"role":"assistant","content":""}""");

    /// <inheritdoc />
    public string Delta(string text) => Chunk($$"""{"content":{{JsonLiteral.Quote(text)}}}""");

    /// <inheritdoc />
    public string Reasoning(string text) => Chunk($$"""{"content":null,"reasoning_content":{{JsonLiteral.Quote(text)}}}""");

    /// <inheritdoc />
    public string Fault(string type, string message) => $"data: {ErrorBody(type, message)}\n\n";

    /// <inheritdoc />
    public string Finish(Script script, bool usage) =>
        Chunk("{}", script.FinishReason ?? "stop") + (usage && UsageOf(script) is { } counts
            ? $$"""data: {"id":"c-1","object":"chat.completion.chunk","created":1,"model":"scripted","choices":[],"usage":{{counts}}}""" + "\n\n"
            : "");

    /// <inheritdoc />
    public string Done() => "data: [DONE]\n\n";

    /// <inheritdoc />
    public string Whole(Script script, string text) =>
        $$"""{"id":"c-1","object":"chat.completion","created":1,"model":"scripted","choices":[{"index":0,"message":{"role":"assistant","content":{{JsonLiteral.Quote(text)}}},"finish_reason":"{{script.FinishReason ?? "stop"}}"}],"usage":{{UsageOf(script) ?? "null"}}}""";

    /// <inheritdoc />
    public string ErrorBody(string type, string message) =>
        $$$"""{"error":{"message":{{{JsonLiteral.Quote(message)}}},"type":{{{JsonLiteral.Quote(type)}}},"param":null,"code":null}}""";

    private static string Chunk(string delta, string? finish = null) =>
        $$"""data: {"id":"c-1","object":"chat.completion.chunk","created":1,"model":"scripted","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{(finish is null ? "null" : JsonLiteral.Quote(finish))}}}]}""" + "\n\n";

    private static string? UsageOf(Script script) => script.TokenUsage is { } usage
        ? $$"""{"prompt_tokens":{{usage.Input}},"completion_tokens":{{usage.Output}},"total_tokens":{{usage.Input + usage.Output}}}"""
        : null;
}
