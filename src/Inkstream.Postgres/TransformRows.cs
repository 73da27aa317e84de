using System.Text.Json;
using Inkstream.Documents;
using Npgsql;

namespace Inkstream.Postgres;

/// <summary>Reads one transform in one statement.</summary>
internal static class TransformRows
{
    private const string Sql =
        """
        SELECT t.id, d.id, d.kind, t.status, t.output_text, t.prompt, t.model, t.usage,
          t.attempt, t.attempts, t.attempt_reason, t.not_before, t.started_at,
          t.retry_of, t.asked, t.error, t.created_at, t.ended_at,
          ARRAY(SELECT o.role
                  FROM transforms x JOIN transform_outputs o ON o.transform_id = x.id
                 WHERE x.document_id = d.id AND x.round = t.round AND x.type = 'llm'),
          ARRAY(SELECT chunk_data FROM transform_chunks WHERE transform_id = t.id ORDER BY chunk_index),
          (SELECT json_agg(json_build_array(i.artifact_id, i.role)) FROM transform_inputs i WHERE i.transform_id = t.id),
          (SELECT json_agg(json_build_array(x.artifact_id, x.role, a.data) ORDER BY a.number)
             FROM transform_outputs x JOIN artifacts a ON a.id = x.artifact_id WHERE x.transform_id = t.id),
          coalesce(t.first_word_at, (SELECT created_at FROM transform_chunks WHERE transform_id = t.id AND chunk_index = 0))
        FROM transforms t JOIN documents d ON d.id = t.document_id
        WHERE t.id = $1 AND t.user_id = $2
        """;

    public static Task<TransformDetail?> ReadAsync(PostgresSession session, Guid ownerId, Guid transformId, CancellationToken cancel) =>
        session.FirstAsync(Sql, [transformId, ownerId], Detail, cancel);

    private static TransformDetail Detail(NpgsqlDataReader row)
    {
        var chunks = row.Strings(19);
        var (inputs, outputs) = (Rows(row, 20), Rows(row, 21));
        return new TransformDetail(
            row.GetGuid(0),
            row.GetGuid(1),
            row.GetString(2),
            TransformStatusWords.Read(row.GetString(3)),
            chunks,
            row.StringOrNull(4) ?? string.Concat(chunks),
            row.StringOrNull(5),
            row.StringOrNull(6),
            row.IsDBNull(7) ? null : JsonSerializer.Deserialize<TokenUsage>(row.GetString(7), FieldSet.Json),
            row.Attempt(8),
            row.IsDBNull(13) ? null : row.GetGuid(13),
            row.StringsOfJson(14),
            row.Strings(18),
            [.. inputs.Select(Role)],
            [.. outputs.Select(Role)],
            [.. outputs.Select(output => output[2])],
            row.Error(15),
            row.Time(16),
            row.TimeOrNull(12),
            row.TimeOrNull(22),
            row.TimeOrNull(17));
    }

    private static List<JsonElement> Rows(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? [] : [.. row.Json(column).EnumerateArray()];

    private static ArtifactRole Role(JsonElement row) => new(row[0].GetGuid(), row[1].GetString()!);
}
