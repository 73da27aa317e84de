namespace Inkstream.Studio.Ideations.Demo;

/// <summary>A chosen genre as the demo sees it.</summary>
/// <param name="Type">The material of its type.</param>
/// <param name="Leaf">The sub-type, when one was chosen.</param>
/// <param name="Share">Its share in percent.</param>
internal sealed record MixedGenre(GenreMaterial Type, string? Leaf, int Share);

/// <summary>Which genre leads which card.</summary>
internal static class Mix
{
    /// <summary>The genres of a document; without a choice, what the platform's viewers like.</summary>
    public static IReadOnlyList<MixedGenre> Of(IdeationParams document)
    {
        var material = Material.In(document.Language);
        var chosen = document.GenrePaths
            .Select((path, i) => (Path: path, Share: document.GenreProportions.ElementAtOrDefault(i)))
            .Where(genre => genre.Path.Count >= 3 && material.Genres.ContainsKey(string.Join('/', genre.Path.Take(3))))
            .Select(genre => new MixedGenre(
                material.Genres[string.Join('/', genre.Path.Take(3))], genre.Path.ElementAtOrDefault(3), genre.Share))
            .ToList();
        return chosen.Count > 0 ? chosen : [.. Leanings.Of(document.Platform).Select(type => new MixedGenre(material.Genres[type], null, 1))];
    }

    /// <summary>A leading genre for each card, as near to the shares as whole cards can be, in random order.</summary>
    public static MixedGenre[] Lead(IReadOnlyList<MixedGenre> genres, int count, Random random)
    {
        var order = genres.ToArray();
        random.Shuffle(order);
        var leads = new MixedGenre[count];
        var given = order.ToDictionary(genre => genre, _ => 0);
        for (var i = 0; i < count; i++)
        {
            // The genre that lags furthest behind its share.
            leads[i] = order.MaxBy(genre => genre.Share / (given[genre] + 0.5))!;
            given[leads[i]]++;
        }

        random.Shuffle(leads);
        return leads;
    }
}
