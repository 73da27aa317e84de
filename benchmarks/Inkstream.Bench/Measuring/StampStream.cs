using System.Diagnostics;

namespace Inkstream.Bench.Measuring;

/// <summary>
/// Reads a stream of server-sent events, and tells each stamp with the moment its bytes were read. Of the studio's events
/// only <c>chunk</c> counts: the others repeat text that was there before.
/// </summary>
internal static class StampStream
{
    public static async Task ReadAsync(Stream stream, Action<long, long> found, CancellationToken cancel, int bufferSize = 256 * 1024, Action? begun = null)
    {
        var buffer = new byte[bufferSize];
        var filled = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(filled), cancel);
            if (read == 0)
                return;
            var now = Stopwatch.GetTimestamp();
            begun?.Invoke();
            begun = null;
            filled += read;
            var start = 0;
            for (var end = End(buffer, start, filled); end >= 0; end = End(buffer, start, filled))
            {
                var one = buffer.AsSpan(start, end - start);
                if (!one.StartsWith("id: "u8) || one.IndexOf("\nevent: chunk\n"u8) >= 0)
                    Stamp.Read(one, stamp => found(stamp, now));
                else if (one.IndexOf("\"streamingData\":null"u8) >= 0)
                    return;
                start = end + 2;
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
        }
    }

    private static int End(byte[] buffer, int start, int filled)
    {
        var at = buffer.AsSpan(start, filled - start).IndexOf("\n\n"u8);
        return at < 0 ? -1 : start + at;
    }
}
