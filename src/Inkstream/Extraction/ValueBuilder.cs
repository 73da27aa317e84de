using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Inkstream.Extraction;

/// <summary>Writes a candidate down as strict JSON while it is read, so that nothing is read twice.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The writer writes to memory of ours: there is nothing to give back.")]
internal sealed class ValueBuilder
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Utf8JsonWriter _writer;

    public ValueBuilder() => _writer = new Utf8JsonWriter(_bytes, Options);

    public void Begin()
    {
        _bytes.ResetWrittenCount();
        _writer.Reset();
    }

    public void Name(string name) => _writer.WritePropertyName(name);

    public void Text(ReadOnlySpan<char> text) => _writer.WriteStringValueSegment(text, isFinalSegment: false);

    public void EndText() => _writer.WriteStringValueSegment(ReadOnlySpan<char>.Empty, isFinalSegment: true);

    public void Scalar(string json) => _writer.WriteRawValue(json, skipInputValidation: true);

    public void BeginContainer(bool isArray)
    {
        if (isArray)
            _writer.WriteStartArray();
        else
            _writer.WriteStartObject();
    }

    public void EndContainer(bool isArray)
    {
        if (isArray)
            _writer.WriteEndArray();
        else
            _writer.WriteEndObject();
    }

    /// <summary>The value, which owns its memory.</summary>
    public JsonElement End()
    {
        _writer.Flush();
        return JsonElement.Parse(_bytes.WrittenSpan);
    }
}
