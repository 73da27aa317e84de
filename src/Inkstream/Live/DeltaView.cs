using Inkstream.Documents;
using Inkstream.Extraction;
using Inkstream.Ports;

namespace Inkstream.Live;

/// <summary>
/// Where the viewers with deltas stand, and the event that takes them on. Holds a position, digests and the extractor's
/// cursor; nothing that could answer a read.
/// </summary>
internal sealed class DeltaView(DocumentKinds kinds, DocumentProjection projection)
{
    private readonly FieldMarks _marks = new();
    private DraftChanges _draft = new();
    private AnswerExtractor? _extractor;
    private AnswerShape? _shape;
    private Guid? _transform;
    private IReadOnlyList<string> _missing = [];
    private int _chunks;
    private int _progress;

    // The cursor is ahead of what was sent: only a read of the whole helps.
    private bool _lost = true;

    /// <summary>The version that the viewers have; null when there are none.</summary>
    public DocumentVersion? Version { get; private set; }

    /// <summary>What the next read may leave out.</summary>
    public ReadRequest Request(Guid documentId) => _lost ? new ReadRequest(documentId) : new ReadRequest(documentId, _transform, _chunks);

    /// <summary>The viewers have the whole document as it was read.</summary>
    public void Begin(DocumentSnapshot document)
    {
        _marks.Changed(projection.Still(document));
        Restart(Active(document), document.Kind);
        Version = document.Version;
    }

    /// <summary>The last viewer left.</summary>
    public void End()
    {
        Version = null;
        _lost = true;
        _marks.Forget();
    }

    /// <summary>Takes this server's own commit as the next event, without a read. Null when it is not exactly what comes next.</summary>
    public ReadOnlyMemory<byte>? Extend(RunBatch batch, RunOutcome.Committed outcome)
    {
        // One chunk and nothing else: then the version rises by exactly one.
        if (_lost || Version != outcome.Before || outcome.After.Value != outcome.Before.Value + 1 || outcome.ChunkIndex != _chunks
            || _transform != batch.Lease.TransformId || batch.Parts.Count > 0 || batch.End is not null)
            return null;
        _extractor!.Append(batch.Text);
        var word = _draft.Decide(_shape!, _missing);
        if (word is DraftWord.Whole)
        {
            _lost = true;
            return null;
        }

        Version = outcome.After;
        return Chunk(outcome.After, [batch.Text], word, set: null);
    }

    /// <summary>
    /// The event that takes the viewers to what was read: empty when it shows nothing new; null when the read left out
    /// what is needed, and has to be repeated.
    /// </summary>
    public ReadOnlyMemory<byte>? Advance(DocumentSnapshot document)
    {
        var generation = Active(document);
        var wasStreaming = _transform is not null;
        var changed = _marks.Changed(projection.Still(document));
        var goesOn = generation is not null && !_lost && generation.TransformId == _transform
            && !_marks.Note(AttemptMark, DocumentProjection.Attempt(generation));
        var bytes = goesOn ? Follow(document.Version, generation!, changed) : null;
        if (bytes is null)
        {
            if (generation is { FirstChunk: > 0 })
            {
                _lost = true;
                _marks.Forget();
                return null;
            }

            Restart(generation, document.Kind);
            if (generation is not null || wasStreaming)
                changed.AddRaw(DocumentProjection.StreamingData, projection.Streaming(document));
            bytes = changed.Fields.Count > 0 ? EventBytes.Fields(document.Version.Value, changed) : ReadOnlyMemory<byte>.Empty;
        }

        Version = document.Version;
        return bytes;
    }

    private const string AttemptMark = "streamingData.attempt";

    private static GenerationSnapshot? Active(DocumentSnapshot document) =>
        document.Generation is { } generation && generation.Status.IsActive() ? generation : null;

    private ReadOnlyMemory<byte>? Follow(DocumentVersion version, GenerationSnapshot generation, FieldSet changed)
    {
        var texts = generation.Chunks.Skip(_chunks - generation.FirstChunk).ToList();
        foreach (var text in texts)
            _extractor!.Append(text);
        _missing = generation.Missing(_shape!);
        var word = _draft.Decide(_shape!, _missing);
        if (word is DraftWord.Whole)
            return null;

        var progress = generation.Progress(_shape!);
        if (texts.Count == 0 && word is DraftWord.Unchanged && progress == _progress)
            return changed.Fields.Count == 0 ? ReadOnlyMemory<byte>.Empty : EventBytes.Fields(version.Value, changed);
        _progress = progress;
        return Chunk(version, texts, word, changed);
    }

    private ReadOnlyMemory<byte> Chunk(DocumentVersion version, List<string> texts, DraftWord word, FieldSet? set)
    {
        var bytes = EventBytes.Write(version.Value, "chunk", writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("transformId", _transform!.Value);
            writer.WriteNumber("index", _chunks);
            writer.WriteStartArray("texts");
            foreach (var text in texts)
                writer.WriteStringValue(text);
            writer.WriteEndArray();
            writer.WriteNumber("progress", _progress);
            if (word is DraftWord.Cleared)
            {
                writer.WriteNull("draft");
            }
            else if (word is DraftWord.Added)
            {
                writer.WritePropertyName("draft");
                _draft.WriteAdded(writer);
            }

            if (set is { Fields.Count: > 0 })
            {
                writer.WritePropertyName("set");
                set.WriteTo(writer);
            }

            writer.WriteEndObject();
        });
        _chunks += texts.Count;
        _draft.Said(word);
        return bytes;
    }

    /// <summary>Puts the cursor behind all of the attempt's text.</summary>
    private void Restart(GenerationSnapshot? generation, string kind)
    {
        _draft = new DraftChanges();
        _shape = kinds[kind].Answer;
        _extractor = new AnswerExtractor(_shape, _draft);
        _transform = generation?.TransformId;
        _chunks = 0;
        _missing = [];
        _lost = false;
        if (generation is null)
            return;
        _marks.Note(AttemptMark, DocumentProjection.Attempt(generation));
        foreach (var text in generation.Chunks)
            _extractor.Append(text);
        _chunks = generation.Chunks.Count;
        _missing = generation.Missing(_shape);
        _progress = generation.Progress(_shape);
        _draft.SaidWhole(_shape, _missing);
    }
}
