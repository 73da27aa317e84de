using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Inkstream.Studio.Vocabulary;

/// <summary>The genre tree: channel, class, type, sub-type (domain, section 2).</summary>
internal static class Genres
{
    /// <summary>The first level at which a path may end, counted from 1: the type.</summary>
    public const int SelectableLevel = 3;

    private static readonly Dictionary<string, string> Labels = EmbeddedJson.Read<Dictionary<string, string>>("Vocabulary/genres.en.json");

    /// <summary>The audience channels with all that is below them.</summary>
    public static IReadOnlyList<Genre> Roots { get; } = NodesOf(EmbeddedJson.Read<JsonElement>("Vocabulary/genres.json"), 1);

    /// <summary>Every type: the paths of exactly three names, in the order of the tree.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Types { get; } =
        [.. from root in Roots from kind in root.Children from type in kind.Children select (string[])[root.Name, kind.Name, type.Name]];

    /// <summary>Finds the node at the end of a path from the root.</summary>
    public static bool TryFind(IReadOnlyList<string>? path, [NotNullWhen(true)] out Genre? genre)
    {
        genre = null;
        var level = Roots;
        foreach (var name in path ?? [])
        {
            genre = level.FirstOrDefault(g => g.Name == name);
            if (genre is null) return false;
            level = genre.Children;
        }

        return genre is not null;
    }

    /// <summary>Whether two paths claim the same ground: they are equal, or one is above the other.</summary>
    public static bool Overlap(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var shared = Math.Min(one.Count, other.Count);
        return one.Take(shared).SequenceEqual(other.Take(shared), StringComparer.Ordinal);
    }

    /// <summary>A genre's name in a language; a name that is not ours stays as it is.</summary>
    public static string NameIn(string language, string name) =>
        language == Languages.English && Labels.TryGetValue(name, out var label) ? label : name;

    private static List<Genre> NodesOf(JsonElement value, int level) => value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(leaf => Node(leaf.GetString()!, level, []))]
        : [.. value.EnumerateObject().Select(node => Node(node.Name, level, NodesOf(node.Value, level + 1)))];

    private static Genre Node(string name, int level, IReadOnlyList<Genre> children) =>
        new(name, Labels.GetValueOrDefault(name, name), level >= SelectableLevel, children);
}
