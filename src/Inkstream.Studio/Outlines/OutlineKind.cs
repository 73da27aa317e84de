using System.Text.Json;
using System.Text.Json.Nodes;
using Inkstream.Documents;
using Inkstream.Extraction;

namespace Inkstream.Studio.Outlines;

/// <summary>An outline: eight components made from an idea or from the writer's own text (domain, section 4).</summary>
internal sealed class OutlineKind : DocumentKind
{
    /// <summary>Its name in the database.</summary>
    public const string KindName = "outline";

    /// <summary>Why a part is out of date: what it was made from has a newer version.</summary>
    public const string SourceChanged = "source_changed";

    /// <inheritdoc/>
    public override string Name => KindName;

    /// <inheritdoc/>
    public override AnswerShape Answer { get; } = new MembersShape();

    /// <inheritdoc/>
    public override Prompt Prompt(PromptContext context) => OutlinePrompt.Build(context);

    /// <inheritdoc/>
    public override NewArtifact? Accept(string part, JsonElement value, AnswerContext context)
    {
        var component = Components.Of(part);
        if (Components.ElementOf(part) is not { } element)
            return ModelShapes.Component(component, value) is { } whole ? ComponentData.Artifact(component, whole) : null;
        return ModelShapes.Element(component, value) is { } one && With(component, element, one, context.There) is { } list
            ? ComponentData.Artifact(component, list)
            : null;
    }

    /// <inheritdoc/>
    public override void Project(DocumentSnapshot document, FieldSet fields)
    {
        var asked = OutlineParams.From(document.Params);
        var source = OutlineSource.Newest(document);
        var heads = ComponentData.Heads(document.Parts);
        fields.Add("sourceArtifact", new SourceArtifact(source.ArtifactId, source.Title, source.Text, source.Type, source.DocumentId));
        fields.Add("totalEpisodes", asked.TotalEpisodes);
        fields.Add("episodeDuration", asked.EpisodeDuration);
        fields.Add("language", asked.Language);
        fields.Add("components", InOrder(heads, (component, part) => ComponentData.Value(component, part.Data)));
        fields.Add("parts", InOrder(heads, (_, part) => OutlinePart.Of(part)));
    }

    /// <inheritdoc/>
    public override void Project(DocumentEntry entry, FieldSet fields)
    {
        var asked = OutlineParams.From(entry.Params);
        fields.Add("selectedPlatform", asked.Platform);
        fields.Add("genrePaths", asked.GenrePaths);
        fields.Add("sourceTitle", asked.Source.Title);
        fields.Add("totalEpisodes", asked.TotalEpisodes);
        fields.Add("episodeDuration", asked.EpisodeDuration);

        // The writer's own text is a part too, but no component.
        fields.Add("componentCount", entry.PartCount - (asked.Source.DocumentId is null ? 1 : 0));
    }

    /// <summary>The list with one element replaced, or added at its end; null when there is no such list.</summary>
    private static JsonArray? With(string component, int element, JsonNode one, IReadOnlyList<DocumentPart> there)
    {
        if (!ComponentData.Heads(there).TryGetValue(component, out var head)
            || JsonSerializer.SerializeToNode(ComponentData.Value(component, head.Data)) is not JsonArray list || element > list.Count)
            return null;
        if (element == list.Count)
            list.Add(one);
        else
            list[element] = one;
        return list;
    }

    private static Dictionary<string, T> InOrder<T>(IReadOnlyDictionary<string, DocumentPart> heads, Func<string, DocumentPart, T> value)
    {
        var all = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var component in Components.All)
            if (heads.TryGetValue(component, out var part))
                all[component] = value(component, part);
        return all;
    }
}
