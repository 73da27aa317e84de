using System.Security.Cryptography;
using Inkstream.Documents;

namespace Inkstream.Live;

/// <summary>
/// Tells which fields changed since the last event, by their digests: nothing of the document is kept (invariant 15).
/// </summary>
internal sealed class FieldMarks
{
    private readonly Dictionary<string, UInt128> _marks = new(StringComparer.Ordinal);

    /// <summary>The fields that are not as they were; they count as known from now on.</summary>
    public FieldSet Changed(FieldSet fields)
    {
        var changed = new FieldSet();
        foreach (var field in fields.Fields)
            if (Note(field.Name, field.Json.Span))
                changed.AddRaw(field.Name, field.Json);
        return changed;
    }

    /// <summary>Nothing counts as known: what was found changed could not be sent.</summary>
    public void Forget() => _marks.Clear();

    /// <summary>Notes a field; whether it was another before.</summary>
    public bool Note(string name, ReadOnlySpan<byte> json)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(json, digest);
        var mark = System.Runtime.InteropServices.MemoryMarshal.Read<UInt128>(digest);
        if (_marks.TryGetValue(name, out var old) && old == mark)
            return false;
        _marks[name] = mark;
        return true;
    }
}
