using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Inkstream.Documents;

namespace Inkstream.Live;

/// <summary>Writes events of the live protocol as bytes; each is encoded once and shared by all its viewers.</summary>
internal static class EventBytes
{
    /// <summary>Keeps proxies awake, and shows a client that its connection lives.</summary>
    public static ReadOnlyMemory<byte> Comment { get; } = ":\n\n"u8.ToArray();

    /// <summary>The document is gone.</summary>
    public static ReadOnlyMemory<byte> Deleted { get; } = "event: deleted\ndata: {}\n\n"u8.ToArray();

    /// <summary>An unnamed event: top-level fields, whole.</summary>
    public static ReadOnlyMemory<byte> Fields(long id, FieldSet fields) => Write(id, name: null, fields.WriteTo);

    /// <summary>A <c>chunk</c> event, or any other whose data <paramref name="data"/> writes.</summary>
    public static ReadOnlyMemory<byte> Write(long id, string? name, Action<Utf8JsonWriter> data)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        Line(buffer, "id: ", id.ToString(CultureInfo.InvariantCulture));
        if (name is not null)
            Line(buffer, "event: ", name);
        buffer.Write("data: "u8);

        // JSON escapes line breaks, so the data is one line whatever it holds.
        using (var writer = new Utf8JsonWriter(buffer, FieldSet.Writer))
            data(writer);
        buffer.Write("\n\n"u8);
        return buffer.WrittenMemory;
    }

    private static void Line(ArrayBufferWriter<byte> buffer, string label, string value)
    {
        Encoding.UTF8.GetBytes(label, buffer);
        Encoding.UTF8.GetBytes(value, buffer);
        buffer.Write("\n"u8);
    }
}
