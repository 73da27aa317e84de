using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Ports;
using Npgsql;

namespace Inkstream.Postgres;

/// <summary>
/// Reads whole documents: one statement for all of them, whose subselects each return their own rows; never joins that
/// multiply (design, Schema).
/// </summary>
internal static class DocumentRows
{
    /// <summary>Chunks in one page: the rest of a long run is read page by page.</summary>
    public const int ChunkPage = 1000;

    /// <summary>The statement: documents, what is known of each, whether retired parts come too, chunks at the most.</summary>
    /// <remarks><c>LIMIT 1</c> where <c>EXISTS</c> would do: the planner would hash all that was ever restored, and read it whole.</remarks>
    public const string Sql =
        """
        SELECT d.id, d.user_id, d.kind, d.title, p.params, d.version, d.created_at,
          (SELECT json_agg(json_build_array(
                    q.artifact_id, q.current_id, q.revision, q.role, q.round, a.type, a.data, q.favourite, q.dismissed, q.retired,
                    q.locked, q.outdated,
                    (SELECT t.type = 'human' FROM transform_outputs o JOIN transforms t ON t.id = o.transform_id WHERE o.artifact_id = q.current_id),
                    q.revision > 1 AND (SELECT true FROM transform_outputs o JOIN transform_inputs i ON i.transform_id = o.transform_id AND i.role = 'restores' WHERE o.artifact_id = q.current_id LIMIT 1) IS NOT NULL)
                  ORDER BY q.round, q.number)
             FROM parts q JOIN artifacts a ON a.id = q.current_id
            WHERE q.document_id = d.id AND (NOT q.retired OR $4)),
          t.id, t.round, t.status, t.model, t.params, t.replaces, t.asked,
          ARRAY(SELECT o.role
                  FROM transforms x JOIN transform_outputs o ON o.transform_id = x.id
                 WHERE x.document_id = d.id AND x.round = t.round AND x.type = 'llm'),
          t.attempt, t.attempts, t.attempt_reason, t.not_before, t.started_at, t.error,
          CASE WHEN t.status IN ('queued', 'running') THEN
            ARRAY(SELECT c.chunk_data FROM transform_chunks c
                   WHERE c.transform_id = t.id AND c.chunk_index >= CASE WHEN r.known = t.id THEN r.chunks ELSE 0 END
                   ORDER BY c.chunk_index LIMIT $5)
          END,
          CASE WHEN r.known = t.id THEN r.chunks ELSE 0 END,
          CASE WHEN t.status IN ('failed', 'cancelled') THEN
            (SELECT o.output_text FROM transforms o
              WHERE o.document_id = d.id AND o.round = t.round AND o.type = 'llm' AND o.output_text <> '' ORDER BY o.number DESC LIMIT 1)
          END,
          (SELECT last_index FROM runs WHERE transform_id = t.id),
          (SELECT json_agg(json_build_array(f.round,
                    (SELECT n.id FROM transforms n
                      WHERE n.document_id = d.id AND n.round = f.round AND n.type = 'llm' ORDER BY n.number DESC LIMIT 1),
                    f.model, f.params, f.created_at) ORDER BY f.round)
             FROM transforms f WHERE f.document_id = d.id AND f.round > 0 AND f.type = 'llm' AND f.retry_of IS NULL)
        FROM unnest($1::uuid[], $2::uuid[], $3::int[]) r (id, known, chunks)
        JOIN documents d ON d.id = r.id
        JOIN document_params p ON p.document_id = d.id
        LEFT JOIN transforms t ON t.id = d.newest_transform_id
        """;

    /// <summary>Whole documents, with all chunks.</summary>
    public static async Task<Dictionary<Guid, DocumentSnapshot>> ReadAsync(
        PostgresSession session, IReadOnlyCollection<ReadRequest> requests, bool retired, CancellationToken cancel)
    {
        var documents = await ReadFirstPagesAsync(session, requests, retired, cancel);
        foreach (var document in documents.Values.Where(d => d.Generation is { Chunks.Count: ChunkPage }).ToList())
            documents[document.Id] = document with { Generation = await WithAllChunksAsync(session, document.OwnerId, document.Generation!, cancel) };
        return documents;
    }

    /// <summary>Whole documents but for the chunks behind the first page.</summary>
    public static async Task<Dictionary<Guid, DocumentSnapshot>> ReadFirstPagesAsync(
        PostgresSession session, IReadOnlyCollection<ReadRequest> requests, bool retired, CancellationToken cancel)
    {
        var documents = new Dictionary<Guid, DocumentSnapshot>();
        object?[] values =
        [
            requests.Select(r => r.DocumentId).ToArray(), requests.Select(r => r.KnownTransform).ToArray(),
            requests.Select(r => r.KnownChunks).ToArray(), retired, ChunkPage,
        ];
        await foreach (var row in session.QueryAsync(Sql, values, cancel))
            documents[row.GetGuid(0)] = Document(row);

        return documents;
    }

    /// <summary>A page of chunks; an attempt of somebody else's has none.</summary>
    public static async Task<IReadOnlyList<string>> ChunksAsync(
        PostgresSession session, Guid owner, Guid transform, int from, int before, CancellationToken cancel)
    {
        var page = await session.AllAsync(
            """
            SELECT c.chunk_data FROM transform_chunks c
             WHERE c.transform_id = $1 AND c.chunk_index >= $2 AND c.chunk_index < $3
               AND (SELECT t.user_id FROM transforms t WHERE t.id = $1) = $5 ORDER BY c.chunk_index LIMIT $4
            """,
            [transform, from, before, ChunkPage, owner], row => row.GetString(0), cancel);
        return page.Count > 0 ? page : throw new StoreUnavailableException("The document was deleted or swept while it was read.");
    }

    /// <summary>
    /// Chunks are dense and never change, so what the first read said was the last one bounds the pages: together they
    /// are what that one read would have shown.
    /// </summary>
    private static async Task<GenerationSnapshot> WithAllChunksAsync(
        PostgresSession session, Guid owner, GenerationSnapshot generation, CancellationToken cancel)
    {
        var chunks = new List<string>(generation.Chunks);
        while (generation.FirstChunk + chunks.Count < generation.ChunkCount)
            chunks.AddRange(await ChunksAsync(session, owner, generation.TransformId, generation.FirstChunk + chunks.Count, generation.ChunkCount, cancel));
        return generation with { Chunks = chunks };
    }

    private static DocumentSnapshot Document(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetGuid(1),
        row.GetString(2),
        row.GetString(3),
        row.Json(4),
        new DocumentVersion(row.GetInt64(5)),
        row.Time(6),
        row.IsDBNull(7) ? [] : [.. row.Json(7).EnumerateArray().Select(Part)],
        row.IsDBNull(8) ? null : Generation(row),
        row.IsDBNull(26) ? [] : [.. row.Json(26).EnumerateArray().Select(Round)]);

    private static GenerationSnapshot Generation(NpgsqlDataReader row) => new(
        row.GetGuid(8),
        row.GetInt32(9),
        TransformStatusWords.Read(row.GetString(10)),
        row.StringOrNull(11) ?? "",
        row.Json(12),
        row.GetBoolean(13),
        row.StringsOfJson(14),
        row.Strings(15),
        row.Attempt(16),
        row.Error(21),
        row.Strings(22),
        row.GetInt32(23),
        row.StringOrNull(24))
    {
        // The last index counts only while there are chunks to show.
        ChunkCount = row.IsDBNull(22) || row.IsDBNull(25) ? 0 : row.GetInt32(25) + 1,
    };

    private static RoundSnapshot Round(JsonElement row) => new(
        row[0].GetInt32(), row[1].GetGuid(), row[2].GetString() ?? "", row[3], row[4].GetDateTimeOffset());

    private static DocumentPart Part(JsonElement row) => new(
        row[0].GetGuid(),
        row[1].GetGuid(),
        row[2].GetInt32(),
        row[3].GetString()!,
        row[4].GetInt32(),
        row[5].GetString()!,
        row[6],
        row[7].GetBoolean(),
        row[8].GetBoolean(),
        row[9].GetBoolean())
    {
        Locked = row[10].GetBoolean(),
        Outdated = row[11].GetBoolean(),
        ByPerson = row[12].GetBoolean(),
        Restored = row[13].GetBoolean(),
    };
}
