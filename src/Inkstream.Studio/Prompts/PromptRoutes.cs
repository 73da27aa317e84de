using Inkstream.AspNetCore;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Studio.Library;
using Inkstream.Studio.OpenApi;

namespace Inkstream.Studio.Prompts;

/// <summary>The routes of prompts: a person's own instructions in place of the built-in ones, versioned.</summary>
internal static class PromptRoutes
{
    /// <summary>The most versions that are listed.</summary>
    private const int MostVersions = 100;

    private const string One = "/api/prompts/{name}";

    /// <summary>The prompts that can be edited, in the order in which they are shown.</summary>
    public static IServiceCollection AddPrompts(this IServiceCollection services, params IReadOnlyList<BuiltInPrompt> prompts) => services.AddSingleton(prompts);

    /// <summary>Maps them all.</summary>
    public static void MapPrompts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/prompts", ListAsync).Gives<IReadOnlyList<PromptDocument>>(200).Named("listPrompts");
        routes.MapGet(One, ReadAsync).Gives<PromptDocument>(200).Named("readPrompt");
        routes.MapPut(One, EditAsync).Takes<PromptEdit>().Gives<PromptDocument>(200).Named("editPrompt");
        routes.MapGet(One + "/versions", VersionsAsync).Gives<IReadOnlyList<PromptVersionItem>>(200).Named("listPromptVersions");
        routes.MapPost(One + "/reset", ResetAsync).Gives<PromptDocument>(200).Named("resetPrompt");
    }

    private static async Task<IResult> ListAsync(HttpContext http, IPromptStore store, ICurrentOwner owner, IReadOnlyList<BuiltInPrompt> prompts)
    {
        var own = (await store.CurrentAsync(owner.OwnerOf(http), http.RequestAborted)).ToDictionary(version => version.Name, StringComparer.Ordinal);
        return Answer(http, prompts.Select(prompt => Document(prompt, own.GetValueOrDefault(prompt.Name))));
    }

    private static async Task<IResult> ReadAsync(string name, HttpContext http, IPromptStore store, ICurrentOwner owner, IReadOnlyList<BuiltInPrompt> prompts) =>
        Find(prompts, name) is { } prompt
            ? Answer(http, Document(prompt, await store.CurrentAsync(owner.OwnerOf(http), name, http.RequestAborted)))
            : Problem.NotFound();

    private static async Task<IResult> EditAsync(string name, HttpContext http, IPromptStore store, ICurrentOwner owner, IReadOnlyList<BuiltInPrompt> prompts)
    {
        if (Find(prompts, name) is not { } prompt)
            return Problem.NotFound();
        var body = await RequestBody.ReadAsync<PromptEdit>(http);
        if (body.Value is not { } edit)
            return body.Refusal!;
        if (edit.Validate() is { Count: > 0 } errors)
            return Problem.Invalid(errors);
        if (Revisions.Seen(http) is not { } seen)
            return Revisions.Needed();
        var (ownerId, text) = (owner.OwnerOf(http), edit.Text!.ReplaceLineEndings("\n").Trim());
        if (await store.SaveAsync(ownerId, name, seen, text, http.RequestAborted) is { } saved)
            return Answer(http, Document(prompt, saved));
        var current = Document(prompt, await store.CurrentAsync(ownerId, name, http.RequestAborted));
        return Revisions.EditedElsewhere(
            "Somebody changed this prompt since you read it. Compare both texts, then save again.", text, current.Text, current.Version);
    }

    private static async Task<IResult> VersionsAsync(string name, HttpContext http, IPromptStore store, ICurrentOwner owner, IReadOnlyList<BuiltInPrompt> prompts)
    {
        if (Find(prompts, name) is not { } prompt)
            return Problem.NotFound();
        var versions = await store.VersionsAsync(owner.OwnerOf(http), name, MostVersions, http.RequestAborted);
        return Answer(http, versions
            .Select(version => new PromptVersionItem(version.Version, version.Text is not null, version.Text ?? prompt.Text, version.CreatedAt))
            .Append(new PromptVersionItem(0, IsOwn: false, prompt.Text, null)));
    }

    /// <summary>A new version that says what is built in; nothing when that is what it says.</summary>
    private static async Task<IResult> ResetAsync(string name, HttpContext http, IPromptStore store, ICurrentOwner owner, IReadOnlyList<BuiltInPrompt> prompts)
    {
        if (Find(prompts, name) is not { } prompt)
            return Problem.NotFound();
        var ownerId = owner.OwnerOf(http);
        var current = await store.CurrentAsync(ownerId, name, http.RequestAborted);
        if (current is { Text: not null })
            current = await store.SaveAsync(ownerId, name, current.Version, null, http.RequestAborted)
                ?? await store.CurrentAsync(ownerId, name, http.RequestAborted);
        return Answer(http, Document(prompt, current));
    }

    private static BuiltInPrompt? Find(IReadOnlyList<BuiltInPrompt> prompts, string name) => prompts.FirstOrDefault(prompt => prompt.Name == name);

    private static PromptDocument Document(BuiltInPrompt prompt, PromptVersion? own) => new(
        prompt.Name, prompt.Kind, prompt.Language, own?.Version ?? 0, own?.Text is not null, own?.Text ?? prompt.Text, prompt.Text, own?.CreatedAt);

    private static IResult Answer<T>(HttpContext http, T value)
    {
        if (value is PromptDocument document)
            http.Response.Headers.ETag = $"\"{document.Version}\"";
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.Json(value, FieldSet.Json);
    }
}
