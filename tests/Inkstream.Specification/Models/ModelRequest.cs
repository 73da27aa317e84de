using System.Text.Json;

namespace Inkstream.Specification.Models;

/// <summary>A request as the scripted server got it, and how it ended as seen from there. Thread-safe.</summary>
public sealed class ModelRequest
{
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ModelRequest(int index, ModelProtocol protocol, string path, IReadOnlyDictionary<string, string> headers, JsonElement body)
    {
        Index = index;
        Protocol = protocol;
        Path = path;
        Headers = headers;
        Body = body;
    }

    /// <summary>0 for the server's first request.</summary>
    public int Index { get; }

    /// <summary>The protocol it speaks.</summary>
    public ModelProtocol Protocol { get; }

    /// <summary>The path it was sent to.</summary>
    public string Path { get; }

    /// <summary>Its headers; names in any case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Its body.</summary>
    public JsonElement Body { get; }

    /// <summary>Completes when the client leaves before its answer is over; never when the answer came to its end.</summary>
    public Task Aborted => _aborted.Task;

    /// <summary>Completes when nothing more happens with it: answered, cut by the script, or left by the client.</summary>
    public Task Ended => _ended.Task;

    /// <summary>The texts of its messages with the system's first, joined by blank lines.</summary>
    public string Prompt => string.Join("\n\n", Texts());

    /// <summary>
    /// <c>json_schema</c>, <c>json_object</c> or whatever the request asked the answer to be; null when it did not say.
    /// </summary>
    public string? ResponseFormat
    {
        get
        {
            var format = Protocol == ModelProtocol.OpenAi
                ? Member(Body, "response_format")
                : Member(Member(Body, "output_config"), "format");
            return Member(format, "type") is { ValueKind: JsonValueKind.String } type ? type.GetString() : null;
        }
    }

    /// <summary>Whether the request asks for usage at the end of the stream; the Anthropic protocol always sends it.</summary>
    public bool AsksForUsage =>
        Protocol == ModelProtocol.Anthropic || Member(Member(Body, "stream_options"), "include_usage").ValueKind == JsonValueKind.True;

    internal void WasAborted() => _aborted.TrySetResult();

    internal void HasEnded() => _ended.TrySetResult();

    private IEnumerable<string> Texts()
    {
        if (Member(Body, "system") is { ValueKind: not JsonValueKind.Undefined } system)
            yield return Text(system);
        if (Member(Body, "messages") is { ValueKind: JsonValueKind.Array } messages)
        {
            foreach (var message in messages.EnumerateArray())
                yield return Text(Member(message, "content"));
        }
    }

    private static string Text(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => content.GetString()!,
        JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(block => Text(Member(block, "text")))),
        _ => "",
    };

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;
}
