using System.Buffers;
using System.Text.Json;

namespace Inkstream.Documents;

/// <summary>
/// What GET answers for a snapshot: the kind's fields, and those that all kinds share (contract 3). A pure function of
/// what was read, so a read and an event about the same version cannot differ.
/// </summary>
public sealed class DocumentProjection(DocumentKinds kinds)
{
    /// <summary>The name of the field that only exists while text flows.</summary>
    public const string StreamingData = "streamingData";

    /// <summary>All fields.</summary>
    public FieldSet Whole(DocumentSnapshot document)
    {
        var fields = Still(document);
        fields.AddRaw(StreamingData, Streaming(document));
        return fields;
    }

    /// <summary>All fields but <c>streamingData</c>.</summary>
    public FieldSet Still(DocumentSnapshot document)
    {
        var kind = kinds[document.Kind];
        var generation = document.Generation;
        var status = generation?.Status;
        var stopped = status is TransformStatus.Failed or TransformStatus.Cancelled;
        var missing = stopped ? generation!.Missing(kind.Answer) : [];

        var fields = new FieldSet();
        fields.Add("id", document.Id);
        fields.Add("status", status.DocumentWord());
        kind.Project(document, fields);
        fields.Add("createdAt", document.CreatedAt);
        fields.Add("error", status is TransformStatus.Failed ? generation!.Error : null);
        fields.Add("missing", missing);
        fields.Add("lastTransformId", generation?.TransformId);
        fields.AddRaw("unfinished", stopped && generation!.LeftText is { Length: > 0 } text
            ? DraftTracker.Read(kind.Answer, missing, [text]) ?? Null
            : Null);
        return fields;
    }

    /// <summary>The field <c>streamingData</c>, with all the chunks of the snapshot; JSON <c>null</c> unless it is streaming.</summary>
    public byte[] Streaming(DocumentSnapshot document)
    {
        if (document.Generation is not { } generation || !generation.Status.IsActive())
            return Null;
        var shape = kinds[document.Kind].Answer;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, FieldSet.Writer))
        {
            writer.WriteStartObject();
            writer.WriteString("transformId", generation.TransformId);
            writer.WritePropertyName("attempt");
            writer.WriteRawValue(Attempt(generation), skipInputValidation: true);
            writer.WriteStartArray("asked");
            foreach (var part in generation.Asked)
                writer.WriteStringValue(part);
            writer.WriteEndArray();
            writer.WriteStartArray("chunks");
            foreach (var chunk in generation.Chunks)
                writer.WriteStringValue(chunk);
            writer.WriteEndArray();
            writer.WritePropertyName("draft");
            writer.WriteRawValue(DraftTracker.Read(shape, generation.Missing(shape), generation.Chunks) ?? Null, skipInputValidation: true);
            writer.WriteNumber("progress", generation.Progress(shape));
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The <c>attempt</c> inside <c>streamingData</c>.</summary>
    public static byte[] Attempt(GenerationSnapshot generation) => JsonSerializer.SerializeToUtf8Bytes(generation.Attempt, FieldSet.Json);

    private static readonly byte[] Null = "null"u8.ToArray();
}
