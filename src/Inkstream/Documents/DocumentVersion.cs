using System.Globalization;

namespace Inkstream.Documents;

/// <summary>
/// Where a document stands: rises in every transaction that changes what GET shows, and in no other (invariant 5).
/// It is the event's id and the ETag, and opaque on the wire.
/// </summary>
public readonly record struct DocumentVersion(long Value) : IComparable<DocumentVersion>
{
    /// <summary>Reads the form on the wire; false for anything this server never wrote.</summary>
    public static bool TryParse(string? text, out DocumentVersion version)
    {
        var read = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        version = new DocumentVersion(value);
        return read;
    }

    /// <inheritdoc/>
    public int CompareTo(DocumentVersion other) => Value.CompareTo(other.Value);

    /// <summary>Earlier than.</summary>
    public static bool operator <(DocumentVersion a, DocumentVersion b) => a.Value < b.Value;

    /// <summary>Later than.</summary>
    public static bool operator >(DocumentVersion a, DocumentVersion b) => a.Value > b.Value;

    /// <summary>Not later than.</summary>
    public static bool operator <=(DocumentVersion a, DocumentVersion b) => a.Value <= b.Value;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(DocumentVersion a, DocumentVersion b) => a.Value >= b.Value;

    /// <summary>The form on the wire: the event's id, and the ETag without its quotes.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
