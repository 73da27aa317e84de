using Inkstream.Documents;

namespace Inkstream.Live;

/// <summary>Where the plain viewers stand, and the event that takes them on: top-level fields, whole.</summary>
internal sealed class PlainView(DocumentProjection projection)
{
    private readonly FieldMarks _marks = new();

    /// <summary>The version that the viewers have; null when there are none.</summary>
    public DocumentVersion? Version { get; private set; }

    /// <summary>The viewers have the whole document as it was read.</summary>
    public void Begin(DocumentSnapshot document) => Advance(document);

    /// <summary>The last viewer left.</summary>
    public void End()
    {
        Version = null;
        _marks.Forget();
    }

    /// <summary>The event that takes the viewers to what was read, all of it; empty when it shows nothing new.</summary>
    public ReadOnlyMemory<byte> Advance(DocumentSnapshot document)
    {
        var changed = _marks.Changed(projection.Whole(document));
        Version = document.Version;
        return changed.Fields.Count == 0 ? ReadOnlyMemory<byte>.Empty : EventBytes.Fields(document.Version.Value, changed);
    }
}
