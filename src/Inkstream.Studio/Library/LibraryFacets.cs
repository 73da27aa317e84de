namespace Inkstream.Studio.Library;

/// <summary>
/// By which words the library can be narrowed to a document. The store keeps them and reads nothing into them; those of
/// documents made before there were any come from the stores' schema script of the library, which must say the same.
/// </summary>
internal static class LibraryFacets
{
    /// <summary>Stands between the names of a genre path. No genre has it in its name.</summary>
    public const char Separator = '/';

    /// <summary>All facets of a document: its platform, and every genre path with what is above it, so that a wide genre finds it.</summary>
    public static IReadOnlyList<string> Of(string? platform, IReadOnlyList<IReadOnlyList<string>> genrePaths) =>
    [
        .. platform is null ? (IEnumerable<string>)[] : [OfPlatform(platform)],
        .. genrePaths
            .SelectMany(path => Enumerable.Range(1, path.Count).Select(depth => OfGenre(string.Join(Separator, path.Take(depth)))))
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The facet of a platform's value.</summary>
    public static string OfPlatform(string platform) => "platform:" + platform;

    /// <summary>The facet of a genre's path.</summary>
    public static string OfGenre(string path) => "genre:" + path;
}
