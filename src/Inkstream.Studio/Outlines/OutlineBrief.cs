using System.Text.Json;
using System.Text.Json.Nodes;
using Inkstream.Documents;
using Inkstream.Studio.Prompts;
using Inkstream.Studio.Texts;
using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Outlines;

/// <summary>Everything a prompt for an outline says, before it is put into a language.</summary>
/// <param name="Document">What the document was made for.</param>
/// <param name="Source">What it is made from, as this generation reads it.</param>
/// <param name="Prompt">The writer's own instructions; null for the built-in ones.</param>
/// <param name="Note">What the writer wants to be different.</param>
/// <param name="Asked">The parts that this attempt shall bring.</param>
/// <param name="There">The components as they stand.</param>
/// <param name="Fence">Marks every text that is not ours.</param>
internal sealed record OutlineBrief(
    OutlineParams Document, OutlineSource Source, OwnPrompt? Prompt, string? Note, IReadOnlyList<string> Asked, IReadOnlyDictionary<string, JsonElement> There, Fence Fence)
{
    /// <summary>Gathers it from the context.</summary>
    public static OutlineBrief Of(PromptContext context)
    {
        var document = OutlineParams.From(context.Document);
        var generation = PartsParams.From(context.Generation);
        var source = generation.Source ?? document.Source;
        var there = ComponentData.Heads(context.Parts)
            .ToDictionary(head => head.Key, head => ComponentData.Value(head.Key, head.Value.Data)!.Value, StringComparer.Ordinal);
        var fence = Fence.For([generation.Prompt?.Text, source.Title, source.Text, generation.Note, .. there.Values.Select(Shown)]);
        return new(document, source, generation.Prompt, generation.Note, context.Asked, there, fence);
    }

    /// <summary>Whether all of it is asked for and nothing is there: no part must fit into something.</summary>
    public bool IsWhole => There.Count == 0 && Asked.Count == Components.All.Count;

    /// <summary>A section of the prompt: what the text is, then the text, fenced; nothing when there is none.</summary>
    public IEnumerable<string> Section(string heading, string? text)
    {
        if (Text.OrNull(text) is { } some)
            yield return $"{heading}\n{Fence.Around(some)}";
    }

    /// <summary>The source as one text.</summary>
    public string SourceText => Source.Text.StartsWith(Source.Title.TrimEnd('…'), StringComparison.Ordinal) ? Source.Text : $"{Source.Title}\n{Source.Text}";

    /// <summary>The components that stay, as JSON: what is written now must fit them. Of lists that are asked for in elements, the whole list.</summary>
    public string? Kept => Json(There.Where(component => !Asked.Contains(component.Key, StringComparer.Ordinal)));

    /// <summary>What stands now where something is to be written anew.</summary>
    public string? Replaced => Json(There.Where(component => Asked.Contains(component.Key, StringComparer.Ordinal)));

    /// <summary>The genres in words; null when the source has none.</summary>
    public string? Genres => Document.GenrePaths.Count == 0
        ? null
        : GenreMix.Describe(Document.GenrePaths, Document.GenreProportions, Document.Language);

    /// <summary>The platform, when there is one.</summary>
    public Platform? Platform => Document.Platform is { } platform ? Platforms.Find(platform) : null;

    private static string? Json(IEnumerable<KeyValuePair<string, JsonElement>> components)
    {
        var json = new JsonObject();
        foreach (var name in Components.All)
            foreach (var (_, value) in components.Where(component => component.Key == name))
                json[name] = JsonSerializer.SerializeToNode(value);
        return json.Count == 0 ? null : json.ToJsonString(StoredJson.Options);
    }

    private static string Shown(JsonElement value) => JsonSerializer.Serialize(value, StoredJson.Options);
}
