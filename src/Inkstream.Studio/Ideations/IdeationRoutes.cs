using System.Text.Json;
using Inkstream.AspNetCore;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Studio.Models;
using Inkstream.Studio.OpenApi;
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
        routes.MapGet(Base, ListAsync).Gives<IdeationList>(200).Named("listIdeations");
        routes.MapDocument(Base + "/{id}", IdeationKind.KindName).Gives<IdeationDocument>(200).Named("readIdeation");
        routes.MapPatch(Base + "/{id}", MarkAsync).Takes<IdeationMark>().Gives<IdeationListItem>(200).Named("markIdeation");
        routes.MapDocumentDeletion(Base + "/{id}", IdeationKind.KindName).Named("deleteIdeation");
        routes.MapPost(Base + "/{id}/generate", GenerateAsync).Takes<GenerateIdeas>().Gives<GenerationStarted>(202).Named("generateIdeas");
        routes.MapPatch(Base + "/{id}/ideas/{artifactId}", EditAsync).Takes<IdeaEdit>().Gives<Idea>(200).Named("editIdea");
        routes.MapLiveEvents("/api/stream/ideation/{id}", IdeationKind.KindName).Named("streamIdeation");
    }

    private static async Task<IResult> CreateAsync(
        HttpContext http, IDocumentStore store, ICurrentOwner owner, ModelCatalog models, GenerationOptions options, TimeProvider time)
    {
        var body = await RequestBody.ReadAsync<NewIdeation>(http);
        if (body.Value is not { } asked)
            return body.Refusal!;
        if (asked.Validate(name => models.Find(name) is not null) is { Count: > 0 } errors)
            return Problem.Invalid(errors);

        var kept = asked.ToParams();
        var document = new NewDocument(
            Ids.New(time), owner.OwnerOf(http), IdeationKind.KindName, kept.DeriveTitle(), JsonSerializer.Serialize(kept, IdeationJson.Options))
        {
            Facets = IdeationFacets.Of(kept),
        };
        var generation = Generation(kept, new GenerationParams { Count = kept.Count }, null, replaces: false, [], models, options, time);
        return await store.CreateAsync(document, generation, body.Key, http.RequestAborted) switch
        {
            StartResult.Started started => Results.Created(
                $"{Base}/{started.DocumentId}", new CreatedIdeation(started.DocumentId, started.TransformId)),
            var refused => Refused(refused),
        };
    }

    private static async Task<IResult> GenerateAsync(
        string id, HttpContext http, IDocumentStore store, ICurrentOwner owner, IdeationKind kind, ModelCatalog models,
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
            return Answer(earlier);
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

        var generation = parameters.Mode == GenerationModes.Title
            ? Generation(kept, parameters, [kind.Answer.PartOf(based!.Role)], replaces: false, [new ArtifactRole(based.CurrentId, "revises")], models, options, time)
            : Generation(
                kept, parameters with { Count = owed ?? asked.Count ?? kept.Count }, null, replaces,
                based is null ? [] : [new ArtifactRole(based.CurrentId, "based_on")], models, options, time);
        return Answer(await store.StartAsync(ownerId, IdeationKind.KindName, documentId, generation, body.Key, http.RequestAborted));
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

    private static IResult Answer(StartResult result) => result is StartResult.Started started
        ? Results.Accepted(value: new GenerationStarted(started.TransformId))
        : Refused(result);

    private static async Task<IResult> ListAsync(
        [AsParameters] ListIdeations query, HttpContext http, IDocumentStore store, IChangeStore changes, ICurrentOwner owner, DocumentKinds kinds)
    {
        var (ownerId, errors) = (owner.OwnerOf(http), new Errors());
        var request = query.Read(ownerId, errors);
        if (errors.ToDictionary() is { Count: > 0 } wrong)
            return Problem.Invalid(wrong);

        // Asked before the list is read, so the list is at least as new: a stream that is resumed from here misses nothing.
        var versions = await changes.LibraryVersionsAsync([ownerId], http.RequestAborted);
        if (DocumentRoutes.IsKnown(http, $"W/\"{new DocumentVersion(versions.GetValueOrDefault(ownerId))}\""))
            return Results.StatusCode(StatusCodes.Status304NotModified);

        var most = request.Most;
        var entries = await store.ListAsync(request with { Most = most + 1 }, http.RequestAborted);
        var page = new FieldSet();
        page.AddRaw("items", Join(entries.Take(most).Select(entry => ListItems.Of(kinds, entry).ToJson())));
        page.Add("next", entries.Count > most ? ListPosition.Behind(request.Sort, entries[most - 1]).ToString() : null);
        return Results.Bytes(page.ToJson(), "application/json; charset=utf-8");
    }

    private static async Task<IResult> MarkAsync(string id, HttpContext http, IDocumentStore store, ICurrentOwner owner, DocumentKinds kinds)
    {
        if (!Guid.TryParse(id, out var documentId))
            return Problem.NotFound();
        var body = await RequestBody.ReadAsync<IdeationMark>(http);
        if (body.Value is not { } mark)
            return body.Refusal!;
        if (mark.Validate() is { Count: > 0 } errors)
            return Problem.Invalid(errors);
        return await store.MarkAsync(owner.OwnerOf(http), IdeationKind.KindName, documentId, mark.Favourite!.Value, http.RequestAborted) is { } entry
            ? Results.Bytes(ListItems.Of(kinds, entry).ToJson(), "application/json; charset=utf-8")
            : Problem.NotFound();
    }

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
            if (Revision(http.Request.Headers.IfMatch) is not { } revision)
                return Problem.Of(428, "revision_needed", "Send If-Match with the revision that you saw, such as \"3\".");
            switch (await ChangeTextAsync(store, ownerId, documentId, current, revision, edit, marks, http.RequestAborted))
            {
                case EditResult.NotFound:
                    return Problem.NotFound();
                case EditResult.Outdated outdated:
                    return EditedElsewhere(edit, Idea.Of(outdated.Current));
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

    private static Task<EditResult> ChangeTextAsync(
        IDocumentStore store, Guid ownerId, Guid documentId, DocumentPart current, int revision, IdeaEdit edit, PartMarks? marks,
        CancellationToken cancel)
    {
        // What is not sent stays as it is; with an old revision the store refuses, so this is never mixed into a newer text.
        var card = IdeaCard.Read(current.Data) ?? new IdeaCard("", "");
        var data = EditedIdea.Of(new IdeaCard(edit.Title?.Trim() ?? card.Title, edit.Body?.Trim() ?? card.Body), current.ArtifactId);
        var artifact = new NewArtifact(IdeationKind.EditedType, JsonSerializer.Serialize(data, IdeationJson.Options));
        return store.EditAsync(new PartEdit(ownerId, documentId, current.ArtifactId, revision, artifact, marks), cancel);
    }

    private static IResult EditedElsewhere(IdeaEdit mine, Idea current) => Problem.Of(
        412, "edited_elsewhere", "Somebody changed this idea since you read it. Compare both texts, then save again.",
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["mine"] = new { mine.Title, mine.Body },
            ["current"] = current,
            ["revision"] = current.Revision,
        });

    private static IResult Refused(StartResult refused) => refused switch
    {
        StartResult.AlreadyRunning running => Problem.Of(
            409, "generation_running", "This is being written already. Wait for it, or stop it first.", retryable: true,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["transformId"] = running.TransformId }),
        StartResult.KeyReused => Problem.Of(422, "idempotency_key_reused", "This Idempotency-Key was used for another request. Send a new one."),
        _ => Problem.NotFound(),
    };

    private static NewGeneration Generation(
        IdeationParams document, GenerationParams parameters, IReadOnlyList<string>? parts, bool replaces, IReadOnlyList<ArtifactRole> inputs,
        ModelCatalog models, GenerationOptions options, TimeProvider time) => new(
            Ids.New(time),
            document.Model ?? models.DefaultName,
            JsonSerializer.Serialize(parameters, IdeationJson.Options),
            parts ?? IdeationKind.Parts(parameters.Count),
            replaces,
            inputs,
            options.MaxRetries + 1);

    private static int? Revision(Microsoft.Extensions.Primitives.StringValues header) =>
        int.TryParse(header.ToString().Trim().Trim('"'), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var revision)
            ? revision
            : null;

    private static byte[] Join(IEnumerable<byte[]> items)
    {
        var json = new MemoryStream();
        json.WriteByte((byte)'[');
        foreach (var item in items)
        {
            if (json.Length > 1)
                json.WriteByte((byte)',');
            json.Write(item);
        }

        json.WriteByte((byte)']');
        return json.ToArray();
    }
}
