using System.Text.Json;
using Inkstream.Documents;

namespace Inkstream.Sqlite;

/// <summary>Reads a document with its history, and puts one back.</summary>
internal static class ArchiveRows
{
    // Rows are in the order of their numbers, which is that of their coming: what led to something is before it.
    public static DocumentArchive? Read(SqliteSession session, Guid documentId)
    {
        var edges = new List<(Guid Transform, bool IsOutput, ArtifactRole Role)>();
        using (var row = session.Query(
            LineageRows.Edges + " SELECT e.transform_id, e.is_output, e.artifact_id, e.role FROM edges e JOIN artifacts a ON a.id = e.artifact_id ORDER BY a.rowid, e.role",
            documentId))
            while (row.Read())
                edges.Add((row.Id(0), row.GetBoolean(1), new ArtifactRole(row.Id(2), row.GetString(3))));
        var artifacts = new List<ArchivedArtifact>();
        using (var row = session.Query(
            LineageRows.Edges + " SELECT id, type, data, created_at FROM artifacts WHERE id IN (SELECT artifact_id FROM edges) ORDER BY rowid", documentId))
            while (row.Read())
                artifacts.Add(new ArchivedArtifact(row.Id(0), row.GetString(1), row.GetString(2), row.Time(3)));
        var parts = new List<ArchivedPart>();
        using (var row = session.Query(
            """
            SELECT artifact_id, current_id, revision, round, role, source_id, favourite, dismissed, retired, locked, outdated
              FROM parts WHERE document_id = @0 ORDER BY number
            """, documentId))
            while (row.Read())
                parts.Add(new ArchivedPart(row.Id(0), row.Id(1), row.GetInt32(2), row.GetInt32(3), row.GetString(4), row.IsDBNull(5) ? null : row.Id(5))
                {
                    Favourite = row.GetBoolean(6),
                    Dismissed = row.GetBoolean(7),
                    Retired = row.GetBoolean(8),
                    Locked = row.GetBoolean(9),
                    Outdated = row.GetBoolean(10),
                });
        var transforms = Transforms(session, documentId, edges.ToLookup(edge => (edge.Transform, edge.IsOutput), edge => edge.Role));
        using var document = session.Query(
            """
            SELECT d.user_id, d.kind, d.title, p.params, d.favourite, d.created_at
              FROM documents d JOIN document_params p ON p.document_id = d.id WHERE d.id = @0
            """, documentId);
        return !document.Read()
            ? null
            : new DocumentArchive(
                documentId, document.Id(0), document.GetString(1), document.GetString(2), document.GetString(3), document.GetBoolean(4),
                document.Time(5), artifacts, transforms, parts);
    }

    public static void Write(SqliteSession session, DocumentArchive archive)
    {
        session.Execute(
            "INSERT INTO documents (id, user_id, kind, title, favourite, created_at) VALUES (@0, @1, @2, @3, @4, @5)",
            archive.Id, archive.OwnerId, archive.Kind, archive.Title, archive.Favourite, archive.CreatedAt);
        session.Execute("INSERT INTO document_params (document_id, params) VALUES (@0, @1)", archive.Id, archive.Params);
        foreach (var facet in archive.Facets)
            session.Execute("INSERT INTO document_facets (document_id, facet) VALUES (@0, @1)", archive.Id, facet);
        foreach (var artifact in archive.Artifacts)
            session.Execute(
                "INSERT INTO artifacts (id, user_id, type, data, created_at) VALUES (@0, @1, @2, @3, @4)",
                artifact.Id, archive.OwnerId, artifact.Type, artifact.Data, artifact.CreatedAt);
        foreach (var transform in archive.Transforms)
            Write(session, archive, transform);
        foreach (var part in archive.Parts)
            session.Execute(
                """
                INSERT INTO parts (artifact_id, document_id, current_id, revision, round, role, source_id, favourite, dismissed, retired, locked, outdated)
                VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11)
                """,
                part.ArtifactId, archive.Id, part.CurrentId, part.Revision, part.Round, part.Role, part.SourceId, part.Favourite, part.Dismissed,
                part.Retired, part.Locked, part.Outdated);
    }

    private static void Write(SqliteSession session, DocumentArchive archive, ArchivedTransform transform)
    {
        session.Execute(
            """
            INSERT INTO transforms (id, document_id, user_id, type, status, round, replaces, attempt, attempts, attempt_reason, created_at, started_at,
                                    first_word_at, ended_at, retry_of, model, asked, error, usage, params, prompt, output_text)
            VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15, @16, @17, @18, @19, @20, @21)
            """,
            transform.Id, archive.Id, archive.OwnerId, transform.ByPerson ? "human" : "llm", transform.Status.Word(), transform.Round,
            transform.Replaces, transform.Attempt.Number, transform.Attempt.Of, transform.Attempt.Reason, transform.CreatedAt,
            transform.Attempt.StartedAt, transform.FirstWordAt, transform.EndedAt, transform.RetryOf, transform.Model,
            JsonSerializer.Serialize(transform.Asked), JsonOf(transform.Error), JsonOf(transform.Usage), transform.Params, transform.Prompt, transform.Text);
        foreach (var input in transform.Inputs)
            session.Execute("INSERT INTO transform_inputs (transform_id, artifact_id, role) VALUES (@0, @1, @2)", transform.Id, input.ArtifactId, input.Role);
        foreach (var output in transform.Outputs)
            session.Execute(
                "INSERT INTO transform_outputs (transform_id, artifact_id, role) VALUES (@0, @1, @2)", transform.Id, output.ArtifactId, output.Role);

        // Which parts there are is told, and not made out again from the outputs.
        session.Execute("DELETE FROM parts WHERE document_id = @0", archive.Id);
    }

    private static List<ArchivedTransform> Transforms(
        SqliteSession session, Guid documentId, ILookup<(Guid Transform, bool IsOutput), ArtifactRole> edges)
    {
        var transforms = new List<ArchivedTransform>();
        using var row = session.Query(
            LineageRows.Edges +
            """
             SELECT t.id, t.type = 'human', t.status, iif(t.document_id = @0, t.round, 0), t.replaces,
                    t.attempt, t.attempts, t.attempt_reason, t.not_before, t.started_at,
                    t.retry_of, t.model, t.params, t.asked, t.prompt,
                    coalesce(t.output_text, (SELECT group_concat(chunk_data, '')
                                               FROM (SELECT chunk_data FROM transform_chunks c WHERE c.transform_id = t.id ORDER BY chunk_index))),
                    t.usage, t.error, t.created_at,
                    coalesce(t.first_word_at, (SELECT created_at FROM transform_chunks WHERE transform_id = t.id AND chunk_index = 0)), t.ended_at
               FROM transforms t WHERE t.id IN (SELECT id FROM chain) ORDER BY t.rowid
            """, documentId);
        while (row.Read())
        {
            var id = row.Id(0);
            transforms.Add(new ArchivedTransform(
                id, row.GetBoolean(1), TransformStatusWords.Read(row.GetString(2)), row.GetInt32(3), row.GetBoolean(4), DocumentRows.Attempt(row, 5),
                row.IsDBNull(10) ? null : row.Id(10), row.StringOrNull(11), row.GetString(12), DocumentRows.Strings(row.GetString(13)),
                row.StringOrNull(14), row.StringOrNull(15),
                row.StringOrNull(16) is { } usage ? JsonSerializer.Deserialize<TokenUsage>(usage, FieldSet.Json) : null,
                DocumentRows.Error(row.StringOrNull(17)), row.Time(18), row.TimeOrNull(19), row.TimeOrNull(20),
                [.. edges[(id, false)]], [.. edges[(id, true)]]));
        }

        return transforms;
    }

    private static string? JsonOf<T>(T? value)
        where T : class => value is null ? null : JsonSerializer.Serialize(value, FieldSet.Json);
}
