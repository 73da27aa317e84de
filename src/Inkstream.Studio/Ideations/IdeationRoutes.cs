using System.Text.Json;
using Inkstream.AspNetCore;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Studio.Exports;
using Inkstream.Studio.Ideations.Exchange;
using Inkstream.Studio.Library;
using Inkstream.Studio.Models;
using Inkstream.Studio.OpenApi;
using Inkstream.Studio.Prompts;
using Inkstream.Studio.Texts;
using Inkstream.Writing;

namespace Inkstream.Studio.Ideations;

/// <summary>The routes of ideations (contract 3).</summary>
internal static class IdeationRoutes
{
    private const string Base = "/api/ideations";

    /// <summary>Maps them all.</summary>
    public static void MapIdeations(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Base, CreateAsync).Takes<NewIdeation>().Gives<CreatedIdeation>(201).Named("createIdeation");
        routes.MapLibrary(Base, IdeationKind.KindName).Gives<IdeationList>(200).Named("listIdeations");
        routes.MapDocument(Base + "/{id}", IdeationKind.KindName).Gives<IdeationDocument>(200).Named("readIdeation");
        routes.MapMark(Base + "/{id}", IdeationKind.KindName).Gives<IdeationListItem>(200).Named("markIdeation");
        routes.MapDocumentDeletion(Base + "/{id}", IdeationKind.KindName).Named("deleteIdeation");
        routes.MapPost(Base + "/{id}/generate", GenerateAsync).Takes<GenerateIdeas>().Gives<GenerationStarted>(202).Named("generateIdeas");
        routes.MapPatch(Base + "/{id}/ideas/{artifactId}", EditAsync).Takes<IdeaEdit>().Gives<Idea>(200).Named("editIdea");
        routes.MapGet(Base + "/{id}/ideas/{artifactId}/versions", VersionsAsync).Gives<IReadOnlyList<IdeaVersion>>(200).Named("listIdeaVersions");
        routes.MapGet(Base + "/{id}/export", ExportAsync).GivesFile().Named("exportIdeation");
        routes.MapPost(Base + "/import", ImportAsync).Takes<IdeationFile>().Gives<ImportedDocument>(201).Named("importIdeation");
        routes.MapLiveEvents("/api/stream/ideation/{id}", IdeationKind.KindName).Named("streamIdeation");
    }

    private static async Task<IResult> CreateAsync(
        HttpContext http, IDocumentStore store, IPromptStore prompts, ICurrentOwner owner, ModelCatalog models, GenerationOptions options, TimeProvider time)
    {
        var body = await RequestBody.ReadAsync<NewIdeation>(http);
        if (body.Value is not { } asked)
            return body.Refusal!;
        if (asked.Validate(name => models.Find(name) is not null) is { Count: > 0 } errors)
            return Problem.Invalid(errors);

        var (kept, ownerId) = (asked.ToParams(), owner.OwnerOf(http));
        var document = new NewDocument(
            Ids.New(time), ownerId, IdeationKind.KindName, kept.DeriveTitle(), JsonSerializer.Serialize(kept, StoredJson.Options))
        {
            Facets = LibraryFacets.Of(kept.Platform, kept.GenrePaths),
        };
        var own = await OwnPrompt.OfAsync(prompts, ownerId, IdeationPrompt.PromptName, kept.Language, http.RequestAborted);
        var generation = Generation(kept, new GenerationParams { Count = kept.Count, Prompt = own }, null, replaces: false, [], models, options, time);
        return await store.CreateAsync(document, generation, body.Key, http.RequestAborted) switch
        {
            StartResult.Started started => Results.Created(
                $"{Base}/{started.DocumentId}", new CreatedIdeation(started.DocumentId, started.TransformId)),
            var refused => Starts.Refused(refused),
        };
    }

    private static async Task<IResult> GenerateAsync(
        string id, HttpContext http, IDocumentStore store, IPromptStore prompts, ICurrentOwner owner, IdeationKind kind, ModelCatalog models,
        GenerationOptions options, TimeProvider time)
    {
        var ownerId = owner.OwnerOf(http);
        if (!Guid.TryParse(id, out var documentId)
            || await store.ReadAsync(ownerId, IdeationKind.KindName, documentId, http.RequestAborted) is not { } document)
            return Problem.NotFound();
        var body = await RequestBody.ReadAsync<GenerateIdeas>(http);
        if (body.Value is not { } asked)
            return body.Refusal!;
        if (asked.Validate() is { Count: > 0 } errors)
            return Problem.Invalid(errors);

        // A repeat gets the first answer, whatever the document has become since.
        if (body.Key is { } key && await store.EarlierAsync(ownerId, key, http.RequestAborted) is { } earlier)
            return Starts.Answer(earlier);
        var based = document.Parts.FirstOrDefault(part => part.ArtifactId == asked.BasedOn);
        if (asked.BasedOn is not null && based is null)
            return Problem.Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["basedOn"] = ["There is no such idea here; send the artifactId of one that is."],
            });

        var (kept, parameters, owed) = (IdeationParams.From(document.Params), Parameters(asked, based), (int?)null);
        var replaces = asked.Mode == GenerationModes.Regenerate;
        if (asked.Mode == GenerationModes.Missing && document.Generation is { } last && !last.Status.IsActive())
        {
            // What is missing is still owed on the terms of the generation that owes it.
            var terms = GenerationParams.From(last.Params);
            owed = last.Missing(kind.Answer).Count;
            if (terms.Mode == GenerationModes.Title)
                based = document.Parts.FirstOrDefault(part => part.ArtifactId == terms.BasedOnId);
            if (owed == 0 || (terms.Mode == GenerationModes.Title && based is null))
                return Problem.Of(409, "nothing_missing", "Everything that was asked for is there. Use more or regenerate.");
            if (terms.Mode == GenerationModes.Title)
                parameters = Parameters(asked with { Mode = GenerationModes.Title }, based);
            parameters = parameters with { Note = parameters.Note ?? terms.Note };
            if (based is null)
                parameters = parameters with { BasedOn = terms.BasedOn, BasedOnId = terms.BasedOnId, BasedOnEdited = terms.BasedOnEdited };
            replaces = last.Replaces && last.FinishedRoles.Count == 0;
        }

        var template = parameters.Mode == GenerationModes.Title ? TitlePrompt.PromptName : IdeationPrompt.PromptName;
        parameters = parameters with { Prompt = await OwnPrompt.OfAsync(prompts, ownerId, template, kept.Language, http.RequestAborted) };
        var generation = parameters.Mode == GenerationModes.Title
            ? Generation(kept, parameters, [kind.Answer.PartOf(based!.Role)], replaces: false, [new ArtifactRole(based.CurrentId, "revises")], models, options, time)
            : Generation(
                kept, parameters with { Count = owed ?? asked.Count ?? kept.Count }, null, replaces,
                based is null ? [] : [new ArtifactRole(based.CurrentId, "based_on")], models, options, time);
        return Starts.Answer(await store.StartAsync(ownerId, IdeationKind.KindName, documentId, generation, body.Key, http.RequestAborted));
    }

    private static GenerationParams Parameters(GenerateIdeas asked, DocumentPart? based) => new()
    {
        Mode = asked.Mode,
        Note = Text.OrNull(asked.Note),
        BasedOn = based is null ? null : IdeaCard.Read(based.Data),
        BasedOnId = based?.ArtifactId,
        BasedOnEdited = based is not null && Idea.IsEdited(based),
        Count = 1,
    };

    private static async Task<IResult> EditAsync(string id, string artifactId, HttpContext http, IDocumentStore store, ICurrentOwner owner)
    {
        var ownerId = owner.OwnerOf(http);
        if (!Guid.TryParse(id, out var documentId) || !Guid.TryParse(artifactId, out var part)
            || await store.ReadAsync(ownerId, IdeationKind.KindName, documentId, http.RequestAborted) is not { } document
            || document.Parts.FirstOrDefault(p => p.ArtifactId == part) is not { } current)
            return Problem.NotFound();
        var body = await RequestBody.ReadAsync<IdeaEdit>(http);
        if (body.Value is not { } edit)
            return body.Refusal!;
        if (edit.Validate() is { Count: > 0 } errors)
            return Problem.Invalid(errors);

        PartMarks? marks = edit.Favourite is null && edit.Dismissed is null
            ? null
            : new PartMarks(ownerId, documentId, part, edit.Favourite, edit.Dismissed);
        if (edit.ChangesText)
        {
            if (Revisions.Seen(http) is not { } revision)
                return Revisions.Needed();
            switch (await ChangeTextAsync(store, ownerId, documentId, current, revision, edit, marks, http.RequestAborted))
            {
                case EditResult.NotFound:
                    return Problem.NotFound();
                case EditResult.Outdated outdated:
                    return Revisions.EditedElsewhere(
                        "Somebody changed this idea since you read it. Compare both texts, then save again.",
                        new { edit.Title, edit.Body }, Idea.Of(outdated.Current), outdated.Current.Revision);
                case EditResult.Edited edited:
                    current = edited.Part;
                    break;
            }
        }

        else if (await store.MarkAsync(marks!, http.RequestAborted) is { } marked)
        {
            current = marked;
        }

        var idea = Idea.Of(current);
        http.Response.Headers.ETag = $"\"{idea.Revision}\"";
        return Results.Json(idea, FieldSet.Json);
    }

    private static async Task<IResult> VersionsAsync(string id, string artifactId, HttpContext http, IDocumentStore store, ICurrentOwner owner)
    {
        var ownerId = owner.OwnerOf(http);
        if (!Guid.TryParse(id, out var documentId) || !Guid.TryParse(artifactId, out var part)
            || await store.ReadAsync(ownerId, IdeationKind.KindName, documentId, http.RequestAborted) is not { } document
            || document.Parts.FirstOrDefault(p => p.ArtifactId == part) is not { } current)
            return Problem.NotFound();
        var versions = await store.ReadVersionsAsync(ownerId, IdeationKind.KindName, documentId, part, http.RequestAborted);
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.Json(versions.Select(version => IdeaVersion.Of(version, current.CurrentId)), FieldSet.Json);
    }

    private static async Task<IResult> ExportAsync(string id, string? format, HttpContext http, IDocumentStore store, ICurrentOwner owner)
    {
        if (format is not ("md" or "json"))
            return ExportFile.UnknownFormat("md", "json");
        var ownerId = owner.OwnerOf(http);
        if (!Guid.TryParse(id, out var documentId))
            return Problem.NotFound();
        if (format == "json")
            return await store.ReadArchiveAsync(ownerId, IdeationKind.KindName, documentId, http.RequestAborted) is { } archive
                ? new ExportFile(FileJson.Write(IdeationFile.Of(archive)), ExportFile.Json, archive.Title, format).Answer(http, IdeationKind.KindName)
                : Problem.NotFound();
        return await store.ReadAsync(ownerId, IdeationKind.KindName, documentId, http.RequestAborted) is { } document
            ? new ExportFile(System.Text.Encoding.UTF8.GetBytes(IdeationMarkdown.Write(document)), ExportFile.Markdown, document.Title, format)
                .Answer(http, IdeationKind.KindName)
            : Problem.NotFound();
    }

    private static Task<IResult> ImportAsync(HttpContext http, IDocumentStore store, ICurrentOwner owner, TimeProvider time) =>
        FileImports.ImportAsync<IdeationFile>(http, store, Base, file => new IdeationImport(file, owner.OwnerOf(http), time));

    private static Task<EditResult> ChangeTextAsync(
        IDocumentStore store, Guid ownerId, Guid documentId, DocumentPart current, int revision, IdeaEdit edit, PartMarks? marks,
        CancellationToken cancel)
    {
        // What is not sent stays as it is; with an old revision the store refuses, so this is never mixed into a newer text.
        var card = IdeaCard.Read(current.Data) ?? new IdeaCard("", "");
        var data = EditedIdea.Of(new IdeaCard(edit.Title?.Trim() ?? card.Title, edit.Body?.Trim() ?? card.Body), current.ArtifactId);
        var artifact = new NewArtifact(IdeationKind.EditedType, JsonSerializer.Serialize(data, StoredJson.Options));
        return store.EditAsync(new PartEdit(ownerId, documentId, current.ArtifactId, revision, artifact, marks), cancel);
    }

    private static NewGeneration Generation(
        IdeationParams document, GenerationParams parameters, IReadOnlyList<string>? parts, bool replaces, IReadOnlyList<ArtifactRole> inputs,
        ModelCatalog models, GenerationOptions options, TimeProvider time) => new(
            Ids.New(time),
            document.Model ?? models.DefaultName,
            JsonSerializer.Serialize(parameters, StoredJson.Options),
            parts ?? IdeationKind.Parts(parameters.Count),
            replaces,
            inputs,
            options.MaxRetries + 1);
}
