using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Ports;
using Microsoft.Data.Sqlite;

namespace Inkstream.Sqlite;

/// <summary>
/// Reads whole documents: one statement for all of them, whose subselects each return their own rows as JSON; never
/// joins that multiply (design, Schema).
/// </summary>
internal static class DocumentRows
{
    /// <summary>Chunks in one page: the rest of a long run is read page by page, on the same snapshot.</summary>
    public const int ChunkPage = 1000;

    /// <summary>The statement; <c>@0</c> is a JSON array of <c>[document, known transform, known chunks]</c>.</summary>
    public const string Sql =
        """
        SELECT d.id, d.user_id, d.kind, d.title, p.params, d.version, d.created_at,
          (SELECT json_group_array(json_array(
                    x.artifact_id, x.current_id, x.revision, x.role, x.round, x.type, x.data, x.favourite, x.dismissed, x.retired,
                    x.locked, x.outdated,
                    (SELECT t.type = 'human' FROM transform_outputs o JOIN transforms t ON t.id = o.transform_id WHERE o.artifact_id = x.current_id),
                    x.revision > 1 AND EXISTS (SELECT 1 FROM transform_outputs o JOIN transform_inputs i ON i.transform_id = o.transform_id AND i.role = 'restores' WHERE o.artifact_id = x.current_id)))
             FROM (SELECT q.*, a.type, a.data FROM parts q JOIN artifacts a ON a.id = q.current_id
                    WHERE q.document_id = d.id AND q.retired <= @1 ORDER BY q.round, q.number) x),
          t.id, t.round, t.status, t.model, t.params, t.replaces, t.asked,
          (SELECT json_group_array(o.role)
             FROM transforms x JOIN transform_outputs o ON o.transform_id = x.id
            WHERE x.document_id = d.id AND x.round = t.round AND x.type = 'llm'),
          t.attempt, t.attempts, t.attempt_reason, t.not_before, t.started_at, t.error,
          CASE WHEN t.status IN ('queued', 'running') THEN
            (SELECT json_group_array(c.chunk_data)
               FROM (SELECT chunk_data FROM transform_chunks
                      WHERE transform_id = t.id AND chunk_index >= iif(r.value ->> 1 = t.id, r.value ->> 2, 0)
                      ORDER BY chunk_index LIMIT @2) c)
          END,
          iif(r.value ->> 1 = t.id, r.value ->> 2, 0),
          CASE WHEN t.status IN ('failed', 'cancelled') THEN
            (SELECT o.output_text FROM transforms o
              WHERE o.document_id = d.id AND o.round = t.round AND o.type = 'llm' AND o.output_text <> '' ORDER BY o.rowid DESC LIMIT 1)
          END,
          (SELECT json_group_array(json_array(g.round, g.id, g.model, g.params, g.created_at))
             FROM (SELECT f.round, f.model, f.params, f.created_at,
                          (SELECT n.id FROM transforms n
                            WHERE n.document_id = d.id AND n.round = f.round AND n.type = 'llm' ORDER BY n.rowid DESC LIMIT 1) AS id
                     FROM transforms f
                    WHERE f.document_id = d.id AND f.round > 0 AND f.type = 'llm' AND f.retry_of IS NULL ORDER BY f.round) g),
          (SELECT last_index FROM runs WHERE transform_id = t.id)
        FROM json_each(@0) r
        JOIN documents d ON d.id = r.value ->> 0
        JOIN document_params p ON p.document_id = d.id
        LEFT JOIN transforms t ON t.id = d.newest_transform_id
        """;

    /// <summary>Whole documents, with all chunks.</summary>
    public static Dictionary<Guid, DocumentSnapshot> Read(SqliteSession session, IEnumerable<ReadRequest> requests, bool retired)
    {
        var documents = ReadFirstPages(session, requests, retired);
        foreach (var document in documents.Values.Where(d => d.Generation is { Chunks.Count: ChunkPage }).ToList())
            documents[document.Id] = document with { Generation = WithAllChunks(session, document.OwnerId, document.Generation!) };
        return documents;
    }

    /// <summary>Whole documents but for the chunks behind the first page.</summary>
    public static Dictionary<Guid, DocumentSnapshot> ReadFirstPages(SqliteSession session, IEnumerable<ReadRequest> requests, bool retired)
    {
        var wanted = "[" + string.Join(',', requests.Select(r => r.KnownTransform is { } known
            ? $"[\"{Text.Of(r.DocumentId)}\",\"{Text.Of(known)}\",{r.KnownChunks}]"
            : $"[\"{Text.Of(r.DocumentId)}\",null,0]")) + "]";
        var documents = new Dictionary<Guid, DocumentSnapshot>();
        using var row = session.Query(Sql, wanted, retired ? 1 : 0, ChunkPage);
        while (row.Read())
            documents[row.Id(0)] = Document(row);
        return documents;
    }

    /// <summary>A page of chunks; an attempt of somebody else's has none.</summary>
    public static IReadOnlyList<string> Chunks(SqliteSession session, Guid owner, Guid transform, int from, int before)
    {
        var chunks = new List<string>();
        using var row = session.Query(
            """
            SELECT chunk_data FROM transform_chunks
             WHERE transform_id = @0 AND chunk_index >= @1 AND chunk_index < @2
               AND (SELECT user_id FROM transforms WHERE id = @0) = @4 ORDER BY chunk_index LIMIT @3
            """,
            transform, from, before, ChunkPage, owner);
        while (row.Read())
            chunks.Add(row.GetString(0));
        return chunks.Count > 0 ? chunks : throw new StoreUnavailableException("The document was deleted or swept while it was read.");
    }

    public static AttemptInfo Attempt(SqliteDataReader row, int column) => new(
        row.GetInt32(column),
        row.GetInt32(column + 1),
        row.StringOrNull(column + 2),
        row.IsDBNull(column + 4) ? row.TimeOrNull(column + 3) : null,
        row.TimeOrNull(column + 4));

    public static RunError? Error(string? json) => json is null ? null : JsonSerializer.Deserialize<RunError>(json, FieldSet.Json);

    public static IReadOnlyList<string> Strings(string json) => JsonSerializer.Deserialize<List<string>>(json) ?? [];

    private static DocumentSnapshot Document(SqliteDataReader row) => new(
        row.Id(0),
        row.Id(1),
        row.GetString(2),
        row.GetString(3),
        Text.Json(row.GetString(4)),
        new DocumentVersion(row.GetInt64(5)),
        row.Time(6),
        Parts(row.GetString(7)),
        row.IsDBNull(8) ? null : Generation(row),
        Rounds(row.GetString(25)));

    private static GenerationSnapshot Generation(SqliteDataReader row) => new(
        row.Id(8),
        row.GetInt32(9),
        TransformStatusWords.Read(row.GetString(10)),
        row.StringOrNull(11) ?? "",
        Text.Json(row.GetString(12)),
        row.GetBoolean(13),
        Strings(row.GetString(14)),
        Strings(row.GetString(15)),
        Attempt(row, 16),
        Error(row.StringOrNull(21)),
        row.IsDBNull(22) ? [] : Strings(row.GetString(22)),
        row.GetInt32(23),
        row.StringOrNull(24))
    {
        // The last index counts only while there are chunks to show.
        ChunkCount = row.IsDBNull(22) || row.IsDBNull(26) ? 0 : row.GetInt32(26) + 1,
    };

    private static List<DocumentPart> Parts(string json)
    {
        using var rows = JsonDocument.Parse(json);
        return [.. rows.RootElement.EnumerateArray().Select(Part)];
    }

    private static DocumentPart Part(JsonElement row) => new(
        row[0].GetGuid(),
        row[1].GetGuid(),
        row[2].GetInt32(),
        row[3].GetString()!,
        row[4].GetInt32(),
        row[5].GetString()!,
        Text.Json(row[6].GetString()),
        row[7].GetInt32() != 0,
        row[8].GetInt32() != 0,
        row[9].GetInt32() != 0)
    {
        Locked = row[10].GetInt32() != 0,
        Outdated = row[11].GetInt32() != 0,
        ByPerson = row[12].GetInt32() != 0,
        Restored = row[13].GetInt32() != 0,
    };

    private static List<RoundSnapshot> Rounds(string json)
    {
        using var rows = JsonDocument.Parse(json);
        return
        [
            .. rows.RootElement.EnumerateArray().Select(row => new RoundSnapshot(
                row[0].GetInt32(), row[1].GetGuid(), row[2].GetString() ?? "", Text.Json(row[3].GetString()), Text.Time(row[4].GetString()!))),
        ];
    }

    private static GenerationSnapshot WithAllChunks(SqliteSession session, Guid owner, GenerationSnapshot generation)
    {
        var chunks = new List<string>(generation.Chunks);
        while (generation.FirstChunk + chunks.Count < generation.ChunkCount)
            chunks.AddRange(Chunks(session, owner, generation.TransformId, generation.FirstChunk + chunks.Count, generation.ChunkCount));
        return generation with { Chunks = chunks };
    }
}
