using System.Text.Json;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace Inkstream.Studio.Models;

/// <summary>Makes the SDK's parameters of <c>POST /v1/messages</c>.</summary>
internal static class AnthropicRequest
{
    /// <summary>The protocol wants a limit; this holds when the prompt sets none. In tokens.</summary>
    public const int DefaultMaxTokens = 8192;

    public static MessageCreateParams Make(string model, IReadOnlyList<ChatMessage> messages, ChatOptions? options, AnswerFormat format)
    {
        var system = string.Join("\n\n", messages
            .Where(m => m.Role == ChatRole.System)
            .Select(m => m.Text)
            .Prepend(options?.Instructions ?? "")
            .Where(text => text.Length > 0));
        var parameters = new MessageCreateParams
        {
            Model = model,
            MaxTokens = options?.MaxOutputTokens ?? DefaultMaxTokens,
            Messages = [.. messages.Where(m => m.Role != ChatRole.System).Select(Message)],
        };
        if (system.Length > 0)
            parameters = parameters with { System = system };
        if (options?.StopSequences is { Count: > 0 } stops)
            parameters = parameters with { StopSequences = [.. stops] };
        if (format == AnswerFormat.Schema && SchemaOf(options) is { } schema)
            parameters = parameters with { OutputConfig = new OutputConfig { Format = new JsonOutputFormat { Schema = schema } } };
        return parameters;
    }

    /// <summary>The schema the answer is to follow; null when there is none: the protocol has no plain JSON mode.</summary>
    public static IReadOnlyDictionary<string, JsonElement>? SchemaOf(ChatOptions? options) =>
        options?.ResponseFormat is ChatResponseFormatJson { Schema: { ValueKind: JsonValueKind.Object } schema }
            ? schema.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.Clone(), StringComparer.Ordinal)
            : null;

    private static MessageParam Message(ChatMessage message) => message.Role == ChatRole.Assistant
        ? new AssistantMessageParam { Content = message.Text }
        : new UserMessageParam { Content = message.Text };
}
