using System.Text.Json;
using Inkstream.Extraction;

namespace Inkstream.Documents;

/// <summary>Reads a whole text for the one thing a reader of it wants: the draft of the part that is being written.</summary>
internal sealed class DraftTracker : IAnswerSink
{
    private readonly AnswerShape _shape;
    private readonly AnswerExtractor _extractor;
    private PartPlace _place;
    private Draft? _draft;

    public DraftTracker(AnswerShape shape)
    {
        _shape = shape;
        _extractor = new AnswerExtractor(shape, this);
    }

    public DraftTracker Append(string text)
    {
        _extractor.Append(text);
        return this;
    }

    /// <summary>
    /// The draft at the end of the text as <c>{part, value}</c>, or null when no part is being written, or none that
    /// somebody waits for. A draft begins with its first string (contract 4).
    /// </summary>
    public byte[]? Draft(IReadOnlyList<string> missing) =>
        _draft is { IsEmpty: false } draft && _shape.PartAt(_place, missing) is { } part ? Json(part, draft) : null;

    void IAnswerSink.Opened(PartPlace place) => (_place, _draft) = (place, new Draft());

    void IAnswerSink.Text(DraftPath path, ReadOnlySpan<char> text) => _draft?.Apply(path, text);

    void IAnswerSink.Closed(PartPlace place, JsonElement value) => _draft = null;

    void IAnswerSink.Abandoned(PartPlace place) => _draft = null;

    private static byte[] Json(string part, Draft draft)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, FieldSet.Writer))
        {
            writer.WriteStartObject();
            writer.WriteString("part", part);
            writer.WritePropertyName("value");
            draft.WriteTo(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
