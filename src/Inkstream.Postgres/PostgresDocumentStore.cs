using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Ports;

namespace Inkstream.Postgres;

/// <summary>What features ask. Every write holds the document's row first (schema, Locks).</summary>
public sealed class PostgresDocumentStore(PostgresDatabase database, IAnnouncer announcer, PostgresReplica replica, TimeProvider time) : IDocumentStore
{
    /// <inheritdoc/>
    public Task EnsureOwnerAsync(Guid ownerId, string name, CancellationToken cancel) => database.WriteAsync(
        session => session.ExecuteAsync("INSERT INTO users (id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING", [ownerId, name], cancel), cancel);

    /// <inheritdoc/>
    public async Task<StartResult> CreateAsync(NewDocument document, NewGeneration generation, Idempotency? key, CancellationToken cancel)
    {
        var result = await database.WriteAsync(
            async session =>
            {
                if (await ClaimKeyAsync(session, document.OwnerId, key, document.Id, generation.TransformId, cancel) is { } earlier)
                    return earlier;
                await using (var batch = session.Batch())
                    await batch
                        .Add(
                            "INSERT INTO documents (id, user_id, kind, title, created_at) VALUES ($1, $2, $3, $4, coalesce($5::timestamptz, now()))",
                            document.Id, document.OwnerId, document.Kind, document.Title, database.Now)
                        .Add("INSERT INTO document_params (document_id, params) VALUES ($1, $2::json)", document.Id, document.Params)
                        .Add("INSERT INTO document_facets (document_id, facet) SELECT $1, unnest($2::text[])", document.Id, document.Facets.ToArray())
                        .RunAsync(cancel);
                if (document.Given.Count > 0)
                    await GiveAsync(session, document, cancel);
                return await QueueAsync(session, document.OwnerId, document.Id, generation, cancel);
            },
            cancel);
        Say(result, document.OwnerId);
        return result;
    }

    /// <inheritdoc/>
    public async Task<StartResult> StartAsync(
        Guid ownerId, string kind, Guid documentId, NewGeneration generation, Idempotency? key, CancellationToken cancel)
    {
        var result = await database.WriteAsync<StartResult>(
            async session =>
            {
                if (await ClaimKeyAsync(session, ownerId, key, documentId, generation.TransformId, cancel) is { } earlier)
                    return earlier;
                if (!await HoldAsync(session, ownerId, kind, documentId, cancel))
                    return await ForgetKeyAsync(session, ownerId, key, new StartResult.NotFound(), cancel);
                var running = await session.FirstAsync<Guid?>(
                    "SELECT id FROM transforms WHERE document_id = $1 AND type = 'llm' AND status IN ('queued', 'running')",
                    [documentId], row => row.GetGuid(0), cancel);
                return running is { } other
                    ? await ForgetKeyAsync(session, ownerId, key, new StartResult.AlreadyRunning(other), cancel)
                    : await QueueAsync(session, ownerId, documentId, generation, cancel);
            },
            cancel);
        Say(result, ownerId);
        return result;
    }

    /// <inheritdoc/>
    public Task<StartResult?> EarlierAsync(Guid ownerId, Idempotency key, CancellationToken cancel) =>
        database.ReadAsync(session => EarlierAsync(session, ownerId, key, cancel), cancel);

    /// <inheritdoc/>
    public Task<DocumentSnapshot?> ReadAsync(Guid ownerId, string kind, Guid documentId, CancellationToken cancel) => database.ReadAsync(
        async session => (await DocumentRows.ReadFirstPagesAsync(session, [new ReadRequest(documentId)], retired: false, cancel)).GetValueOrDefault(documentId) is { } document
            && document.OwnerId == ownerId && document.Kind == kind
                ? document
                : null,
        cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ReadChunksAsync(Guid ownerId, Guid transformId, int from, int before, CancellationToken cancel) =>
        database.ReadAsync(session => DocumentRows.ChunksAsync(session, ownerId, transformId, from, before, cancel), cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DocumentEntry>> ListAsync(ListRequest request, CancellationToken cancel) =>
        await replica.ReadAsync(request.OwnerId, session => EntryRows.PageAsync(session, request, cancel), cancel);

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(Guid ownerId, string kind, Guid documentId, CancellationToken cancel)
    {
        var deleted = await database.WriteAsync(
            async session => await session.ExecuteAsync(
                "DELETE FROM documents WHERE id = $1 AND user_id = $2 AND kind = $3", [documentId, ownerId, kind], cancel) > 0,
            cancel);
        if (deleted)
            announcer.Say(Hint.Document(documentId), Hint.Library(ownerId), Hint.Work);
        return deleted;
    }

    /// <inheritdoc/>
    public async Task<bool> StopAsync(Guid ownerId, Guid transformId, CancellationToken cancel)
    {
        var (found, stopped) = await database.WriteAsync(
            async session =>
            {
                var held = await session.FirstAsync<Guid?>(
                    """
                    SELECT d.id FROM documents d
                     WHERE d.id = (SELECT document_id FROM transforms WHERE id = $1 AND user_id = $2) FOR NO KEY UPDATE
                    """,
                    [transformId, ownerId], row => row.GetGuid(0), cancel);
                if (held is not { } documentId)
                    return (false, (Guid?)null);

                // The attempt of the same generation that still goes on, whichever was named.
                var changed = await session.ExecuteAsync(
                    """
                    UPDATE transforms t
                       SET status = 'cancelled', ended_at = coalesce($2::timestamptz, now()),
                           output_text = (SELECT string_agg(chunk_data, '' ORDER BY chunk_index) FROM transform_chunks WHERE transform_id = t.id)
                     WHERE document_id = $3 AND type = 'llm' AND status IN ('queued', 'running')
                       AND round = (SELECT round FROM transforms WHERE id = $1)
                    """,
                    [transformId, database.Now, documentId], cancel);
                return (true, changed > 0 ? documentId : null);
            },
            cancel);
        if (stopped is { } moved)
            announcer.Say(Hint.Document(moved), Hint.Library(ownerId), Hint.Work);
        return found;
    }

    /// <inheritdoc/>
    public Task<TransformDetail?> ReadTransformAsync(Guid ownerId, Guid transformId, CancellationToken cancel) =>
        database.ReadAsync(session => TransformRows.ReadAsync(session, ownerId, transformId, cancel), cancel);

    /// <inheritdoc/>
    public Task<FoundPart?> FindPartAsync(Guid ownerId, Guid artifactId, CancellationToken cancel) =>
        database.ReadAsync(session => PartRows.FindAsync(session, ownerId, artifactId, cancel), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PartVersion>> ReadVersionsAsync(Guid ownerId, string kind, Guid documentId, Guid artifactId, CancellationToken cancel) =>
        database.ReadAsync(session => PartRows.VersionsAsync(session, ownerId, kind, documentId, artifactId, cancel), cancel);

    /// <inheritdoc/>
    public Task<Lineage?> ReadLineageAsync(Guid ownerId, string kind, Guid documentId, CancellationToken cancel) =>
        database.ReadAsync(session => LineageRows.ReadAsync(session, ownerId, kind, documentId, cancel), cancel);

    /// <inheritdoc/>
    public Task<DocumentArchive?> ReadArchiveAsync(Guid ownerId, string kind, Guid documentId, CancellationToken cancel) =>
        database.ReadAsync(session => ArchiveRows.ReadAsync(session, ownerId, kind, documentId, cancel), cancel);

    /// <inheritdoc/>
    public async Task<StartResult> ImportAsync(DocumentArchive archive, Idempotency? key, CancellationToken cancel)
    {
        var result = await database.WriteAsync(
            async session =>
            {
                if (await ClaimKeyAsync(session, archive.OwnerId, key, archive.Id, Guid.Empty, cancel) is { } earlier)
                    return earlier;
                await ArchiveRows.WriteAsync(session, archive, cancel);
                return new StartResult.Started(archive.Id, Guid.Empty);
            },
            cancel);
        if (result is StartResult.Started)
            announcer.Say(Hint.Library(archive.OwnerId));
        return result;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ModelUsage>> ReadUsageAsync(Guid ownerId, DateTimeOffset since, CancellationToken cancel) =>
        replica.ReadAsync(ownerId, session => UsageRows.ReadAsync(session, ownerId, since, cancel), cancel);

    /// <inheritdoc/>
    public async Task<EditResult> EditAsync(PartEdit edit, CancellationToken cancel)
    {
        IReadOnlyList<Guid> madeFrom = [];
        var result = await database.WriteAsync<EditResult>(
            async session =>
            {
                if (await HoldPartAsync(session, edit.OwnerId, edit.DocumentId, edit.ArtifactId, cancel) is not { } current)
                    return new EditResult.NotFound();
                if (current.Revision != edit.Revision)
                    return new EditResult.Outdated(current);
                var (transform, artifact) = (Ids.New(time), Ids.New(time));
                await using (var batch = session.Batch())
                {
                    batch
                        .Add(
                            """
                            INSERT INTO transforms (id, document_id, user_id, type, status, created_at, started_at, ended_at)
                            SELECT $1, $2, $3, 'human', 'completed', t.now, t.now, t.now FROM (SELECT coalesce($4::timestamptz, now()) AS now) t
                            """,
                            transform, edit.DocumentId, edit.OwnerId, database.Now)
                        .Add("INSERT INTO transform_inputs (transform_id, artifact_id, role) VALUES ($1, $2, 'revises')", transform, current.CurrentId)
                        .Add(
                            "INSERT INTO artifacts (id, user_id, type, data, created_at) VALUES ($1, $2, $3, $4::json, coalesce($5::timestamptz, now()))",
                            artifact, edit.OwnerId, edit.Artifact.Type, edit.Artifact.Data, database.Now)
                        .Add("INSERT INTO transform_outputs (transform_id, artifact_id, role) VALUES ($1, $2, $3)", transform, artifact, current.Role);
                    if (edit.Restores is { } restored)
                        batch.Add("INSERT INTO transform_inputs (transform_id, artifact_id, role) VALUES ($1, $2, 'restores')", transform, restored);
                    await batch.RunAsync(cancel);
                }

                if (edit.Marks is { } marks)
                    await MarkAsync(session, marks, cancel);
                madeFrom = await PartRows.MadeFromAsync(session, transform, cancel);
                return new EditResult.Edited((await HoldPartAsync(session, edit.OwnerId, edit.DocumentId, edit.ArtifactId, cancel))!);
            },
            cancel);
        if (result is EditResult.Edited)
            announcer.Say([Hint.Document(edit.DocumentId), Hint.Library(edit.OwnerId), .. madeFrom.Select(Hint.Document)]);
        return result;
    }

    /// <inheritdoc/>
    public async Task<DocumentEntry?> MarkAsync(Guid ownerId, string kind, Guid documentId, bool favourite, CancellationToken cancel)
    {
        var entry = await database.WriteAsync(
            async session => await session.ExecuteAsync(
                "UPDATE documents SET favourite = $4 WHERE id = $1 AND user_id = $2 AND kind = $3", [documentId, ownerId, kind, favourite], cancel) > 0
                    ? await EntryRows.OneAsync(session, documentId, cancel)
                    : null,
            cancel);
        if (entry is not null)
            announcer.Say(Hint.Library(ownerId));
        return entry;
    }

    /// <inheritdoc/>
    public async Task<DocumentPart?> MarkAsync(PartMarks marks, CancellationToken cancel)
    {
        var part = await database.WriteAsync(
            async session =>
            {
                if (await HoldPartAsync(session, marks.OwnerId, marks.DocumentId, marks.ArtifactId, cancel) is null)
                    return null;
                await MarkAsync(session, marks, cancel);
                return await HoldPartAsync(session, marks.OwnerId, marks.DocumentId, marks.ArtifactId, cancel);
            },
            cancel);
        if (part is not null)
            announcer.Say(Hint.Document(marks.DocumentId), Hint.Library(marks.OwnerId));
        return part;
    }

    /// <summary>What a person brings is the output of a transform of its own, so that it has versions and a lineage like all else.</summary>
    private async Task GiveAsync(PostgresSession session, NewDocument document, CancellationToken cancel)
    {
        var transform = Ids.New(time);
        await using var batch = session.Batch();
        batch.Add(
            """
            INSERT INTO transforms (id, document_id, user_id, type, status, created_at, started_at, ended_at)
            SELECT $1, $2, $3, 'human', 'completed', t.now, t.now, t.now FROM (SELECT coalesce($4::timestamptz, now()) AS now) t
            """,
            transform, document.Id, document.OwnerId, database.Now);
        foreach (var part in document.Given)
            batch
                .Add(
                    "INSERT INTO artifacts (id, user_id, type, data, created_at) VALUES ($1, $2, $3, $4::json, coalesce($5::timestamptz, now()))",
                    part.ArtifactId, document.OwnerId, part.Artifact.Type, part.Artifact.Data, database.Now)
                .Add("INSERT INTO transform_outputs (transform_id, artifact_id, role) VALUES ($1, $2, $3)", transform, part.ArtifactId, part.Role);
        await batch.RunAsync(cancel);
    }

    private static Task<int> MarkAsync(PostgresSession session, PartMarks marks, CancellationToken cancel) => session.ExecuteAsync(
        "UPDATE parts SET favourite = coalesce($2::boolean, favourite), dismissed = coalesce($3::boolean, dismissed), locked = coalesce($4::boolean, locked) WHERE artifact_id = $1",
        [marks.ArtifactId, marks.Favourite, marks.Dismissed, marks.Locked], cancel);

    /// <summary>Takes the document's row; false when there is none of this person and kind.</summary>
    private static async Task<bool> HoldAsync(PostgresSession session, Guid ownerId, string kind, Guid documentId, CancellationToken cancel) =>
        await session.FirstAsync<bool>(
            "SELECT true FROM documents WHERE id = $1 AND user_id = $2 AND kind = $3 FOR NO KEY UPDATE", [documentId, ownerId, kind], _ => true, cancel);

    /// <summary>Takes the document's row, and then reads the part as it stands.</summary>
    private static async Task<DocumentPart?> HoldPartAsync(
        PostgresSession session, Guid ownerId, Guid documentId, Guid artifactId, CancellationToken cancel)
    {
        await session.ExecuteAsync("SELECT 1 FROM documents WHERE id = $1 AND user_id = $2 FOR NO KEY UPDATE", [documentId, ownerId], cancel);
        return await session.FirstAsync(
            """
            SELECT q.current_id, q.revision, q.role, q.round, a.type, a.data, q.favourite, q.dismissed, q.locked, q.outdated,
                   (SELECT t.type = 'human' FROM transform_outputs o JOIN transforms t ON t.id = o.transform_id WHERE o.artifact_id = q.current_id),
                   (SELECT true FROM transform_outputs o JOIN transform_inputs i ON i.transform_id = o.transform_id AND i.role = 'restores' WHERE o.artifact_id = q.current_id LIMIT 1) IS NOT NULL
              FROM parts q JOIN artifacts a ON a.id = q.current_id JOIN documents d ON d.id = q.document_id
             WHERE q.artifact_id = $1 AND q.document_id = $2 AND d.user_id = $3 AND NOT q.retired
            """,
            [artifactId, documentId, ownerId],
            row => new DocumentPart(
                artifactId, row.GetGuid(0), row.GetInt32(1), row.GetString(2), row.GetInt32(3), row.GetString(4), row.Json(5),
                row.GetBoolean(6), row.GetBoolean(7), Retired: false)
            {
                Locked = row.GetBoolean(8),
                Outdated = row.GetBoolean(9),
                ByPerson = row.GetBoolean(10),
                Restored = row.GetBoolean(11),
            },
            cancel);
    }

    /// <summary>
    /// Takes the key for this request. A repeat while the first is under way waits for it at the key's row (contract 3).
    /// </summary>
    private async Task<StartResult?> ClaimKeyAsync(
        PostgresSession session, Guid ownerId, Idempotency? key, Guid documentId, Guid transformId, CancellationToken cancel)
    {
        if (key is null)
            return null;
        var taken = await session.ExecuteAsync(
            """
            INSERT INTO idempotency_keys AS k (user_id, key, fingerprint, document_id, transform_id, created_at)
            VALUES ($1, $2, $3, $4, $5, coalesce($6::timestamptz, now()))
            ON CONFLICT (user_id, key) DO UPDATE
              SET fingerprint = excluded.fingerprint, document_id = excluded.document_id, transform_id = excluded.transform_id, created_at = excluded.created_at
              WHERE k.created_at <= excluded.created_at - $7
            """,
            [ownerId, key.Key, key.Fingerprint, documentId, transformId, database.Now, Idempotency.KeptFor], cancel);
        return taken > 0 ? null : await EarlierAsync(session, ownerId, key, cancel);
    }

    private static async Task<StartResult> ForgetKeyAsync(
        PostgresSession session, Guid ownerId, Idempotency? key, StartResult result, CancellationToken cancel)
    {
        if (key is not null)
            await session.ExecuteAsync("DELETE FROM idempotency_keys WHERE user_id = $1 AND key = $2", [ownerId, key.Key], cancel);
        return result;
    }

    private Task<StartResult?> EarlierAsync(PostgresSession session, Guid ownerId, Idempotency key, CancellationToken cancel) =>
        session.FirstAsync<StartResult>(
            """
            SELECT fingerprint, document_id, transform_id FROM idempotency_keys
             WHERE user_id = $1 AND key = $2 AND created_at > coalesce($3::timestamptz, now()) - $4
            """,
            [ownerId, key.Key, database.Now, Idempotency.KeptFor],
            row => row.GetString(0) == key.Fingerprint ? new StartResult.Started(row.GetGuid(1), row.GetGuid(2)) : new StartResult.KeyReused(),
            cancel);

    private async Task<StartResult> QueueAsync(
        PostgresSession session, Guid ownerId, Guid documentId, NewGeneration generation, CancellationToken cancel)
    {
        await using var batch = session.Batch();
        batch
            .Add(
                """
                INSERT INTO transforms (id, document_id, user_id, type, status, round, replaces, attempts, created_at, model, asked, params)
                SELECT $1, $2, $3, 'llm', 'queued', coalesce(max(round), 0) + 1, $4, $5, coalesce($6::timestamptz, now()), $7, $8::json, $9::json
                  FROM transforms WHERE document_id = $2
                """,
                generation.TransformId, documentId, ownerId, generation.Replaces, generation.Attempts, database.Now, generation.Model,
                JsonSerializer.Serialize(generation.Asked), generation.Params)
            .Add("INSERT INTO runs (transform_id) VALUES ($1)", generation.TransformId)
            .Add("UPDATE documents SET newest_transform_id = $2 WHERE id = $1", documentId, generation.TransformId);
        foreach (var input in generation.Inputs)
            batch.Add(
                "INSERT INTO transform_inputs (transform_id, artifact_id, role) VALUES ($1, $2, $3)", generation.TransformId, input.ArtifactId, input.Role);
        await batch.RunAsync(cancel);
        return new StartResult.Started(documentId, generation.TransformId);
    }

    private void Say(StartResult result, Guid ownerId)
    {
        if (result is StartResult.Started started)
            announcer.Say(Hint.Document(started.DocumentId), Hint.Library(ownerId), Hint.Work);
    }
}
