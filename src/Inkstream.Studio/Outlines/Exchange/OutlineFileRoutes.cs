using Inkstream.AspNetCore;
using Inkstream.Ports;
using Inkstream.Studio.Exports;
using Inkstream.Studio.Library;
using Inkstream.Studio.OpenApi;

namespace Inkstream.Studio.Outlines.Exchange;

/// <summary>Outlines as files, out and in (contract 3).</summary>
internal static class OutlineFileRoutes
{
    /// <summary>The longest file that is taken in, in bytes: years of work on one outline.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Maps them all.</summary>
    public static void MapOutlineFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(OutlineRoutes.Base + "/{id}/export", ExportAsync).GivesFile().Named("exportOutline");
        routes.MapPost(OutlineRoutes.Base + "/import", ImportAsync).Takes<OutlineFile>().Gives<ImportedOutline>(201).Named("importOutline");
    }

    private static async Task<IResult> ExportAsync(string id, string? format, HttpContext http, IDocumentStore store, ICurrentOwner owner)
    {
        if (format is not ("md" or "docx" or "json" or "fountain"))
            return ExportFile.UnknownFormat("md", "docx", "json", "fountain");
        if (!Guid.TryParse(id, out var documentId))
            return Problem.NotFound();
        var ownerId = owner.OwnerOf(http);
        if (format == "json")
            return await store.ReadArchiveAsync(ownerId, OutlineKind.KindName, documentId, http.RequestAborted) is { } archive
                ? new ExportFile(FileJson.Write(OutlineExport.Of(archive)), ExportFile.Json, archive.Title, format).Answer(http, OutlineKind.KindName)
                : Problem.NotFound();
        if (await store.ReadAsync(ownerId, OutlineKind.KindName, documentId, http.RequestAborted) is not { } document)
            return Problem.NotFound();
        var form = SubmissionForm.Of(document);
        var file = format switch
        {
            "md" => new ExportFile(Utf8(OutlineMarkdown.Write(form)), ExportFile.Markdown, form.Title, format),
            "docx" => new ExportFile(OutlineDocx.Write(form, document.CreatedAt), ExportFile.Docx, form.Title, format),
            _ => new ExportFile(Utf8(OutlineFountain.Write(form, document.CreatedAt)), ExportFile.Fountain, form.Title, format),
        };
        return file.Answer(http, OutlineKind.KindName);
    }

    private static async Task<IResult> ImportAsync(HttpContext http, IDocumentStore store, ICurrentOwner owner, TimeProvider time)
    {
        var ownerId = owner.OwnerOf(http);
        var body = await RequestBody.ReadAsync<OutlineFile>(http, MostBytes, FileJson.Options);
        if (body.Value is not { } file)
            return body.Refusal!;
        var import = new OutlineImport(file, ownerId, time);
        if (import.Errors is { Count: > 0 } errors)
            return Problem.Invalid(errors);
        return await store.ImportAsync(import.ToArchive(), body.Key, http.RequestAborted) is StartResult.Started started
            ? Results.Created($"{OutlineRoutes.Base}/{started.DocumentId}", new ImportedOutline(started.DocumentId))
            : Starts.Refused(new StartResult.KeyReused());
    }

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}

/// <summary>What <c>POST /api/outlines/import</c> answers.</summary>
internal sealed record ImportedOutline(Guid Id);
