using System.Collections.Frozen;
using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Ideations.Demo;

/// <summary>
/// All word material of one language. The files beside this one hold it in a form that a writer can edit:
/// <c># type</c>, <c>~ words for another genre's lead</c> (<c>~f</c> for a woman only), <c>f@leaf title | title</c> (<c>m</c> for a male lead), then indented the
/// beginning, <c>&gt; turn</c> and <c>= end</c>.
/// </summary>
internal sealed class Material
{
    private static readonly string[] Channels = ["womens", "mens"];
    private static readonly Lazy<Material> Chinese = new(() => new(Languages.Chinese));
    private static readonly Lazy<Material> English = new(() => new(Languages.English));

    private Material(string language)
    {
        Genres = Channels
            .SelectMany(channel => Parse(EmbeddedText.Lines($"Ideations/Demo/{channel}.{language}.txt")))
            .ToFrozenDictionary(genre => genre.Path, StringComparer.Ordinal);
        Names = NameLists.In(language);
    }

    /// <summary>The genre types, by path joined with <c>/</c>.</summary>
    public FrozenDictionary<string, GenreMaterial> Genres { get; }

    /// <summary>What people are called.</summary>
    public NameLists Names { get; }

    /// <summary>The material of a language.</summary>
    public static Material In(string language) => (language == Languages.English ? English : Chinese).Value;

    private static List<GenreMaterial> Parse(IEnumerable<string> lines)
    {
        var genres = new List<GenreMaterial>();
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal)) genres.Add(new(line[2..]));
            else if (line[0] == '~') genres[^1].Asides.Add(line[1] == ' ' ? new(line[2..], ' ') : new(line[3..], line[1]));
            else if (line[0] != ' ') genres[^1].Premises.Add(Head(line));
            else AddMovement(genres[^1].Premises[^1], line.Trim());
        }

        return genres;
    }

    private static Premise Head(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return new()
        {
            FemaleLead = line[0] == 'f',
            Leaf = space > 2 ? line[2..space] : null,
            Titles = line[(space + 1)..].Split(" | "),
        };
    }

    private static void AddMovement(Premise premise, string text)
    {
        if (text[0] == '>') premise.Turns.Add(text[2..]);
        else if (text[0] == '=') premise.Ends.Add(text[2..]);
        else premise.Begin = text;
    }
}
