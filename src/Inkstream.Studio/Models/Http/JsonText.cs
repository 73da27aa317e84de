using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Inkstream.Studio.Models;

/// <summary>Reading of JSON that forgives what models' servers send: members of the wrong type, and halves of characters.</summary>
internal static class JsonText
{
    /// <summary>The member of that name; undefined when this is no object or has none.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The first item; undefined when this is no array or is empty.</summary>
    public static JsonElement First(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array && element.GetArrayLength() > 0 ? element[0] : default;

    /// <summary>A whole number of zero or more; null for anything else.</summary>
    public static long? AsCount(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var value) && value >= 0 ? value : null;

    /// <summary>
    /// The string, exactly; null for anything else. Half a surrogate pair stays half a pair, where
    /// <see cref="JsonElement.GetString"/> throws: some servers cut their text between the two (packages.md).
    /// </summary>
    public static string? AsText(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
            return null;
        var raw = JsonMarshal.GetRawUtf8Value(element)[1..^1];
        var escape = raw.IndexOf((byte)'\\');
        if (escape < 0)
            return Encoding.UTF8.GetString(raw);

        var text = new StringBuilder(raw.Length);
        while (escape >= 0)
        {
            text.Append(Encoding.UTF8.GetString(raw[..escape]));
            raw = raw[(escape + Unescape(raw[escape..], text))..];
            escape = raw.IndexOf((byte)'\\');
        }
        return text.Append(Encoding.UTF8.GetString(raw)).ToString();
    }

    private static int Unescape(ReadOnlySpan<byte> at, StringBuilder text)
    {
        if (at[1] == (byte)'u')
        {
            text.Append((char)ushort.Parse(at[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            return 6;
        }
        text.Append(at[1] switch
        {
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            var other => (char)other,
        });
        return 2;
    }
}
