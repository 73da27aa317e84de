using System.Globalization;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Studio.Texts;
using Inkstream.Studio.Vocabulary;
using Microsoft.AspNetCore.Mvc;

namespace Inkstream.Studio.Library;

/// <summary>
/// The query of a list of documents. All of it as text, so that what is wrong is said by its name like in a body
/// (contract, section 3) and not by the framework.
/// </summary>
internal sealed record LibraryQuery
{
    /// <summary>Entries in a page when nobody says.</summary>
    public const int DefaultLimit = 50;

    /// <summary>The most entries in a page.</summary>
    public const int MostLimit = 100;

    private static readonly string[] Sorts = ["newest", "oldest", "updated", "title"];

    /// <summary>Text to look for in titles, in what was asked for and in what was written: any piece of it, in any script.</summary>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    /// <summary>A value of <c>GET /api/platforms</c>.</summary>
    [FromQuery(Name = "platform")]
    public string? Platform { get; init; }

    /// <summary>A path of <c>GET /api/genres</c>, its names joined with <c>/</c>; a wide one finds all that is below it.</summary>
    [FromQuery(Name = "genre")]
    public string? Genre { get; init; }

    /// <summary>A document's status.</summary>
    [FromQuery(Name = "status")]
    public string? Status { get; init; }

    /// <summary><c>true</c>: only what the writer marked.</summary>
    [FromQuery(Name = "favourite")]
    public string? Favourite { get; init; }

    /// <summary><c>newest</c> (when absent), <c>oldest</c>, <c>updated</c> or <c>title</c>.</summary>
    [FromQuery(Name = "sort")]
    public string? Sort { get; init; }

    /// <summary>Entries in the page, 1–100; 50 when absent.</summary>
    [FromQuery(Name = "limit")]
    public string? Limit { get; init; }

    /// <summary>The <c>next</c> of the page before, under the same sort.</summary>
    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    /// <summary>What to ask the store for; what is wrong goes into <paramref name="errors"/>.</summary>
    public ListRequest Read(Guid ownerId, string? kind, Errors errors)
    {
        var sort = SortIn(errors);
        return new ListRequest(ownerId, kind, LimitIn(errors))
        {
            Text = TextIn(errors),
            Facets = [.. FacetsIn(errors)],
            Status = StatusIn(errors),
            FavouritesOnly = FavouriteIn(errors),
            Sort = sort,
            After = AfterIn(sort, errors),
        };
    }

    private string? TextIn(Errors errors)
    {
        if (Q?.Length > TextBounds.Title)
            errors.Add("q", $"Search for at most {TextBounds.Title} characters.");

        // No text holds it, and no database takes it.
        return Text.OrNull(Q?.Replace("\0", "", StringComparison.Ordinal));
    }

    private IEnumerable<string> FacetsIn(Errors errors)
    {
        if (Text.OrNull(Platform) is { } platform)
        {
            if (Platforms.Find(platform) is null)
                errors.Add("platform", "This is not a platform we know; choose one from GET /api/platforms.");
            yield return LibraryFacets.OfPlatform(platform);
        }

        if (Text.OrNull(Genre) is not { } genre)
            yield break;
        if (!Genres.TryFind(genre.Split(LibraryFacets.Separator), out _))
            errors.Add("genre", "This is not in the genre tree; send the names of a path from GET /api/genres, joined with /.");
        yield return LibraryFacets.OfGenre(genre);
    }

    private string? StatusIn(Errors errors)
    {
        if (Text.OrNull(Status) is not { } status)
            return null;
        if (!TransformStatusWords.DocumentWords.Contains(status, StringComparer.Ordinal))
            errors.Add("status", $"Choose one of {string.Join(", ", TransformStatusWords.DocumentWords)}.");
        return status;
    }

    private bool FavouriteIn(Errors errors)
    {
        if (Favourite is not (null or "" or "true" or "false"))
            errors.Add("favourite", "Choose true or false.");
        return Favourite == "true";
    }

    private ListSort SortIn(Errors errors)
    {
        var at = Text.OrNull(Sort) is { } sort ? Array.IndexOf(Sorts, sort) : 0;
        if (at < 0)
            errors.Add("sort", $"Choose one of {string.Join(", ", Sorts)}.");
        return (ListSort)Math.Max(at, 0);
    }

    private int LimitIn(Errors errors)
    {
        if (Text.OrNull(Limit) is not { } limit)
            return DefaultLimit;
        if (int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most is >= 1 and <= MostLimit)
            return most;
        errors.Add("limit", $"Ask for 1 to {MostLimit} entries.");
        return DefaultLimit;
    }

    private ListPosition? AfterIn(ListSort sort, Errors errors)
    {
        if (Text.OrNull(Cursor) is not { } cursor)
            return null;
        if (cursor.Length > TextBounds.Cursor || !ListPosition.TryParse(cursor, sort, out var position))
        {
            errors.Add("cursor", "Send the next of an earlier page, as it came, with the same sort.");
            return null;
        }

        return position;
    }
}
