using Inkstream.AspNetCore;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Studio.Library;

namespace Inkstream.Studio.Exports;

/// <summary>A file that was read, and checked.</summary>
internal interface IFileImport
{
    /// <summary>What must change before the file can be taken in, by where it is; empty when it can.</summary>
    IReadOnlyDictionary<string, string[]> Errors { get; }

    /// <summary>The document, with new ids. Only when there are no <see cref="Errors"/>.</summary>
    DocumentArchive ToArchive();
}

/// <summary>What <c>POST /api/outlines/import</c> and <c>POST /api/ideations/import</c> answer.</summary>
internal sealed record ImportedDocument(Guid Id);

/// <summary>Takes exported files in, of whichever kind.</summary>
internal static class FileImports
{
    /// <summary>The longest file that is taken in, in bytes: years of work on one document.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Reads the request's file, checks all of it, and makes a document of it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="store">Where to.</param>
    /// <param name="path">Where documents of this kind are found.</param>
    /// <param name="check">Checks a file.</param>
    public static async Task<IResult> ImportAsync<TFile>(HttpContext http, IDocumentStore store, string path, Func<TFile, IFileImport> check)
        where TFile : class
    {
        var body = await RequestBody.ReadAsync<TFile>(http, MostBytes, FileJson.Options);
        if (body.Value is not { } file)
            return body.Refusal!;
        var import = check(file);
        if (import.Errors is { Count: > 0 } errors)
            return Problem.Invalid(errors);
        return await store.ImportAsync(import.ToArchive(), body.Key, http.RequestAborted) is StartResult.Started started
            ? Results.Created($"{path}/{started.DocumentId}", new ImportedDocument(started.DocumentId))
            : Starts.Refused(new StartResult.KeyReused());
    }
}
