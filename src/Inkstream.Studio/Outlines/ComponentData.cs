using System.Text.Json;
using System.Text.Json.Nodes;
using Inkstream.Documents;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Outlines;

/// <summary>How a component lies in its artifact: <c>{"title": …}</c>, so that every artifact says what it is.</summary>
internal static class ComponentData
{
    /// <summary>The artifact of a value.</summary>
    public static NewArtifact Artifact(string component, JsonNode? value) =>
        new(Components.TypeOf(component), new JsonObject { [component] = value?.DeepClone() }.ToJsonString(StoredJson.Options));

    /// <summary>The value in an artifact's data; null when there is none.</summary>
    public static JsonElement? Value(string component, JsonElement data) =>
        data.ValueKind is JsonValueKind.Object && data.TryGetProperty(component, out var value) ? value : null;

    /// <summary>
    /// The parts that are a component's, by its name. One that came twice, because two generations raced to bring it, is
    /// there once: the later one.
    /// </summary>
    public static IReadOnlyDictionary<string, DocumentPart> Heads(IEnumerable<DocumentPart> parts)
    {
        var heads = new Dictionary<string, DocumentPart>(StringComparer.Ordinal);
        foreach (var part in parts)
            if (!part.Retired && Components.IsKnown(Components.Of(part.Role)) && Value(Components.Of(part.Role), part.Data) is not null)
                heads[Components.Of(part.Role)] = part;
        return heads;
    }
}
