using System.Globalization;
using System.Net.Http.Headers;

namespace Inkstream.Studio.Models;

/// <summary>How long a server asks to be left alone.</summary>
internal static class RetryAfter
{
    private const string Milliseconds = "retry-after-ms";

    /// <summary>From <c>retry-after-ms</c>, or <c>Retry-After</c> in seconds or as a date; null when it does not say.</summary>
    public static TimeSpan? Read(HttpResponseHeaders headers, TimeProvider time)
    {
        if (headers.TryGetValues(Milliseconds, out var values)
            && double.TryParse(values.FirstOrDefault(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds < int.MaxValue)
            return TimeSpan.FromMilliseconds(milliseconds);

        return headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow() is { Ticks: > 0 } left ? left : TimeSpan.Zero,
            _ => null,
        };
    }
}
