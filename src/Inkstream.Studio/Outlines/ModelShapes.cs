using System.Text.Json;
using System.Text.Json.Nodes;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Outlines;

/// <summary>Judges the values of a model's answer by the shapes of the components (domain, section 4): the value as it is kept, or null.</summary>
internal static class ModelShapes
{
    private const int FewestPoints = 3;
    private const int MostPoints = 5;

    /// <summary>A whole component.</summary>
    public static JsonNode? Component(string component, JsonElement value) => !JsonTexts.HasGoodNames(value) ? null : component switch
    {
        Components.Title => LooseJson.String(value) is { } title ? Text.Cut(Unquoted(Text.OneLine(title)), TextBounds.Title) : null,
        Components.Genre => Genre(value),
        Components.TargetAudience => Pair(value, "demographic", "core_themes", LooseJson.Words),
        Components.SellingPoints or Components.SatisfactionPoints => Points(value),
        Components.Setting => Pair(value, "core_setting_summary", "key_scenes", LooseJson.Points),
        Components.SynopsisStages => LooseJson.Strings(value) is { Count: Components.Stages } stages ? Node(stages) : null,
        Components.Characters => Characters(value),
        _ => null,
    };

    /// <summary>One element of a list.</summary>
    public static JsonNode? Element(string component, JsonElement value)
    {
        if (!JsonTexts.HasGoodNames(value))
            return null;

        // A list of one is that one.
        if (value.ValueKind is JsonValueKind.Array && value.GetArrayLength() == 1)
            value = value[0];
        return component is Components.Characters
            ? Character.Read(value) is { } character ? Node(character) : null
            : value.ValueKind is JsonValueKind.String && LooseJson.String(value) is { } text ? text : null;
    }

    private static JsonNode? Genre(JsonElement value)
    {
        var text = value.ValueKind is JsonValueKind.Array
            ? LooseJson.Strings(value) is { Count: > 0 } several ? string.Join(" · ", several) : null
            : LooseJson.String(value);
        return text is null ? null : Text.Cut(Text.OneLine(text), TextBounds.Title);
    }

    private static JsonNode? Points(JsonElement value) =>
        LooseJson.Points(value) is { Count: >= FewestPoints } points ? Node(points.Take(MostPoints)) : null;

    private static JsonObject? Pair(JsonElement value, string text, string list, Func<JsonElement, List<string>?> read) =>
        value.ValueKind is JsonValueKind.Object && LooseJson.String(value, text) is { } words
            && value.TryGetProperty(list, out var found) && read(found) is { Count: > 0 } several
                ? new JsonObject { [text] = words, [list] = Node(several) }
                : null;

    private static JsonNode? Characters(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() is 0 or > Components.MostElements)
            return null;
        var characters = value.EnumerateArray().Select(Character.Read).ToList();
        return characters.Contains(null) ? null : Node(characters);
    }

    private static string Unquoted(string title) => title.Trim('《', '》', '"', '“', '”');

    private static JsonNode Node<T>(T value) => JsonSerializer.SerializeToNode(value, StoredJson.Options)!;
}
