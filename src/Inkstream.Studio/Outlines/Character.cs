using System.Text.Json;
using System.Text.Json.Serialization;

namespace Inkstream.Studio.Outlines;

/// <summary>A character (domain, section 4). What nobody said is left out.</summary>
internal sealed record Character
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("type")]
    public required string Type { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    [JsonPropertyName("age")]
    public string? Age { get; init; }

    [JsonPropertyName("gender")]
    public string? Gender { get; init; }

    [JsonPropertyName("occupation")]
    public string? Occupation { get; init; }

    [JsonPropertyName("personality_traits")]
    public IReadOnlyList<string>? PersonalityTraits { get; init; }

    [JsonPropertyName("character_arc")]
    public string? CharacterArc { get; init; }

    [JsonPropertyName("relationships")]
    public IReadOnlyDictionary<string, string>? Relationships { get; init; }

    [JsonPropertyName("key_scenes")]
    public IReadOnlyList<string>? KeyScenes { get; init; }

    /// <summary>Reads what a model gave; null without a name, a type or a description.</summary>
    public static Character? Read(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Object
            || LooseJson.String(value, "name") is not { } name || LooseJson.String(value, "type") is not { } type
            || LooseJson.String(value, "description") is not { } description)
            return null;
        return new Character
        {
            Name = name,
            Type = CharacterTypes.Read(type),
            Description = description,
            Age = LooseJson.String(value, "age"),
            Gender = LooseJson.String(value, "gender"),
            Occupation = LooseJson.String(value, "occupation"),
            PersonalityTraits = value.TryGetProperty("personality_traits", out var traits) ? LooseJson.Words(traits) : null,
            CharacterArc = LooseJson.String(value, "character_arc"),
            Relationships = value.TryGetProperty("relationships", out var relationships) ? Texts(relationships) : null,
            KeyScenes = value.TryGetProperty("key_scenes", out var scenes) ? LooseJson.Points(scenes) : null,
        };
    }

    private static Dictionary<string, string>? Texts(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Object)
            return null;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
            if (LooseJson.String(member.Value) is { } text)
                texts[member.Name] = text;
        return texts;
    }
}
