using Inkstream.Documents;
using Inkstream.Ports;
using Microsoft.Data.Sqlite;

namespace Inkstream.Sqlite;

/// <summary>Reads what lists show.</summary>
internal static class EntryRows
{
    private const string Select =
        """
        SELECT d.id, d.kind, d.title, p.params, t.status,
          (SELECT count(*) FROM parts q WHERE q.document_id = d.id AND q.retired = 0),
          d.created_at, d.updated_at, d.list_version
        FROM documents d
        JOIN document_params p ON p.document_id = d.id
        LEFT JOIN transforms t ON t.id = d.newest_transform_id

        """;

    public static List<DocumentEntry> Newest(SqliteSession session, Guid ownerId, int most) =>
        Read(session.Query(Select + "WHERE d.user_id = @0 ORDER BY d.id DESC LIMIT @1", ownerId, most));

    public static List<DocumentEntry> Since(SqliteSession session, Guid ownerId, long since, int most) =>
        Read(session.Query(Select + "WHERE d.user_id = @0 AND d.list_version > @1 ORDER BY d.list_version LIMIT @2", ownerId, since, most));

    public static List<DocumentEntry> Page(SqliteSession session, ListRequest request) => Read(session.Query(
        Select
        + """
          WHERE d.user_id = @0 AND d.kind = @1 AND (@2 IS NULL OR d.id < @2)
            AND (@3 IS NULL OR instr(lower(d.title), lower(@3)) > 0 OR EXISTS (
              SELECT 1 FROM json_tree(p.params) v WHERE v.type = 'text' AND instr(lower(v.value), lower(@3)) > 0))
          ORDER BY d.id DESC LIMIT @4
          """,
        request.OwnerId, request.Kind, request.Before, request.Text, request.Most));

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
                    row.GetInt64(8)));
            return entries;
        }
    }
}
