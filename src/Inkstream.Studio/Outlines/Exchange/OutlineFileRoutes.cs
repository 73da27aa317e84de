using Inkstream.AspNetCore;
using Inkstream.Ports;
using Inkstream.Studio.Exports;
using Inkstream.Studio.OpenApi;

namespace Inkstream.Studio.Outlines.Exchange;

/// <summary>Outlines as files, out and in (contract 3).</summary>
internal static class OutlineFileRoutes
{
    /// <summary>Maps them all.</summary>
    public static void MapOutlineFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(OutlineRoutes.Base + "/{id}/export", ExportAsync).GivesFile().Named("exportOutline");
        routes.MapPost(OutlineRoutes.Base + "/import", ImportAsync).Takes<OutlineFile>().Gives<ImportedDocument>(201).Named("importOutline");
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

    private static Task<IResult> ImportAsync(HttpContext http, IDocumentStore store, ICurrentOwner owner, TimeProvider time) =>
        FileImports.ImportAsync<OutlineFile>(http, store, OutlineRoutes.Base, file => new OutlineImport(file, owner.OwnerOf(http), time));

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
