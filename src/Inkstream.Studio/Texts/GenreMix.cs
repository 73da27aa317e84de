using System.Globalization;
using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Texts;

/// <summary>A genre mix in words, as prompts show it: <c>A > B > C (60%), D > E > F (40%)</c> (domain, section 2).</summary>
internal static class GenreMix
{
    /// <summary>Stands between the names of a path.</summary>
    public const string Separator = " > ";

    /// <summary>The mix in a language; a share only where there is something to share.</summary>
    public static string Describe(IReadOnlyList<IReadOnlyList<string>> paths, IReadOnlyList<int> shares, string language) => paths.Count switch
    {
        0 => language == Languages.English ? "unspecified" : "未指定",
        1 => Path(paths[0], language),
        _ => string.Join(", ", paths.Select((path, i) => Path(path, language) + Share(shares, i))),
    };

    private static string Path(IReadOnlyList<string> path, string language) =>
        string.Join(Separator, path.Select(name => Genres.NameIn(language, name)));

    private static string Share(IReadOnlyList<int> shares, int i) =>
        i < shares.Count ? string.Create(CultureInfo.InvariantCulture, $" ({shares[i]}%)") : "";
}
