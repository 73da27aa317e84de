using System.Text.Json;
using Dapper;
using Inkstream.Documents;
using Inkstream.Ports;

namespace Inkstream.Sqlite;

/// <summary>What features ask.</summary>
public sealed class SqliteDocumentStore(SqliteDatabase database, SqliteSignal signal, TimeProvider time) : IDocumentStore
{
    /// <inheritdoc/>
    public Task EnsureOwnerAsync(Guid ownerId, string name, CancellationToken cancel) => database.WriteAsync(
        session => session.Execute("INSERT INTO users (id, name) VALUES (@0, @1) ON CONFLICT DO NOTHING", ownerId, name), cancel);

    /// <inheritdoc/>
    public async Task<StartResult> CreateAsync(NewDocument document, NewGeneration generation, Idempotency? key, CancellationToken cancel)
    {
        var result = await database.WriteAsync(session =>
        {
            if (Earlier(session, document.OwnerId, key) is { } earlier)
                return earlier;
            session.Execute(
                "INSERT INTO documents (id, user_id, kind, title, created_at) VALUES (@0, @1, @2, @3, @4)",
                document.Id, document.OwnerId, document.Kind, document.Title, time.GetUtcNow());
            session.Execute("INSERT INTO document_params (document_id, params) VALUES (@0, @1)", document.Id, document.Params);
            foreach (var facet in document.Facets)
                session.Execute("INSERT INTO document_facets (document_id, facet) VALUES (@0, @1)", document.Id, facet);
            if (document.Given.Count > 0)
                Give(session, document);
            return Queue(session, document.OwnerId, document.Id, generation, key);
        }, cancel);
        Say(result, document.OwnerId);
        return result;
    }

    /// <inheritdoc/>
    public async Task<StartResult> StartAsync(
        Guid ownerId, string kind, Guid documentId, NewGeneration generation, Idempotency? key, CancellationToken cancel)
    {
        var result = await database.WriteAsync(session =>
        {
            if (Earlier(session, ownerId, key) is { } earlier)
                return earlier;
            if (!Owns(session, ownerId, kind, documentId))
                return new StartResult.NotFound();
            using (var row = session.Query(
                "SELECT id FROM transforms WHERE document_id = @0 AND type = 'llm' AND status IN ('queued', 'running')", documentId))
                if (row.Read())
                    return new StartResult.AlreadyRunning(row.Id(0));
            return Queue(session, ownerId, documentId, generation, key);
        }, cancel);
        Say(result, ownerId);
        return result;
    }

    /// <inheritdoc/>
    public Task<StartResult?> EarlierAsync(Guid ownerId, Idempotency key, CancellationToken cancel) =>
        database.ReadAsync(session => Earlier(session, ownerId, key), cancel);

    /// <inheritdoc/>
    public Task<DocumentSnapshot?> ReadAsync(Guid ownerId, string kind, Guid documentId, CancellationToken cancel) => database.ReadAsync(
        session => DocumentRows.ReadFirstPages(session, [new ReadRequest(documentId)], retired: false).GetValueOrDefault(documentId) is { } document
            && document.OwnerId == ownerId && document.Kind == kind
                ? document
                : null,
        cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ReadChunksAsync(Guid ownerId, Guid transformId, int from, int before, CancellationToken cancel) =>
        database.ReadAsync(session => DocumentRows.Chunks(session, ownerId, transformId, from, before), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DocumentEntry>> ListAsync(ListRequest request, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<DocumentEntry>>(session => EntryRows.Page(session, request), cancel);

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(Guid ownerId, string kind, Guid documentId, CancellationToken cancel)
    {
        var deleted = await database.WriteAsync(session =>
            session.Execute("DELETE FROM documents WHERE id = @0 AND user_id = @1 AND kind = @2", documentId, ownerId, kind) > 0, cancel);
        if (deleted)
            signal.Say(Hint.Document(documentId), Hint.Library(ownerId), Hint.Work);
        return deleted;
    }

    /// <inheritdoc/>
    public async Task<bool> StopAsync(Guid ownerId, Guid transformId, CancellationToken cancel)
    {
        var (found, stopped) = await database.WriteAsync(session =>
        {
            Guid documentId;
            using (var row = session.Query("SELECT document_id FROM transforms WHERE id = @0 AND user_id = @1", transformId, ownerId))
            {
                if (!row.Read())
                    return (false, (Guid?)null);
                documentId = row.Id(0);
            }

            // The attempt of the same generation that still goes on, whichever was named.
            var changed = session.Execute(
                """
                UPDATE transforms
                   SET status = 'cancelled', ended_at = @1,
                       output_text = (SELECT group_concat(chunk_data, '')
                                        FROM (SELECT chunk_data FROM transform_chunks c WHERE c.transform_id = transforms.id ORDER BY chunk_index))
                 WHERE document_id = @2 AND type = 'llm' AND status IN ('queued', 'running')
                   AND round = (SELECT round FROM transforms WHERE id = @0)
                """,
                transformId, time.GetUtcNow(), documentId);
            return (true, changed > 0 ? documentId : null);
        }, cancel);
        if (stopped is { } moved)
            signal.Say(Hint.Document(moved), Hint.Library(ownerId), Hint.Work);
        return found;
    }

    /// <inheritdoc/>
    public Task<TransformDetail?> ReadTransformAsync(Guid ownerId, Guid transformId, CancellationToken cancel) =>
        database.ReadAsync(session => TransformRows.Read(session, ownerId, transformId), cancel);

    /// <inheritdoc/>
    public Task<FoundPart?> FindPartAsync(Guid ownerId, Guid artifactId, CancellationToken cancel) =>
        database.ReadAsync(session => PartRows.Find(session, ownerId, artifactId), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PartVersion>> ReadVersionsAsync(Guid ownerId, string kind, Guid documentId, Guid artifactId, CancellationToken cancel) =>
        database.ReadAsync(session => PartRows.Versions(session, ownerId, kind, documentId, artifactId), cancel);

    /// <inheritdoc/>
    public Task<Lineage?> ReadLineageAsync(Guid ownerId, string kind, Guid documentId, CancellationToken cancel) =>
        database.ReadAsync(session => Owns(session, ownerId, kind, documentId) ? LineageRows.Read(session, documentId) : null, cancel);

    /// <inheritdoc/>
    public Task<DocumentArchive?> ReadArchiveAsync(Guid ownerId, string kind, Guid documentId, CancellationToken cancel) =>
        database.ReadAsync(session => Owns(session, ownerId, kind, documentId) ? ArchiveRows.Read(session, documentId) : null, cancel);

    /// <inheritdoc/>
    public async Task<StartResult> ImportAsync(DocumentArchive archive, Idempotency? key, CancellationToken cancel)
    {
        var result = await database.WriteAsync(session =>
        {
            if (Earlier(session, archive.OwnerId, key) is { } earlier)
                return earlier;
            ArchiveRows.Write(session, archive);
            Remember(session, archive.OwnerId, archive.Id, Guid.Empty, key);
            return new StartResult.Started(archive.Id, Guid.Empty);
        }, cancel);
        if (result is StartResult.Started)
            signal.Say(Hint.Library(archive.OwnerId));
        return result;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ModelUsage>> ReadUsageAsync(Guid ownerId, DateTimeOffset since, CancellationToken cancel) =>
        database.ReadAsync(session => UsageRows.Read(session, ownerId, since), cancel);

    /// <inheritdoc/>
    public async Task<EditResult> EditAsync(PartEdit edit, CancellationToken cancel)
    {
        IReadOnlyList<Guid> madeFrom = [];
        var result = await database.WriteAsync<EditResult>(session =>
        {
            if (Part(session, edit.OwnerId, edit.DocumentId, edit.ArtifactId) is not { } current)
                return new EditResult.NotFound();
            if (current.Revision != edit.Revision)
                return new EditResult.Outdated(current);
            var now = time.GetUtcNow();
            var (transform, artifact) = (Ids.New(time), Ids.New(time));
            session.Execute(
                """
                INSERT INTO transforms (id, document_id, user_id, type, status, created_at, started_at, ended_at)
                VALUES (@0, @1, @2, 'human', 'completed', @3, @3, @3)
                """, transform, edit.DocumentId, edit.OwnerId, now);
            session.Execute("INSERT INTO transform_inputs (transform_id, artifact_id, role) VALUES (@0, @1, 'revises')", transform, current.CurrentId);
            if (edit.Restores is { } restored)
                session.Execute("INSERT INTO transform_inputs (transform_id, artifact_id, role) VALUES (@0, @1, 'restores')", transform, restored);
            session.Execute(
                "INSERT INTO artifacts (id, user_id, type, data, created_at) VALUES (@0, @1, @2, @3, @4)",
                artifact, edit.OwnerId, edit.Artifact.Type, edit.Artifact.Data, now);
            session.Execute("INSERT INTO transform_outputs (transform_id, artifact_id, role) VALUES (@0, @1, @2)", transform, artifact, current.Role);
            if (edit.Marks is { } marks)
                Mark(session, marks);
            madeFrom = PartRows.MadeFrom(session, transform);
            return new EditResult.Edited(Part(session, edit.OwnerId, edit.DocumentId, edit.ArtifactId)!);
        }, cancel);
        if (result is EditResult.Edited)
            signal.Say([Hint.Document(edit.DocumentId), Hint.Library(edit.OwnerId), .. madeFrom.Select(Hint.Document)]);
        return result;
    }

    /// <inheritdoc/>
    public async Task<DocumentEntry?> MarkAsync(Guid ownerId, string kind, Guid documentId, bool favourite, CancellationToken cancel)
    {
        var entry = await database.WriteAsync(
            session => session.Execute(
                "UPDATE documents SET favourite = @3 WHERE id = @0 AND user_id = @1 AND kind = @2", documentId, ownerId, kind, favourite) > 0
                    ? EntryRows.One(session, documentId)
                    : null,
            cancel);
        if (entry is not null)
            signal.Say(Hint.Library(ownerId));
        return entry;
    }

    /// <inheritdoc/>
    public async Task<DocumentPart?> MarkAsync(PartMarks marks, CancellationToken cancel)
    {
        var part = await database.WriteAsync(session =>
        {
            if (Part(session, marks.OwnerId, marks.DocumentId, marks.ArtifactId) is null)
                return null;
            Mark(session, marks);
            return Part(session, marks.OwnerId, marks.DocumentId, marks.ArtifactId);
        }, cancel);
        if (part is not null)
            signal.Say(Hint.Document(marks.DocumentId), Hint.Library(marks.OwnerId));
        return part;
    }

    /// <summary>What a person brings is the output of a transform of its own, so that it has versions and a lineage like all else.</summary>
    private void Give(SqliteSession session, NewDocument document)
    {
        var (now, transform) = (time.GetUtcNow(), Ids.New(time));
        session.Execute(
            """
            INSERT INTO transforms (id, document_id, user_id, type, status, created_at, started_at, ended_at)
            VALUES (@0, @1, @2, 'human', 'completed', @3, @3, @3)
            """, transform, document.Id, document.OwnerId, now);
        foreach (var part in document.Given)
        {
            session.Execute(
                "INSERT INTO artifacts (id, user_id, type, data, created_at) VALUES (@0, @1, @2, @3, @4)",
                part.ArtifactId, document.OwnerId, part.Artifact.Type, part.Artifact.Data, now);
            session.Execute("INSERT INTO transform_outputs (transform_id, artifact_id, role) VALUES (@0, @1, @2)", transform, part.ArtifactId, part.Role);
        }
    }

    private static void Mark(SqliteSession session, PartMarks marks) => session.Execute(
        "UPDATE parts SET favourite = coalesce(@1, favourite), dismissed = coalesce(@2, dismissed), locked = coalesce(@3, locked) WHERE artifact_id = @0",
        marks.ArtifactId, marks.Favourite, marks.Dismissed, marks.Locked);

    private static bool Owns(SqliteSession session, Guid ownerId, string kind, Guid documentId)
    {
        using var row = session.Query("SELECT 1 FROM documents WHERE id = @0 AND user_id = @1 AND kind = @2", documentId, ownerId, kind);
        return row.Read();
    }

    private static DocumentPart? Part(SqliteSession session, Guid ownerId, Guid documentId, Guid artifactId)
    {
        using var row = session.Query(
            """
            SELECT q.current_id, q.revision, q.role, q.round, a.type, a.data, q.favourite, q.dismissed, q.locked, q.outdated,
                   (SELECT t.type = 'human' FROM transform_outputs o JOIN transforms t ON t.id = o.transform_id WHERE o.artifact_id = q.current_id),
                   EXISTS (SELECT 1 FROM transform_outputs o JOIN transform_inputs i ON i.transform_id = o.transform_id AND i.role = 'restores' WHERE o.artifact_id = q.current_id)
              FROM parts q JOIN artifacts a ON a.id = q.current_id JOIN documents d ON d.id = q.document_id
             WHERE q.artifact_id = @0 AND q.document_id = @1 AND d.user_id = @2 AND q.retired = 0
            """, artifactId, documentId, ownerId);
        return !row.Read()
            ? null
            : new DocumentPart(
                artifactId, row.Id(0), row.GetInt32(1), row.GetString(2), row.GetInt32(3), row.GetString(4), Text.Json(row.GetString(5)),
                row.GetBoolean(6), row.GetBoolean(7), Retired: false)
            {
                Locked = row.GetBoolean(8),
                Outdated = row.GetBoolean(9),
                ByPerson = row.GetBoolean(10),
                Restored = row.GetBoolean(11),
            };
    }

    private StartResult? Earlier(SqliteSession session, Guid ownerId, Idempotency? key)
    {
        if (key is null)
            return null;
        var known = session.Connection.QueryFirstOrDefault<(string Fingerprint, string Document, string Transform)?>(
            "SELECT fingerprint, document_id, transform_id FROM idempotency_keys WHERE user_id = @user AND key = @key AND created_at > @since",
            new { user = Text.Of(ownerId), key = key.Key, since = Text.Of(time.GetUtcNow() - Idempotency.KeptFor) });
        return known switch
        {
            null => null,
            { } row when row.Fingerprint != key.Fingerprint => new StartResult.KeyReused(),
            { } row => new StartResult.Started(Guid.Parse(row.Document), Guid.Parse(row.Transform)),
        };
    }

    private StartResult.Started Queue(SqliteSession session, Guid ownerId, Guid documentId, NewGeneration generation, Idempotency? key)
    {
        var now = time.GetUtcNow();
        session.Execute(
            """
            INSERT INTO transforms (id, document_id, user_id, type, status, round, replaces, attempts, created_at, model, asked, params)
            SELECT @0, @1, @2, 'llm', 'queued', coalesce(max(round), 0) + 1, @3, @4, @5, @6, @7, @8 FROM transforms WHERE document_id = @1
            """,
            generation.TransformId, documentId, ownerId, generation.Replaces ? 1 : 0, generation.Attempts, now, generation.Model,
            JsonSerializer.Serialize(generation.Asked), generation.Params);
        session.Execute("INSERT INTO runs (transform_id) VALUES (@0)", generation.TransformId);
        foreach (var input in generation.Inputs)
            session.Execute(
                "INSERT INTO transform_inputs (transform_id, artifact_id, role) VALUES (@0, @1, @2)", generation.TransformId, input.ArtifactId, input.Role);
        session.Execute("UPDATE documents SET newest_transform_id = @1 WHERE id = @0", documentId, generation.TransformId);
        Remember(session, ownerId, documentId, generation.TransformId, key);
        return new StartResult.Started(documentId, generation.TransformId);
    }

    private void Remember(SqliteSession session, Guid ownerId, Guid documentId, Guid transformId, Idempotency? key)
    {
        if (key is not null)
            session.Execute(
                """
                INSERT OR REPLACE INTO idempotency_keys (user_id, key, fingerprint, document_id, transform_id, created_at)
                VALUES (@0, @1, @2, @3, @4, @5)
                """, ownerId, key.Key, key.Fingerprint, documentId, transformId, time.GetUtcNow());
    }

    private void Say(StartResult result, Guid ownerId)
    {
        if (result is StartResult.Started started)
            signal.Say(Hint.Document(started.DocumentId), Hint.Library(ownerId), Hint.Work);
    }
}
