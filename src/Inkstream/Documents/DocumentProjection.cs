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
            ? new DraftTracker(kind.Answer).Append(text).Draft(missing) ?? Null
            : Null);
        return fields;
    }

    /// <summary>The field <c>streamingData</c>, with all the chunks of the snapshot; JSON <c>null</c> unless it is streaming.</summary>
    public byte[] Streaming(DocumentSnapshot document)
    {
        if (document.Generation is not { } generation || !generation.Status.IsActive())
            return Null;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, FieldSet.Writer))
        {
            var streaming = new StreamingField(generation, kinds[document.Kind].Answer, writer);
            streaming.Append(generation.Chunks);
            streaming.End();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Writes what <see cref="Whole"/> would give as JSON, for a run that is too long to be held: page by page as
    /// <paramref name="chunksFrom"/> reads them, each on its way before the next is read (design, Schema).
    /// </summary>
    /// <param name="document">With the first chunks of a run that streams.</param>
    /// <param name="chunksFrom">Reads some chunks from that index on.</param>
    /// <param name="output">Where the JSON goes.</param>
    /// <param name="flush">Sends what is in <paramref name="output"/>, and waits while the receiver is slow.</param>
    public async Task WriteAsync(
        DocumentSnapshot document, Func<int, Task<IReadOnlyList<string>>> chunksFrom, IBufferWriter<byte> output, Func<Task> flush)
    {
        var generation = document.Generation!;
        await using var writer = new Utf8JsonWriter(output, FieldSet.Writer);
        writer.WriteStartObject();
        Still(document).WriteMembersTo(writer);
        writer.WritePropertyName(StreamingData);
        var streaming = new StreamingField(generation, kinds[document.Kind].Answer, writer);
        streaming.Append(generation.Chunks);
        for (var next = generation.Chunks.Count; next < generation.ChunkCount;)
        {
            await writer.FlushAsync();
            await flush();
            var page = await chunksFrom(next);
            streaming.Append(page);
            next += page.Count;
        }

        streaming.End();
        writer.WriteEndObject();
        await writer.FlushAsync();
        await flush();
    }

    /// <summary>The <c>attempt</c> inside <c>streamingData</c>.</summary>
    public static byte[] Attempt(GenerationSnapshot generation) => JsonSerializer.SerializeToUtf8Bytes(generation.Attempt, FieldSet.Json);

    private static readonly byte[] Null = "null"u8.ToArray();
}
