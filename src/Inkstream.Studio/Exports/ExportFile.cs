using Inkstream.AspNetCore;
using Microsoft.Net.Http.Headers;

namespace Inkstream.Studio.Exports;

/// <summary>A file that is to be saved.</summary>
/// <param name="Bytes">Its content.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Title">What it is called, before it is a file's name.</param>
/// <param name="Ending">Without the dot.</param>
internal sealed record ExportFile(byte[] Bytes, string ContentType, string Title, string Ending)
{
    public const string Markdown = "text/markdown; charset=utf-8";
    public const string Json = "application/json; charset=utf-8";
    public const string Fountain = "text/plain; charset=utf-8";
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>The answer: the title is in the name, in its own script (RFC 6266), and in ASCII for who cannot read that.</summary>
    /// <param name="http">The request.</param>
    /// <param name="kind">The name in ASCII, and where no title is left: <c>outline</c>.</param>
    public IResult Answer(HttpContext http, string kind)
    {
        var disposition = new ContentDispositionHeaderValue("attachment") { FileName = $"{kind}.{Ending}", FileNameStar = $"{FileName.Of(Title, kind)}.{Ending}" };
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.Bytes(Bytes, ContentType);
    }

    /// <summary>400: there is no such format.</summary>
    public static IResult UnknownFormat(params ReadOnlySpan<string?> formats) => Problem.Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["format"] = [$"Choose {string.Join(", ", formats[..^1]!)} or {formats[^1]}."],
    });
}
