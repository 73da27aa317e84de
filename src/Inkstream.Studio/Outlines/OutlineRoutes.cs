using System.Text.Json;
using Inkstream.AspNetCore;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Studio.Library;
using Inkstream.Studio.Models;
using Inkstream.Studio.OpenApi;
using Inkstream.Studio.Outlines.Exchange;
using Inkstream.Studio.Prompts;
using Inkstream.Studio.Texts;
using Inkstream.Writing;

namespace Inkstream.Studio.Outlines;

/// <summary>The routes of outlines (contract 3), but those of single components.</summary>
internal static class OutlineRoutes
{
    /// <summary>Where they are.</summary>
    public const string Base = "/api/outlines";

    /// <summary>The role under which a generation takes in what the outline is made from.</summary>
    public const string SourceRole = "source_artifact";

    /// <summary>Maps them all.</summary>
    public static void MapOutlines(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Base, CreateAsync).Takes<NewOutline>().Gives<CreatedOutline>(201).Named("createOutline");
        routes.MapLibrary(Base, OutlineKind.KindName).Gives<OutlineList>(200).Named("listOutlines");
        routes.MapDocument(Base + "/{id}", OutlineKind.KindName).Gives<OutlineDocument>(200).Named("readOutline");
        routes.MapMark(Base + "/{id}", OutlineKind.KindName).Gives<OutlineListItem>(200).Named("markOutline");
        routes.MapDocumentDeletion(Base + "/{id}", OutlineKind.KindName).Named("deleteOutline");
        routes.MapPost(Base + "/{id}/generate", GenerateAsync).Takes<GenerateParts>().Gives<GenerationStarted>(202).Named("generateParts");
        routes.MapGet(Base + "/{id}/lineage", LineageAsync).Gives<LineageGraph>(200).Named("readLineage");
        routes.MapLiveEvents("/api/stream/outline/{id}", OutlineKind.KindName).Named("streamOutline");
        routes.MapComponents();
        routes.MapOutlineFiles();
    }

    private static async Task<IResult> CreateAsync(
        HttpContext http, IDocumentStore store, IPromptStore prompts, ICurrentOwner owner, ModelCatalog models, GenerationOptions options, TimeProvider time)
    {
        var ownerId = owner.OwnerOf(http);
        var body = await RequestBody.ReadAsync<NewOutline>(http);
        if (body.Value is not { } asked)
            return body.Refusal!;
        if (asked.Validate(name => models.Find(name) is not null) is { Count: > 0 } errors)
            return Problem.Invalid(errors);

        // A repeat gets the first answer, whatever became of the idea since.
        if (body.Key is { } key && await store.EarlierAsync(ownerId, key, http.RequestAborted) is { } earlier)
            return Created(earlier);
        var found = asked.SourceArtifactId is { } id ? await store.FindPartAsync(ownerId, id, http.RequestAborted) : null;
        var source = asked.SourceText is { } text ? OutlineSource.OwnText(Ids.New(time), text.Trim()) : found is null ? null : OutlineSource.Of(found);
        if (source is null)
            return Problem.Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["sourceArtifactId"] = ["There is no such idea; send the artifactId of one that is."],
            });

        var kept = Parameters(asked, source, found);
        var document = new NewDocument(Ids.New(time), ownerId, OutlineKind.KindName, kept.Source.Title, JsonSerializer.Serialize(kept, StoredJson.Options))
        {
            Facets = LibraryFacets.Of(kept.Platform, kept.GenrePaths),
            Given = found is null ? [new FinishedPart(source.ArtifactId, OutlineSource.OwnTextRole, source.ToArtifact())] : [],
        };
        var own = await OwnPrompt.OfAsync(prompts, ownerId, OutlinePrompt.PromptName, kept.Language, http.RequestAborted);
        var generation = Generation(
            kept, new PartsParams { Prompt = own }, Components.All, [new ArtifactRole(source.VersionId, SourceRole)], models, options, time);
        return Created(await store.CreateAsync(document, generation, body.Key, http.RequestAborted));
    }

    private static async Task<IResult> GenerateAsync(
        string id, HttpContext http, IDocumentStore store, IPromptStore prompts, ICurrentOwner owner, OutlineKind kind, ModelCatalog models,
        GenerationOptions options, TimeProvider time)
    {
        var ownerId = owner.OwnerOf(http);
        if (!Guid.TryParse(id, out var documentId)
            || await store.ReadAsync(ownerId, OutlineKind.KindName, documentId, http.RequestAborted) is not { } document)
            return Problem.NotFound();
        var body = await RequestBody.ReadAsync<GenerateParts>(http);
        if (body.Value is not { } asked)
            return body.Refusal!;
        if (asked.Validate() is { Count: > 0 } errors)
            return Problem.Invalid(errors);
        if (body.Key is { } key && await store.EarlierAsync(ownerId, key, http.RequestAborted) is { } earlier)
            return Starts.Answer(earlier);
        if (document.Generation is { } running && running.Status.IsActive())
            return Starts.Refused(new StartResult.AlreadyRunning(running.TransformId));

        var wanted = WantedParts.Of(asked, document, kind.Answer);
        if (wanted.Refusal is { } refusal)
            return refusal;

        var kept = OutlineParams.From(document.Params);
        var last = OutlineSource.Newest(document);
        var source = await NewestAsync(store, ownerId, last, http.RequestAborted);
        List<ArtifactRole> inputs = [.. wanted.Revises.Select(part => new ArtifactRole(part.CurrentId, "revises"))];
        if (source is not null)
            inputs.Insert(0, new ArtifactRole(source.VersionId, SourceRole));
        var parameters = new PartsParams
        {
            Note = Text.OrNull(asked.Note) ?? wanted.Note,
            Prompt = await OwnPrompt.OfAsync(prompts, ownerId, OutlinePrompt.PromptName, kept.Language, http.RequestAborted),
            Source = (source ?? last).VersionId == kept.Source.VersionId ? null : source ?? last,
        };
        var generation = Generation(kept, parameters, wanted.Parts, inputs, models, options, time);
        return Starts.Answer(await store.StartAsync(ownerId, OutlineKind.KindName, documentId, generation, body.Key, http.RequestAborted));
    }

    private static async Task<IResult> LineageAsync(string id, HttpContext http, IDocumentStore store, ICurrentOwner owner) =>
        Guid.TryParse(id, out var documentId)
            && await store.ReadLineageAsync(owner.OwnerOf(http), OutlineKind.KindName, documentId, http.RequestAborted) is { } lineage
                ? Results.Json(LineageLabels.Graph(lineage), FieldSet.Json)
                : Problem.NotFound();

    /// <summary>The source as it stands now; null when it was deleted, and then its text as it was taken is all there is.</summary>
    private static async Task<OutlineSource?> NewestAsync(IDocumentStore store, Guid ownerId, OutlineSource last, CancellationToken cancel) =>
        await store.FindPartAsync(ownerId, last.ArtifactId, cancel) is not { } found ? null
        : last.DocumentId is null ? last
        : OutlineSource.Of(found);

    private static OutlineParams Parameters(NewOutline asked, OutlineSource source, FoundPart? found)
    {
        var of = found is null ? new SourceTerms() : SourceTerms.From(found.Params);
        return new OutlineParams
        {
            Source = source,
            TotalEpisodes = asked.TotalEpisodes ?? OutlineParams.DefaultEpisodes,
            EpisodeDuration = asked.EpisodeDuration ?? OutlineParams.DefaultDuration,
            Platform = of.Platform,
            GenrePaths = of.GenrePaths,
            GenreProportions = of.GenreProportions,
            Language = asked.Language ?? of.Language ?? SourceTerms.LanguageOf(source.Text),
            Model = asked.Model,
        };
    }

    private static IResult Created(StartResult result) => result is StartResult.Started started
        ? Results.Created($"{Base}/{started.DocumentId}", new CreatedOutline(started.DocumentId, started.TransformId))
        : Starts.Refused(result);

    private static NewGeneration Generation(
        OutlineParams document, PartsParams parameters, IReadOnlyList<string> parts, IReadOnlyList<ArtifactRole> inputs,
        ModelCatalog models, GenerationOptions options, TimeProvider time) => new(
            Ids.New(time),
            document.Model is { } model && models.Find(model) is not null ? model : models.DefaultName,
            JsonSerializer.Serialize(parameters, StoredJson.Options),
            parts,
            Replaces: false,
            inputs,
            options.MaxRetries + 1);
}
