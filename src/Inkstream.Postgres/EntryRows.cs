using Inkstream.Documents;
using Inkstream.Ports;
using Npgsql;

namespace Inkstream.Postgres;

/// <summary>Reads what lists show.</summary>
internal static class EntryRows
{
    private const string Select =
        """
        SELECT d.id, d.kind, d.title, p.params, t.status,
          (SELECT count(*) FROM parts q WHERE q.document_id = d.id AND NOT q.retired),
          d.created_at, d.updated_at, d.list_version
        FROM documents d
        JOIN document_params p ON p.document_id = d.id
        LEFT JOIN transforms t ON t.id = d.newest_transform_id

        """;

    public static Task<List<DocumentEntry>> NewestAsync(PostgresSession session, Guid ownerId, int most, CancellationToken cancel) =>
        session.AllAsync(Select + "WHERE d.user_id = $1 ORDER BY d.id DESC LIMIT $2", [ownerId, most], Read, cancel);

    public static Task<List<DocumentEntry>> SinceAsync(PostgresSession session, Guid ownerId, long since, int most, CancellationToken cancel) =>
        session.AllAsync(Select + "WHERE d.user_id = $1 AND d.list_version > $2 ORDER BY d.list_version LIMIT $3", [ownerId, since, most], Read, cancel);

    public static Task<List<DocumentEntry>> PageAsync(PostgresSession session, ListRequest request, CancellationToken cancel) => session.AllAsync(
        Select
        + """
          WHERE d.user_id = $1 AND d.kind = $2 AND ($3::uuid IS NULL OR d.id < $3)
            AND ($4::text IS NULL OR strpos(lower(d.title), lower($4)) > 0 OR EXISTS (
              SELECT 1 FROM jsonb_path_query(p.params::jsonb, 'strict $.**') v
               WHERE jsonb_typeof(v) = 'string' AND strpos(lower(v #>> '{}'), lower($4)) > 0))
          ORDER BY d.id DESC LIMIT $5
          """,
        [request.OwnerId, request.Kind, request.Before, request.Text, request.Most], Read, cancel);

    private static DocumentEntry Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetString(2),
        row.Json(3),
        row.IsDBNull(4) ? null : TransformStatusWords.Read(row.GetString(4)),
        (int)row.GetInt64(5),
        row.Time(6),
        row.Time(7),
        row.GetInt64(8));
}
