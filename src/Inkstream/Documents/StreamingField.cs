using System.Text.Json;
using Inkstream.Extraction;

namespace Inkstream.Documents;

/// <summary>Writes the field <c>streamingData</c>: the chunks as they are given, and after them the draft that they end in.</summary>
internal sealed class StreamingField
{
    private readonly GenerationSnapshot _generation;
    private readonly AnswerShape _shape;
    private readonly Utf8JsonWriter _writer;
    private readonly DraftTracker _draft;

    public StreamingField(GenerationSnapshot generation, AnswerShape shape, Utf8JsonWriter writer)
    {
        (_generation, _shape, _writer, _draft) = (generation, shape, writer, new DraftTracker(shape));
        writer.WriteStartObject();
        writer.WriteString("transformId", generation.TransformId);
        writer.WritePropertyName("attempt");
        writer.WriteRawValue(DocumentProjection.Attempt(generation), skipInputValidation: true);
        writer.WriteStartArray("asked");
        foreach (var part in generation.Asked)
            writer.WriteStringValue(part);
        writer.WriteEndArray();
        writer.WriteStartArray("chunks");
    }

    public void Append(IReadOnlyList<string> chunks)
    {
        foreach (var chunk in chunks)
        {
            _writer.WriteStringValue(chunk);
            _draft.Append(chunk);
        }
    }

    public void End()
    {
        _writer.WriteEndArray();
        _writer.WritePropertyName("draft");
        if (_draft.Draft(_generation.Missing(_shape)) is { } draft)
            _writer.WriteRawValue(draft, skipInputValidation: true);
        else
            _writer.WriteNullValue();
        _writer.WriteNumber("progress", _generation.Progress(_shape));
        _writer.WriteEndObject();
    }
}
