using System.Text.Json;
using Inkstream.Extraction;

namespace Inkstream.Documents;

/// <summary>Reads a whole text for the one thing a reader of it wants: the draft of the part that is being written.</summary>
internal sealed class DraftTracker : IAnswerSink
{
    private PartPlace _place;
    private Draft? _draft;

    /// <summary>
    /// The draft at the end of the text as <c>{part, value}</c>, or null when no part is being written, or none that
    /// somebody waits for. A draft begins with its first string (contract 4).
    /// </summary>
    public static byte[]? Read(AnswerShape shape, IReadOnlyList<string> missing, IEnumerable<string> text)
    {
        var tracker = new DraftTracker();
        var extractor = new AnswerExtractor(shape, tracker);
        foreach (var piece in text)
            extractor.Append(piece);
        return tracker._draft is { IsEmpty: false } draft && shape.PartAt(tracker._place, missing) is { } part ? Json(part, draft) : null;
    }

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
