using System.Text.Json;
using Inkstream.AspNetCore;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Studio.Library;
using Inkstream.Studio.OpenApi;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Outlines;

/// <summary>The routes of single components (contract 3): edits, locks, versions.</summary>
internal static class ComponentRoutes
{
    private const string Pattern = OutlineRoutes.Base + "/{id}/components/{component}";

    /// <summary>How often a restore is tried when others save at the same moment.</summary>
    private const int RestoreTries = 5;

    /// <summary>Maps them all.</summary>
    public static void MapComponents(this IEndpointRouteBuilder routes)
    {
        routes.MapPatch(Pattern, EditAsync).Takes<ComponentEdit>().Gives<SavedComponent>(200).Named("editComponent");
        routes.MapGet(Pattern + "/versions", VersionsAsync).Gives<IReadOnlyList<ComponentVersion>>(200).Named("listComponentVersions");
        routes.MapPost(Pattern + "/versions/{artifactId}/restore", RestoreAsync).Gives<SavedComponent>(200).Named("restoreComponent");
    }

    private static async Task<IResult> EditAsync(string id, string component, HttpContext http, IDocumentStore store, ICurrentOwner owner)
    {
        if (await HeadAsync(id, component, http, store, owner) is not ({ } document, { } current))
            return Problem.NotFound();
        var body = await RequestBody.ReadAsync<ComponentEdit>(http);
        if (body.Value is not { } edit)
            return body.Refusal!;
        if (edit.Validate(component) is { Count: > 0 } errors)
            return Problem.Invalid(errors);

        PartMarks? marks = edit.Locked is null
            ? null
            : new PartMarks(document.OwnerId, document.Id, current.ArtifactId, null, null) { Locked = edit.Locked };
        if (edit.Value is { } value)
        {
            if (Revisions.Seen(http) is not { } revision)
                return Revisions.Needed();
            var artifact = ComponentData.Artifact(component, JsonSerializer.SerializeToNode(value));
            var change = new PartEdit(document.OwnerId, document.Id, current.ArtifactId, revision, artifact, marks);
            switch (await store.EditAsync(change, http.RequestAborted))
            {
                case EditResult.Edited edited:
                    current = edited.Part;
                    break;
                case EditResult.Outdated outdated:
                    return Revisions.EditedElsewhere(
                        "Somebody changed this part since you read it. Compare both texts, then save again.",
                        value, ComponentData.Value(component, outdated.Current.Data), outdated.Current.Revision);
                default:
                    return Problem.NotFound();
            }
        }
        else if (await store.MarkAsync(marks!, http.RequestAborted) is { } marked)
        {
            current = marked;
        }

        return Saved(component, current, http);
    }

    private static async Task<IResult> VersionsAsync(string id, string component, HttpContext http, IDocumentStore store, ICurrentOwner owner)
    {
        if (await HeadAsync(id, component, http, store, owner) is not ({ } document, { } current))
            return Problem.NotFound();
        var versions = await store.ReadVersionsAsync(document.OwnerId, OutlineKind.KindName, document.Id, current.ArtifactId, http.RequestAborted);
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.Json(
            versions.Select(version => new ComponentVersion(
                version.ArtifactId, ComponentData.Value(component, version.Data) ?? default, version.ByPerson ? Author.Person : Author.Model, version.Model,
                version.ByPerson ? null : PartsParams.From(version.Params).Note, version.CreatedAt, version.ArtifactId == current.CurrentId,
                version.Restores)),
            FieldSet.Json);
    }

    private static async Task<IResult> RestoreAsync(
        string id, string component, string artifactId, HttpContext http, IDocumentStore store, ICurrentOwner owner)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (await HeadAsync(id, component, http, store, owner) is not ({ } document, { } current) || !Guid.TryParse(artifactId, out var wanted))
                return Problem.NotFound();
            var versions = await store.ReadVersionsAsync(document.OwnerId, OutlineKind.KindName, document.Id, current.ArtifactId, http.RequestAborted);
            if (versions.FirstOrDefault(version => version.ArtifactId == wanted) is not { } version
                || ComponentData.Value(component, version.Data) is not { } value)
                return Problem.NotFound();

            // It is a new version on top of whatever stands, so nothing is lost; who wants to be sure what stands sends If-Match.
            var seen = Revisions.Seen(http);
            var edit = new PartEdit(
                document.OwnerId, document.Id, current.ArtifactId, seen ?? current.Revision, new NewArtifact(version.Type, version.Data.GetRawText()))
            {
                Restores = version.ArtifactId,
            };
            switch (await store.EditAsync(edit, http.RequestAborted))
            {
                case EditResult.Edited edited:
                    return Saved(component, edited.Part, http);
                case EditResult.Outdated outdated when seen is not null || attempt >= RestoreTries:
                    return Revisions.EditedElsewhere(
                        "Somebody changed this part since you read it. Look at it, then restore again.",
                        value, ComponentData.Value(component, outdated.Current.Data), outdated.Current.Revision);
                case EditResult.NotFound:
                    return Problem.NotFound();
            }
        }
    }

    private static IResult Saved(string component, DocumentPart part, HttpContext http)
    {
        http.Response.Headers.ETag = $"\"{part.Revision}\"";
        return Results.Json(SavedComponent.Of(component, part), FieldSet.Json);
    }

    private static async Task<(DocumentSnapshot? Document, DocumentPart? Part)> HeadAsync(
        string id, string component, HttpContext http, IDocumentStore store, ICurrentOwner owner) =>
        Components.IsKnown(component) && Guid.TryParse(id, out var documentId)
        && await store.ReadAsync(owner.OwnerOf(http), OutlineKind.KindName, documentId, http.RequestAborted) is { } document
            ? (document, ComponentData.Heads(document.Parts).GetValueOrDefault(component))
            : (null, null);
}
