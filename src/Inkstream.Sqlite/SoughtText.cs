namespace Inkstream.Sqlite;

/// <summary>
/// What a search looks for in <c>document_words</c>, whose terms are three characters in a row. Three or more are a phrase of
/// them, and one or two the beginning of some.
/// </summary>
/// <param name="Lower">The text itself; letters of ASCII small, as <c>lower()</c> makes them.</param>
/// <param name="Match">For MATCH; null when it begins so many terms that the list is walked instead: it is nearly everywhere.</param>
/// <param name="IsNowhere">No text holds it.</param>
internal sealed record SoughtText(string Lower, string? Match, bool IsNowhere)
{
    /// <summary>The most terms in one MATCH.</summary>
    private const int MostTerms = 256;

    private const int TermLength = 3;

    public static SoughtText Of(SqliteSession session, string text)
    {
        var lower = string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c));
        if (lower.EnumerateRunes().Count() >= TermLength)
            return new(lower, Quote(lower), IsNowhere: false);
        var terms = new List<string>();
        using (var row = session.Query(
            "SELECT term FROM document_terms WHERE term >= @0 AND term < @1 LIMIT @2", lower, lower + "\U0010FFFF", MostTerms + 1))
            while (row.Read())
                terms.Add(row.GetString(0));
        return new(lower, terms.Count <= MostTerms ? string.Join(" OR ", terms.Select(Quote)) : null, IsNowhere: terms.Count == 0);
    }

    private static string Quote(string term) => "\"" + term.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
