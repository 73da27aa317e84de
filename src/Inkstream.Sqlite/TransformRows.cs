using System.Text.Json;
using Inkstream.Documents;

namespace Inkstream.Sqlite;

/// <summary>Reads one transform in one statement.</summary>
internal static class TransformRows
{
    private const string Sql =
        """
        SELECT t.id, d.id, d.kind, t.status, t.output_text, t.prompt, t.model, t.usage,
          t.attempt, t.attempts, t.attempt_reason, t.not_before, t.started_at,
          t.retry_of, t.asked, t.error, t.created_at, t.ended_at,
          (SELECT json_group_array(o.role)
             FROM transforms x JOIN transform_outputs o ON o.transform_id = x.id
            WHERE x.document_id = d.id AND x.round = t.round AND x.type = 'llm'),
          (SELECT json_group_array(chunk_data)
             FROM (SELECT chunk_data FROM transform_chunks WHERE transform_id = t.id ORDER BY chunk_index)),
          (SELECT json_group_array(json_array(i.artifact_id, i.role)) FROM transform_inputs i WHERE i.transform_id = t.id),
          (SELECT json_group_array(json_array(o.artifact_id, o.role, o.data))
             FROM (SELECT x.artifact_id, x.role, a.data FROM transform_outputs x JOIN artifacts a ON a.id = x.artifact_id
                    WHERE x.transform_id = t.id ORDER BY a.rowid) o),
          coalesce(t.first_word_at, (SELECT created_at FROM transform_chunks WHERE transform_id = t.id AND chunk_index = 0))
        FROM transforms t JOIN documents d ON d.id = t.document_id
        WHERE t.id = @0 AND t.user_id = @1
        """;

    public static TransformDetail? Read(SqliteSession session, Guid ownerId, Guid transformId)
    {
        using var row = session.Query(Sql, transformId, ownerId);
        if (!row.Read())
            return null;
        var chunks = DocumentRows.Strings(row.GetString(19));
        using var inputs = JsonDocument.Parse(row.GetString(20));
        using var outputs = JsonDocument.Parse(row.GetString(21));
        return new TransformDetail(
            row.Id(0),
            row.Id(1),
            row.GetString(2),
            TransformStatusWords.Read(row.GetString(3)),
            chunks,
            row.StringOrNull(4) ?? string.Concat(chunks),
            row.StringOrNull(5),
            row.StringOrNull(6),
            row.StringOrNull(7) is { } usage ? JsonSerializer.Deserialize<TokenUsage>(usage, FieldSet.Json) : null,
            DocumentRows.Attempt(row, 8),
            row.IsDBNull(13) ? null : row.Id(13),
            DocumentRows.Strings(row.GetString(14)),
            DocumentRows.Strings(row.GetString(18)),
            [.. inputs.RootElement.EnumerateArray().Select(Role)],
            [.. outputs.RootElement.EnumerateArray().Select(Role)],
            [.. outputs.RootElement.EnumerateArray().Select(output => Text.Json(output[2].GetString()))],
            DocumentRows.Error(row.StringOrNull(15)),
            row.Time(16),
            row.TimeOrNull(12),
            row.TimeOrNull(22),
            row.TimeOrNull(17));
    }

    private static ArtifactRole Role(JsonElement row) => new(row[0].GetGuid(), row[1].GetString()!);
}
