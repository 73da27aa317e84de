using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Outlines;

/// <summary>What a character is in the story (domain, section 4).</summary>
internal static class CharacterTypes
{
    public const string Other = "other";

    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal)
    {
        ["male_lead"] = "男主",
        ["female_lead"] = "女主",
        ["male_second"] = "男二",
        ["female_second"] = "女二",
        ["male_supporting"] = "男配",
        ["female_supporting"] = "女配",
        ["antagonist"] = "反派",
        [Other] = "其他",
    };

    private static readonly Dictionary<string, string> EnglishLabels = new(StringComparer.Ordinal)
    {
        ["male_lead"] = "male lead",
        ["female_lead"] = "female lead",
        ["male_second"] = "second male lead",
        ["female_second"] = "second female lead",
        ["male_supporting"] = "supporting, male",
        ["female_supporting"] = "supporting, female",
        ["antagonist"] = "antagonist",
        [Other] = "other",
    };

    /// <summary>All of them.</summary>
    public static IEnumerable<string> All => Labels.Keys;

    /// <summary>All of them with their Chinese names, for a prompt.</summary>
    public static string Explained { get; } = string.Join('、', Labels.Select(label => $"{label.Key}（{label.Value}）"));

    /// <summary>Its name in a language.</summary>
    public static string Label(string type, string language) =>
        (language == Languages.English ? EnglishLabels : Labels) is var labels && labels.TryGetValue(type, out var label) ? label : labels[Other];

    /// <summary>Whether <paramref name="type"/> is one of them.</summary>
    public static bool IsKnown(string type) => Labels.ContainsKey(type);

    /// <summary>What a model meant: its own spelling or the Chinese name; else <see cref="Other"/>.</summary>
    public static string Read(string text)
    {
        var key = text.Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
        return IsKnown(key) ? key : Labels.FirstOrDefault(label => text.Contains(label.Value, StringComparison.Ordinal)).Key ?? Other;
    }
}
