using System.Diagnostics;
using System.Globalization;

namespace Inkstream.Bench.Measuring;

/// <summary>
/// The moment a delta was sent, written into its text: <c>~123456789012 </c>. The monotonic clock is one for all
/// processes of a machine, so whoever reads the text knows how old it is.
/// </summary>
internal static class Stamp
{
    /// <summary>What goes into an event that has more than the text in it: only what is between these is read.</summary>
    private static ReadOnlySpan<byte> Texts => "\"texts\":["u8;

    public static string Now() => Of(Stopwatch.GetTimestamp());

    public static string Of(long timestamp) => string.Create(CultureInfo.InvariantCulture, $"~{timestamp} ");

    /// <summary>Calls <paramref name="found"/> for every stamp in a text of ours.</summary>
    public static int Read(ReadOnlySpan<char> text, Action<long> found)
    {
        var count = 0;
        for (var at = text.IndexOf('~'); at >= 0; at = text.IndexOf('~'))
        {
            text = text[(at + 1)..];
            long value = 0;
            var digits = 0;
            while (digits < text.Length && char.IsAsciiDigit(text[digits]))
                value = (value * 10) + (text[digits++] - '0');
            found(value);
            count++;
        }

        return count;
    }

    /// <summary>The same in an event's bytes; in a <c>chunk</c> event only in its texts, since the draft repeats them.</summary>
    public static void Read(ReadOnlySpan<byte> bytes, Action<long> found)
    {
        var texts = bytes.IndexOf(Texts);
        if (texts >= 0)
        {
            bytes = bytes[(texts + Texts.Length)..];
            bytes = bytes[..bytes.IndexOf((byte)']')];
        }

        for (var at = bytes.IndexOf((byte)'~'); at >= 0; at = bytes.IndexOf((byte)'~'))
        {
            bytes = bytes[(at + 1)..];
            long value = 0;
            var digits = 0;
            while (digits < bytes.Length && char.IsAsciiDigit((char)bytes[digits]))
                value = (value * 10) + (bytes[digits++] - '0');
            found(value);
        }
    }
}
