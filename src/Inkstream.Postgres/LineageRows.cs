using System.Text.Json;
using Inkstream.Documents;
using Npgsql;

namespace Inkstream.Postgres;

/// <summary>Reads where a document's texts came from, in one statement.</summary>
internal static class LineageRows
{
    // A document's own transforms, and, up the stream, those of other documents that made what they took in.
    internal const string Edges =
        """
        WITH RECURSIVE chain (id) AS (
          SELECT t.id FROM transforms t JOIN documents d ON d.id = t.document_id WHERE d.id = $1 AND d.user_id = $2 AND d.kind = $3
          UNION
          SELECT o.transform_id
            FROM chain c JOIN transform_inputs i ON i.transform_id = c.id JOIN transform_outputs o ON o.artifact_id = i.artifact_id),
        edges (artifact_id, transform_id, role, is_output) AS (
          SELECT i.artifact_id, i.transform_id, i.role, false FROM chain c JOIN transform_inputs i ON i.transform_id = c.id
          UNION ALL
          SELECT o.artifact_id, o.transform_id, o.role, true FROM chain c JOIN transform_outputs o ON o.transform_id = c.id JOIN transforms t ON t.id = c.id
           WHERE t.document_id = $1
              OR EXISTS (SELECT 1 FROM transform_inputs u JOIN chain x ON x.id = u.transform_id WHERE u.artifact_id = o.artifact_id))
        """;

    private const string Sql = Edges +
        """

        SELECT
          (SELECT json_agg(json_build_array(a.id, a.type, a.data, a.created_at) ORDER BY a.created_at, a.id)
             FROM artifacts a WHERE a.id IN (SELECT artifact_id FROM edges)),
          (SELECT json_agg(json_build_array(t.id, t.type = 'human', t.model, t.created_at) ORDER BY t.created_at, t.number)
             FROM transforms t WHERE t.id IN (SELECT id FROM chain)),
          (SELECT json_agg(json_build_array(e.artifact_id, e.transform_id, e.role, e.is_output) ORDER BY e.transform_id, e.is_output, e.artifact_id)
             FROM edges e)
          FROM documents d WHERE d.id = $1 AND d.user_id = $2 AND d.kind = $3
        """;

    public static Task<Lineage?> ReadAsync(PostgresSession session, Guid ownerId, string kind, Guid documentId, CancellationToken cancel) =>
        session.FirstAsync(
            Sql,
            [documentId, ownerId, kind],
            row => new Lineage(
                All(row, 0, a => new LineageArtifact(a[0].GetGuid(), a[1].GetString()!, a[2], a[3].GetDateTimeOffset())),
                All(row, 1, t => new LineageTransform(t[0].GetGuid(), t[1].GetBoolean(), t[2].GetString(), t[3].GetDateTimeOffset())),
                All(row, 2, e => new LineageEdge(e[0].GetGuid(), e[1].GetGuid(), e[2].GetString()!, e[3].GetBoolean()))),
            cancel);

    internal static IReadOnlyList<T> All<T>(NpgsqlDataReader row, int column, Func<JsonElement, T> read) =>
        row.IsDBNull(column) ? [] : [.. row.Json(column).EnumerateArray().Select(read)];
}
