using Inkstream.Documents;

namespace Inkstream.Postgres;

/// <summary>Reads single parts and their history.</summary>
internal static class PartRows
{
    /// <summary>A part by its first or its current artifact.</summary>
    public static Task<FoundPart?> FindAsync(PostgresSession session, Guid ownerId, Guid artifactId, CancellationToken cancel) => session.FirstAsync(
        """
        SELECT d.id, d.kind, p.params, q.artifact_id, q.current_id, q.revision, q.role, q.round, a.type, a.data, q.favourite, q.dismissed,
               q.locked, q.outdated,
               (SELECT t.type = 'human' FROM transform_outputs o JOIN transforms t ON t.id = o.transform_id WHERE o.artifact_id = q.current_id),
               (SELECT true FROM transform_outputs o JOIN transform_inputs i ON i.transform_id = o.transform_id AND i.role = 'restores' WHERE o.artifact_id = q.current_id LIMIT 1) IS NOT NULL
          FROM parts q JOIN artifacts a ON a.id = q.current_id JOIN documents d ON d.id = q.document_id
          JOIN document_params p ON p.document_id = d.id
         WHERE (q.artifact_id = $1 OR q.current_id = $1) AND d.user_id = $2 AND NOT q.retired
        """,
        [artifactId, ownerId],
        row => new FoundPart(
            row.GetGuid(0), row.GetString(1), row.Json(2),
            new DocumentPart(
                row.GetGuid(3), row.GetGuid(4), row.GetInt32(5), row.GetString(6), row.GetInt32(7), row.GetString(8), row.Json(9),
                row.GetBoolean(10), row.GetBoolean(11), Retired: false)
            {
                Locked = row.GetBoolean(12),
                Outdated = row.GetBoolean(13),
                ByPerson = row.GetBoolean(14),
                Restored = row.GetBoolean(15),
            }),
        cancel);

    /// <summary>All versions, newest first: what revises a version of a part under its role is one too.</summary>
    public static async Task<IReadOnlyList<PartVersion>> VersionsAsync(
        PostgresSession session, Guid ownerId, string kind, Guid documentId, Guid artifactId, CancellationToken cancel) => await session.AllAsync(
        """
        WITH RECURSIVE part AS (
          SELECT q.artifact_id, q.role FROM parts q JOIN documents d ON d.id = q.document_id
           WHERE q.artifact_id = $1 AND q.document_id = $2 AND d.user_id = $3 AND d.kind = $4),
        versions (id) AS (
          SELECT artifact_id FROM part
          UNION
          SELECT o.artifact_id
            FROM versions v JOIN transform_inputs i ON i.artifact_id = v.id AND i.role = 'revises'
            JOIN transform_outputs o ON o.transform_id = i.transform_id JOIN part p ON o.role = p.role OR starts_with(o.role, p.role || '/'))
        SELECT a.id, a.type, a.data, t.type = 'human', t.model, t.params, a.created_at,
               (SELECT i.artifact_id FROM transform_inputs i WHERE i.transform_id = t.id AND i.role = 'restores')
          FROM versions v JOIN artifacts a ON a.id = v.id JOIN transform_outputs o ON o.artifact_id = a.id JOIN transforms t ON t.id = o.transform_id
         ORDER BY a.created_at DESC, a.id DESC
        """,
        [artifactId, documentId, ownerId, kind],
        row => new PartVersion(row.GetGuid(0), row.GetString(1), row.Json(2), row.GetBoolean(3), row.StringOrNull(4), row.Json(5), row.Time(6))
        {
            Restores = row.IsDBNull(7) ? null : row.GetGuid(7),
        },
        cancel);

    /// <summary>The other documents that were made from what this transform revised, and so are out of date now.</summary>
    public static async Task<IReadOnlyList<Guid>> MadeFromAsync(PostgresSession session, Guid transform, CancellationToken cancel) => await session.AllAsync(
        """
        SELECT DISTINCT q.document_id FROM transform_inputs i JOIN parts q ON q.source_id = i.artifact_id
         WHERE i.transform_id = $1 AND i.role = 'revises' AND q.outdated
        """,
        [transform], row => row.GetGuid(0), cancel);
}
