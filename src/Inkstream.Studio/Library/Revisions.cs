using System.Globalization;
using Inkstream.AspNetCore;

namespace Inkstream.Studio.Library;

/// <summary>Revisions in <c>If-Match</c> and <c>ETag</c> (contract 3).</summary>
internal static class Revisions
{
    /// <summary>The revision that the person saw; null when none was sent.</summary>
    public static int? Seen(HttpContext http) =>
        int.TryParse(http.Request.Headers.IfMatch.ToString().Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : null;

    /// <summary>428: an edit must say what it is of.</summary>
    public static IResult Needed() => Problem.Of(428, "revision_needed", "Send If-Match with the revision that you saw, such as \"3\".");

    /// <summary>412, with both texts.</summary>
    /// <param name="detail">What to do next.</param>
    /// <param name="mine">What was sent.</param>
    /// <param name="current">What stands.</param>
    /// <param name="revision">Its revision.</param>
    public static IResult EditedElsewhere(string detail, object? mine, object? current, int revision) => Problem.Of(
        412, "edited_elsewhere", detail,
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["mine"] = mine, ["current"] = current, ["revision"] = revision });
}
