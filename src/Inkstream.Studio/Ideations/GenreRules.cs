using Inkstream.Studio.Texts;
using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Ideations;

/// <summary>Which genre mixes can be accepted (contract, section 3, Rules; domain, section 2).</summary>
internal static class GenreRules
{
    private const string Paths = "genrePaths";
    private const string Shares = "genreProportions";

    /// <summary>Says what must change in a mix.</summary>
    public static void Check(IReadOnlyList<IReadOnlyList<string>> paths, IReadOnlyList<int> shares, Errors errors)
    {
        if (paths.Count > TextBounds.GenrePaths)
            errors.Add(Paths, $"Choose at most {TextBounds.GenrePaths} genres.");
        else
            CheckPaths(paths, errors);
        CheckShares(paths.Count, shares, errors);
    }

    private static void CheckPaths(IReadOnlyList<IReadOnlyList<string>> paths, Errors errors)
    {
        for (var i = 0; i < paths.Count; i++)
        {
            var field = $"{Paths}[{i}]";
            if (paths[i] is null || paths[i].Count == 0) errors.Add(field, "Name the genre by its path from the root of GET /api/genres.");
            else if (!Genres.TryFind(paths[i], out var genre))
                errors.Add(field, $"“{Shown(paths[i])}” is not in the genre tree; choose a path from GET /api/genres.");
            else if (!genre.Selectable)
                errors.Add(field, $"“{Shown(paths[i])}” is too wide; choose a genre on its third level or below.");
            else CheckOverlap(paths, i, field, errors);
        }
    }

    private static void CheckOverlap(IReadOnlyList<IReadOnlyList<string>> paths, int at, string field, Errors errors)
    {
        for (var earlier = 0; earlier < at; earlier++)
        {
            if (paths[earlier] is not { Count: > 0 } other || !Genres.Overlap(other, paths[at])) continue;
            errors.Add(field, other.Count == paths[at].Count
                ? $"“{Shown(paths[at])}” is chosen twice; leave one out."
                : $"“{Shown(paths[at])}” and “{Shown(other)}” overlap; keep the wider or the narrower one.");
        }
    }

    private static void CheckShares(int paths, IReadOnlyList<int> shares, Errors errors)
    {
        if (shares.Count != paths)
            errors.Add(Shares, $"Give one share for each genre: {paths}, not {shares.Count}.");
        else if (shares.Any(s => s < 0))
            errors.Add(Shares, "No share can be negative.");
        else if (paths > 0 && shares.Sum(s => (long)s) is var sum and not 100)
            errors.Add(Shares, paths == 1 ? "One genre has all of it: [100]." : $"Shares must sum to 100; these sum to {sum}.");
    }

    private static string Shown(IReadOnlyList<string> path) =>
        Text.Clip(string.Join(GenreMix.Separator, path.Select(name => Text.Clip(name ?? "null", 30)).Take(8)), 80);
}
