namespace Inkstream.Studio.Vocabulary;

/// <summary>What people are called in one language.</summary>
internal sealed record NameLists(IReadOnlyList<string> Family, IReadOnlyList<string> Female, IReadOnlyList<string> Male)
{
    private static readonly Lazy<NameLists> Chinese = new(() => EmbeddedJson.Read<NameLists>("Vocabulary/names.zh.json"));
    private static readonly Lazy<NameLists> English = new(() => EmbeddedJson.Read<NameLists>("Vocabulary/names.en.json"));

    /// <summary>The names of a language.</summary>
    public static NameLists In(string language) => (language == Languages.English ? English : Chinese).Value;
}
