using System.Text.Json;
using Inkstream.Documents;

namespace Inkstream.Postgres;

/// <summary>Reads a document with its history, in one statement, and puts one back.</summary>
internal static class ArchiveRows
{
    /// <summary>Outputs in one statement: what their trigger makes of them is taken away before it is much.</summary>
    private const int OutputPage = 200;

    // Rows are in the order of their numbers, which is that of their coming: what led to something is before it.
    private const string Sql = LineageRows.Edges +
        """

        SELECT d.title, p.params::text, d.favourite, d.created_at,
          (SELECT json_agg(json_build_array(a.id, a.type, a.data::text, a.created_at) ORDER BY a.number)
             FROM artifacts a WHERE a.id IN (SELECT artifact_id FROM edges)),
          (SELECT json_agg(json_build_array(
                    t.id, t.type = 'human', t.status, CASE WHEN t.document_id = $1 THEN t.round ELSE 0 END, t.replaces,
                    t.attempt, t.attempts, t.attempt_reason, t.started_at,
                    t.retry_of, t.model, t.params::text, t.asked, t.prompt,
                    coalesce(t.output_text, (SELECT string_agg(chunk_data, '' ORDER BY chunk_index) FROM transform_chunks WHERE transform_id = t.id)),
                    t.usage, t.error, t.created_at,
                    coalesce(t.first_word_at, (SELECT created_at FROM transform_chunks WHERE transform_id = t.id AND chunk_index = 0)), t.ended_at)
                    ORDER BY t.number)
             FROM transforms t WHERE t.id IN (SELECT id FROM chain)),
          (SELECT json_agg(json_build_array(e.transform_id, e.is_output, e.artifact_id, e.role) ORDER BY a.number, e.role COLLATE "C")
             FROM edges e JOIN artifacts a ON a.id = e.artifact_id),
          (SELECT json_agg(json_build_array(
                    artifact_id, current_id, revision, round, role, source_id, favourite, dismissed, retired, locked, outdated) ORDER BY number)
             FROM parts WHERE document_id = d.id)
          FROM documents d JOIN document_params p ON p.document_id = d.id WHERE d.id = $1 AND d.user_id = $2 AND d.kind = $3
        """;

    public static Task<DocumentArchive?> ReadAsync(PostgresSession session, Guid ownerId, string kind, Guid documentId, CancellationToken cancel) =>
        session.FirstAsync(
            Sql,
            [documentId, ownerId, kind],
            row =>
            {
                var edges = LineageRows.All(row, 6, e => (Transform: e[0].GetGuid(), IsOutput: e[1].GetBoolean(), Role: new ArtifactRole(e[2].GetGuid(), e[3].GetString()!)))
                    .ToLookup(edge => (edge.Transform, edge.IsOutput), edge => edge.Role);
                return new DocumentArchive(
                    documentId, ownerId, kind, row.GetString(0), row.GetString(1), row.GetBoolean(2), row.Time(3),
                    LineageRows.All(row, 4, a => new ArchivedArtifact(a[0].GetGuid(), a[1].GetString()!, a[2].GetString()!, a[3].GetDateTimeOffset())),
                    LineageRows.All(row, 5, t => Transform(t, edges)),
                    LineageRows.All(row, 7, Part));
            },
            cancel);

    public static async Task WriteAsync(PostgresSession session, DocumentArchive archive, CancellationToken cancel)
    {
        var (artifacts, transforms) = (archive.Artifacts, archive.Transforms);
        await using var batch = session.Batch();
        batch
            .Add(
                "INSERT INTO documents (id, user_id, kind, title, favourite, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
                archive.Id, archive.OwnerId, archive.Kind, archive.Title, archive.Favourite, archive.CreatedAt)
            .Add("INSERT INTO document_params (document_id, params) VALUES ($1, $2::json)", archive.Id, archive.Params)
            .Add("INSERT INTO document_facets (document_id, facet) SELECT $1, unnest($2::text[])", archive.Id, archive.Facets.ToArray())
            .Add(
                """
                INSERT INTO artifacts (id, user_id, type, data, created_at)
                SELECT id, $1, type, data::json, created_at
                  FROM unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[]) WITH ORDINALITY a (id, type, data, created_at, place) ORDER BY place
                """,
                archive.OwnerId, Each(artifacts, a => a.Id), Each(artifacts, a => a.Type), Each(artifacts, a => a.Data), Each(artifacts, a => Utc(a.CreatedAt)))
            .Add(
                """
                INSERT INTO transforms (document_id, user_id, id, type, status, round, replaces, attempt, attempts, attempt_reason, created_at, started_at,
                                        first_word_at, ended_at, retry_of, model, asked, error, usage, params, prompt, output_text)
                SELECT $1, $2, id, type, status, round, replaces, attempt, attempts, reason, created_at, started_at,
                       first_word_at, ended_at, retry_of, model, asked::json, error::json, usage::json, params::json, prompt, output_text
                  FROM unnest($3::uuid[], $4::text[], $5::text[], $6::int[], $7::boolean[], $8::int[], $9::int[], $10::text[], $11::timestamptz[],
                              $12::timestamptz[], $13::timestamptz[], $14::timestamptz[], $15::uuid[], $16::text[], $17::text[], $18::text[],
                              $19::text[], $20::text[], $21::text[], $22::text[]) WITH ORDINALITY
                    t (id, type, status, round, replaces, attempt, attempts, reason, created_at, started_at, first_word_at, ended_at, retry_of, model,
                       asked, error, usage, params, prompt, output_text, place)
                 ORDER BY place
                """,
                archive.Id, archive.OwnerId, Each(transforms, t => t.Id), Each(transforms, t => t.ByPerson ? "human" : "llm"),
                Each(transforms, t => t.Status.Word()), Each(transforms, t => t.Round), Each(transforms, t => t.Replaces),
                Each(transforms, t => t.Attempt.Number), Each(transforms, t => t.Attempt.Of), Each(transforms, t => t.Attempt.Reason),
                Each(transforms, t => Utc(t.CreatedAt)), Each(transforms, t => Utc(t.Attempt.StartedAt)), Each(transforms, t => Utc(t.FirstWordAt)),
                Each(transforms, t => Utc(t.EndedAt)), Each(transforms, t => t.RetryOf), Each(transforms, t => t.Model),
                Each(transforms, t => JsonSerializer.Serialize(t.Asked)), Each(transforms, t => Rows.JsonOf(t.Error)),
                Each(transforms, t => Rows.JsonOf(t.Usage)), Each(transforms, t => t.Params), Each(transforms, t => t.Prompt), Each(transforms, t => t.Text))
            .Add(
                "INSERT INTO transform_inputs (transform_id, artifact_id, role) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[])",
                Edges([.. transforms.SelectMany(t => t.Inputs.Select(input => (t.Id, input)))]));

        // Which parts there are is told, and not made out again from the outputs.
        foreach (var page in transforms.SelectMany(t => t.Outputs.Select(output => (t.Id, output))).Chunk(OutputPage))
            batch
                .Add("INSERT INTO transform_outputs (transform_id, artifact_id, role) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[])", Edges(page))
                .Add("DELETE FROM parts WHERE document_id = $1", archive.Id);
        foreach (var part in archive.Parts)
            batch.Add(
                """
                INSERT INTO parts (artifact_id, document_id, current_id, revision, round, role, source_id, favourite, dismissed, retired, locked, outdated)
                VALUES ($1, $2, $3, $4, $5, $6, $7::uuid, $8, $9, $10, $11, $12)
                """,
                part.ArtifactId, archive.Id, part.CurrentId, part.Revision, part.Round, part.Role, part.SourceId, part.Favourite, part.Dismissed,
                part.Retired, part.Locked, part.Outdated);
        await batch.RunAsync(cancel);
    }

    private static ArchivedTransform Transform(JsonElement t, ILookup<(Guid Transform, bool IsOutput), ArtifactRole> edges)
    {
        var id = t[0].GetGuid();
        return new ArchivedTransform(
            id, t[1].GetBoolean(), TransformStatusWords.Read(t[2].GetString()!), t[3].GetInt32(), t[4].GetBoolean(),
            new AttemptInfo(t[5].GetInt32(), t[6].GetInt32(), t[7].GetString(), null, Time(t[8])),
            t[9].ValueKind is JsonValueKind.Null ? null : t[9].GetGuid(), t[10].GetString(), t[11].GetString()!,
            t[12].Deserialize<List<string>>() ?? [], t[13].GetString(), t[14].GetString(), t[15].Deserialize<TokenUsage>(FieldSet.Json),
            t[16].Deserialize<RunError>(FieldSet.Json), t[17].GetDateTimeOffset(), Time(t[18]), Time(t[19]), [.. edges[(id, false)]], [.. edges[(id, true)]]);
    }

    private static ArchivedPart Part(JsonElement p) => new(
        p[0].GetGuid(), p[1].GetGuid(), p[2].GetInt32(), p[3].GetInt32(), p[4].GetString()!, p[5].ValueKind is JsonValueKind.Null ? null : p[5].GetGuid())
    {
        Favourite = p[6].GetBoolean(),
        Dismissed = p[7].GetBoolean(),
        Retired = p[8].GetBoolean(),
        Locked = p[9].GetBoolean(),
        Outdated = p[10].GetBoolean(),
    };

    private static object[] Edges(IReadOnlyList<(Guid Transform, ArtifactRole Role)> edges) =>
        [Each(edges, e => e.Transform), Each(edges, e => e.Role.ArtifactId), Each(edges, e => e.Role.Role)];

    private static TValue[] Each<T, TValue>(IEnumerable<T> all, Func<T, TValue> value) => [.. all.Select(value)];

    // Npgsql takes no other offset for timestamptz.
    private static DateTimeOffset Utc(DateTimeOffset time) => time.ToUniversalTime();

    private static DateTimeOffset? Utc(DateTimeOffset? time) => time?.ToUniversalTime();

    private static DateTimeOffset? Time(JsonElement time) => time.ValueKind is JsonValueKind.Null ? null : time.GetDateTimeOffset();
}
