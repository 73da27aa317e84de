using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Ports;
using Npgsql;

namespace Inkstream.Postgres;

/// <summary>Reads what lists show.</summary>
internal static class EntryRows
{
    /// <summary>The most texts that a search looks through before it walks the list instead.</summary>
    private const int MostLookedThrough = 1000;

    private const string Select = Columns + ", NULL" + From;

    // The title before what was asked for, and that before the parts, in the order in which they were made.
    private const string SelectFound = Columns +
        """
        ,
          (SELECT json_build_array(x.place, substr(x.text, greatest(1, f.at - $2 - 1), least($2 + 1, f.at - 1) + $3 + 1), least($2 + 1, f.at - 1))
             FROM document_texts x CROSS JOIN LATERAL (SELECT strpos(lower(x.text COLLATE "C"), $1) AS at) f
            WHERE x.document_id = d.id AND f.at > 0 ORDER BY x.part IS NOT NULL, x.number LIMIT 1)
        """ + From;

    private const string Columns =
        """
        SELECT d.id, d.kind, d.title, p.params, t.status,
          (SELECT count(*) FROM parts q WHERE q.document_id = d.id AND NOT q.retired),
          d.created_at, d.updated_at, d.list_version, d.favourite,
          ARRAY(SELECT a.data::text FROM parts q JOIN artifacts a ON a.id = q.current_id
                 WHERE q.document_id = d.id AND NOT q.retired AND NOT q.dismissed
                 ORDER BY q.favourite DESC, q.round, q.number LIMIT 3)
        """;

    private const string From =
        """

        FROM documents d
        JOIN document_params p ON p.document_id = d.id
        LEFT JOIN transforms t ON t.id = d.newest_transform_id

        """;

    public static Task<List<DocumentEntry>> NewestAsync(PostgresSession session, Guid ownerId, int most, CancellationToken cancel) =>
        session.AllAsync(Select + "WHERE d.user_id = $1 ORDER BY d.id DESC LIMIT $2", [ownerId, most], Read, cancel);

    public static Task<List<DocumentEntry>> SinceAsync(PostgresSession session, Guid ownerId, long since, int most, CancellationToken cancel) =>
        session.AllAsync(Select + "WHERE d.user_id = $1 AND d.list_version > $2 ORDER BY d.list_version LIMIT $3", [ownerId, since, most], Read, cancel);

    public static Task<DocumentEntry?> OneAsync(PostgresSession session, Guid documentId, CancellationToken cancel) =>
        session.FirstAsync(Select + "WHERE d.id = $1", [documentId], Read, cancel);

    public static async Task<List<DocumentEntry>> PageAsync(PostgresSession session, ListRequest request, CancellationToken cancel)
    {
        var (sql, values) = Page(request, await IsFrequentAsync(session, request, cancel));
        return await session.AllAsync(sql, values, Read, cancel);
    }

    /// <summary>Whether so many texts may hold what is sought that looking through all of them would take long.</summary>
    private static async Task<bool> IsFrequentAsync(PostgresSession session, ListRequest request, CancellationToken cancel)
    {
        if (request.Text is not { } text || new SoughtText(request.OwnerId, text) is not { IsExact: false } sought)
            return false;
        return await session.FirstAsync(
            "SELECT count(*) FROM (SELECT 1 FROM document_texts x WHERE x.user_id = $1 AND grams(x.user_id, x.text) @> $2 LIMIT $3) few",
            [request.OwnerId, sought.Grams, MostLookedThrough + 1], row => row.GetInt64(0) > MostLookedThrough, cancel);
    }

    /// <summary>The statement of a page, with its parameters.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="walks">Whether what it searches for is frequent.</param>
    public static (string Sql, object?[] Values) Page(ListRequest request, bool walks = false)
    {
        if (request.Text is not { } text)
        {
            var all = new EntryFilter(request, first: 1);
            return (Select + all.Sql, [.. all.Values]);
        }

        var where = new EntryFilter(request, first: 4, walks);
        return (SelectFound + where.Sql, [new SoughtText(request.OwnerId, text).Lower, FoundText.Before, FoundText.Behind, .. where.Values]);
    }

    private static DocumentEntry Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetString(2),
        row.Json(3),
        row.IsDBNull(4) ? null : TransformStatusWords.Read(row.GetString(4)),
        (int)row.GetInt64(5),
        row.Time(6),
        row.Time(7),
        row.GetInt64(8),
        row.GetBoolean(9),
        [.. row.Strings(10).Select(data => JsonElement.Parse(data))])
    {
        Found = row.IsDBNull(11) ? null : FoundText.Of(row.Json(11)),
    };
}
