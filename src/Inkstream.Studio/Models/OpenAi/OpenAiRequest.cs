using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Inkstream.Studio.Models;

/// <summary>Writes the body of <c>POST chat/completions</c>.</summary>
internal static class OpenAiRequest
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The body, asking in the format that is both wanted and taken. With <paramref name="newTokenLimit"/> the limit
    /// is named as OpenAI's own newer models want it; they refuse <c>max_tokens</c>, and everybody else knows only that.
    /// </summary>
    public static BinaryData Write(
        string model, IEnumerable<ChatMessage> messages, ChatOptions? options, OpenAiDialect dialect, bool newTokenLimit)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("model", model);
            WriteMessages(json, messages, options);
            json.WriteBoolean("stream", value: true);
            if (dialect.Usage)
            {
                json.WriteStartObject("stream_options");
                json.WriteBoolean("include_usage", value: true);
                json.WriteEndObject();
            }
            WriteFormat(json, options, FormatFor(options, dialect));
            WriteLimits(json, options, newTokenLimit);
            json.WriteEndObject();
        }
        return new BinaryData(buffer.ToArray());
    }

    /// <summary>The format a request goes out with.</summary>
    public static AnswerFormat FormatFor(ChatOptions? options, OpenAiDialect dialect)
    {
        var wanted = options?.ResponseFormat switch
        {
            ChatResponseFormatJson { Schema: not null } => AnswerFormat.Schema,
            ChatResponseFormatJson => AnswerFormat.Object,
            _ => AnswerFormat.Plain,
        };
        return wanted > dialect.Format ? wanted : dialect.Format;
    }

    private static void WriteMessages(Utf8JsonWriter json, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        json.WriteStartArray("messages");
        if (!string.IsNullOrEmpty(options?.Instructions))
            WriteMessage(json, ChatRole.System.Value, options.Instructions);
        foreach (var message in messages)
            WriteMessage(json, message.Role.Value, message.Text);
        json.WriteEndArray();
    }

    private static void WriteMessage(Utf8JsonWriter json, string role, string content)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", content);
        json.WriteEndObject();
    }

    private static void WriteFormat(Utf8JsonWriter json, ChatOptions? options, AnswerFormat format)
    {
        if (format == AnswerFormat.Plain || options?.ResponseFormat is not ChatResponseFormatJson wanted)
            return;
        json.WriteStartObject("response_format");
        if (format == AnswerFormat.Schema && wanted.Schema is { } schema)
        {
            json.WriteString("type", "json_schema");
            json.WriteStartObject("json_schema");
            json.WriteString("name", SchemaName(wanted.SchemaName));
            if (!string.IsNullOrEmpty(wanted.SchemaDescription))
                json.WriteString("description", wanted.SchemaDescription);
            json.WritePropertyName("schema");
            schema.WriteTo(json);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("type", "json_object");
        }
        json.WriteEndObject();
    }

    private static void WriteLimits(Utf8JsonWriter json, ChatOptions? options, bool newTokenLimit)
    {
        if (options is null)
            return;
        if (options.MaxOutputTokens is { } tokens)
            json.WriteNumber(newTokenLimit ? "max_completion_tokens" : "max_tokens", tokens);
        if (options.Temperature is { } temperature)
            json.WriteNumber("temperature", temperature);
        if (options.TopP is { } topP)
            json.WriteNumber("top_p", topP);
        if (options.FrequencyPenalty is { } frequency)
            json.WriteNumber("frequency_penalty", frequency);
        if (options.PresencePenalty is { } presence)
            json.WriteNumber("presence_penalty", presence);
        if (options.Seed is { } seed)
            json.WriteNumber("seed", seed);
        if (options.StopSequences is { Count: > 0 } stops)
        {
            json.WriteStartArray("stop");
            foreach (var stop in stops)
                json.WriteStringValue(stop);
            json.WriteEndArray();
        }
    }

    private static string SchemaName(string? name)
    {
        const int longest = 64;
        var safe = new StringBuilder(longest);
        foreach (var c in name ?? "")
        {
            if (safe.Length < longest)
                safe.Append(char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_');
        }
        return safe.Length == 0 ? "answer" : safe.ToString();
    }
}
