using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Ports;
using Microsoft.Data.Sqlite;

namespace Inkstream.Sqlite;

/// <summary>Reads what lists show.</summary>
internal static class EntryRows
{
    private const string Select = Columns + ", NULL" + From;

    // The title before what was asked for, and that before the parts, in the order in which they were made.
    private const string SelectFound = Columns +
        """
        ,
          (SELECT json_array(x.place, substr(x.text, max(1, instr(lower(x.text), @0) - @1 - 1), min(@1 + 1, instr(lower(x.text), @0) - 1) + @2 + 1), min(@1 + 1, instr(lower(x.text), @0) - 1))
             FROM document_texts x WHERE x.document_id = d.id AND instr(lower(x.text), @0) > 0 ORDER BY x.part IS NOT NULL, x.number LIMIT 1)
        """ + From;

    private const string Columns =
        """
        SELECT d.id, d.kind, d.title, p.params, t.status,
          (SELECT count(*) FROM parts q WHERE q.document_id = d.id AND q.retired = 0),
          d.created_at, d.updated_at, d.list_version, d.favourite,
          (SELECT json_group_array(data) FROM (
             SELECT a.data FROM parts q JOIN artifacts a ON a.id = q.current_id
              WHERE q.document_id = d.id AND q.retired = 0 AND q.dismissed = 0
              ORDER BY q.favourite DESC, q.round, q.number LIMIT 3))
        """;

    private const string From =
        """

        FROM documents d
        JOIN document_params p ON p.document_id = d.id
        LEFT JOIN transforms t ON t.id = d.newest_transform_id

        """;

    public static List<DocumentEntry> Newest(SqliteSession session, Guid ownerId, int most) =>
        Read(session.Query(Select + "WHERE d.user_id = @0 ORDER BY d.id DESC LIMIT @1", ownerId, most));

    public static List<DocumentEntry> Since(SqliteSession session, Guid ownerId, long since, int most) =>
        Read(session.Query(Select + "WHERE d.user_id = @0 AND d.list_version > @1 ORDER BY d.list_version LIMIT @2", ownerId, since, most));

    public static DocumentEntry? One(SqliteSession session, Guid documentId) =>
        Read(session.Query(Select + "WHERE d.id = @0", documentId)).SingleOrDefault();

    public static List<DocumentEntry> Page(SqliteSession session, ListRequest request)
    {
        if (request.Text is null)
        {
            var all = new EntryFilter(request, null, first: 0);
            return Read(session.Query(Select + all.Sql, [.. all.Values]));
        }

        var sought = SoughtText.Of(session, request.Text);
        if (sought.IsNowhere)
            return [];
        var where = new EntryFilter(request, sought, first: 3);
        return Read(session.Query(SelectFound + where.Sql, [sought.Lower, FoundText.Before, FoundText.Behind, .. where.Values]));
    }

    private static List<DocumentEntry> Read(SqliteDataReader row)
    {
        using (row)
        {
            var entries = new List<DocumentEntry>();
            while (row.Read())
                entries.Add(new DocumentEntry(
                    row.Id(0),
                    row.GetString(1),
                    row.GetString(2),
                    Text.Json(row.GetString(3)),
                    row.IsDBNull(4) ? null : TransformStatusWords.Read(row.GetString(4)),
                    row.GetInt32(5),
                    row.Time(6),
                    row.Time(7),
                    row.GetInt64(8),
                    row.GetBoolean(9),
                    [.. JsonSerializer.Deserialize<string[]>(row.GetString(10))!.Select(Text.Json)])
                {
                    Found = row.StringOrNull(11) is { } found ? FoundText.Of(Text.Json(found)) : null,
                });
            return entries;
        }
    }
}
