using System.Text.Json.Nodes;

namespace Inkstream.EndToEnd.Tests.Harness;

/// <summary>What a model answers when it is asked for parts of an outline.</summary>
internal static class OutlineText
{
    /// <summary>The parts that a prompt asks for: the lines <c>- "characters/2"：…</c>.</summary>
    public static IReadOnlyList<string> AskedIn(string prompt) =>
    [
        .. prompt.Split('\n').Where(line => line.StartsWith("- \"", StringComparison.Ordinal)).Select(line => line[3..line.IndexOf('"', 3)]),
    ];

    /// <summary>A value of the right shape, with <paramref name="tag"/> in every text.</summary>
    public static JsonNode Value(string part, string tag) => part switch
    {
        "title" => $"剧名{tag}",
        "genre" => $"都市{tag}",
        "target_audience" => new JsonObject { ["demographic"] = $"观众{tag}", ["core_themes"] = Texts(2, tag) },
        "selling_points" or "satisfaction_points" => Texts(3, tag),
        "setting" => new JsonObject { ["core_setting_summary"] = $"设定{tag}", ["key_scenes"] = Texts(2, tag) },
        "synopsis_stages" => Texts(5, tag),
        "characters" => new JsonArray(Character("林晚", tag), Character("沈砚", tag), Character("顾长风", tag)),
        _ when part.StartsWith("characters/", StringComparison.Ordinal) => Character("新人", tag),
        _ => $"{part}{tag}",
    };

    /// <summary>An answer with those parts, in that order.</summary>
    public static string Answer(IEnumerable<string> parts, string tag)
    {
        var answer = new JsonObject();
        foreach (var part in parts)
            answer[part] = Value(part, tag);
        return answer.ToJsonString(Readable);
    }

    /// <summary>An answer with all components.</summary>
    public static string Whole(string tag) => Answer(OutlineApi.Components, tag);

    public static JsonObject Character(string name, string tag) => new()
    {
        ["name"] = name,
        ["type"] = "female_lead",
        ["description"] = $"人物{tag}",
        ["personality_traits"] = new JsonArray("倔强"),
        ["relationships"] = new JsonObject { ["沈砚"] = $"对手{tag}" },
    };

    private static JsonArray Texts(int count, string tag) => new([.. Enumerable.Range(0, count).Select(n => (JsonNode)$"第{n}条{tag}")]);

    private static readonly System.Text.Json.JsonSerializerOptions Readable =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
