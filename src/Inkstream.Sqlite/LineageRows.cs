using Inkstream.Documents;

namespace Inkstream.Sqlite;

/// <summary>Reads where a document's texts came from.</summary>
internal static class LineageRows
{
    // A document's own transforms, and, up the stream, those of other documents that made what they took in.
    internal const string Edges =
        """
        WITH RECURSIVE chain (id) AS (
          SELECT id FROM transforms WHERE document_id = @0
          UNION
          SELECT o.transform_id
            FROM chain c JOIN transform_inputs i ON i.transform_id = c.id JOIN transform_outputs o ON o.artifact_id = i.artifact_id),
        edges (artifact_id, transform_id, role, is_output) AS (
          SELECT i.artifact_id, i.transform_id, i.role, 0 FROM chain c JOIN transform_inputs i ON i.transform_id = c.id
          UNION ALL
          SELECT o.artifact_id, o.transform_id, o.role, 1 FROM chain c JOIN transform_outputs o ON o.transform_id = c.id JOIN transforms t ON t.id = c.id
           WHERE t.document_id = @0
              OR EXISTS (SELECT 1 FROM transform_inputs u JOIN chain x ON x.id = u.transform_id WHERE u.artifact_id = o.artifact_id))
        """;

    public static Lineage Read(SqliteSession session, Guid documentId)
    {
        var (edges, artifacts, transforms) = (new List<LineageEdge>(), new List<LineageArtifact>(), new List<LineageTransform>());
        using (var row = session.Query(Edges + " SELECT * FROM edges ORDER BY transform_id, is_output, artifact_id", documentId))
            while (row.Read())
                edges.Add(new LineageEdge(row.Id(0), row.Id(1), row.GetString(2), row.GetBoolean(3)));
        using (var row = session.Query(
            Edges + " SELECT id, type, data, created_at FROM artifacts WHERE id IN (SELECT artifact_id FROM edges) ORDER BY rowid", documentId))
            while (row.Read())
                artifacts.Add(new LineageArtifact(row.Id(0), row.GetString(1), Text.Json(row.GetString(2)), row.Time(3)));
        using (var row = session.Query(
            Edges + " SELECT id, type = 'human', model, created_at FROM transforms WHERE id IN (SELECT id FROM chain) ORDER BY created_at, id", documentId))
            while (row.Read())
                transforms.Add(new LineageTransform(row.Id(0), row.GetBoolean(1), row.StringOrNull(2), row.Time(3)));
        return new Lineage(artifacts, transforms, edges);
    }
}
