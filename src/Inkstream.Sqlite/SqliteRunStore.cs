using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Ports;
using Microsoft.Data.Sqlite;

namespace Inkstream.Sqlite;

/// <summary>What workers ask.</summary>
public sealed class SqliteRunStore(SqliteDatabase database, SqliteSignal signal, TimeProvider time) : IRunStore
{
    /// <inheritdoc/>
    public bool SoleOwner => true;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ClaimedRun>> ClaimAsync(string owner, int most, CancellationToken cancel)
    {
        // Looked at without the write lock first: an idle worker must not write every second.
        if (await NextDueAsync(cancel) is not { } due || due > TimeSpan.Zero)
            return [];
        var claimed = await database.WriteAsync(session =>
        {
            var now = time.GetUtcNow();
            var runs = new List<ClaimedRun>();
            using (var row = session.Query(
                """
                SELECT t.id, r.epoch + 1, d.id, d.user_id, d.kind
                  FROM transforms t JOIN runs r ON r.transform_id = t.id JOIN documents d ON d.id = t.document_id
                 WHERE t.status = 'queued' AND (t.not_before IS NULL OR t.not_before <= @0) ORDER BY t.id LIMIT @1
                """, now, most))
                while (row.Read())
                    runs.Add(new ClaimedRun(new RunLease(row.Id(0), row.GetInt64(1)), row.Id(2), row.Id(3), row.GetString(4)));
            foreach (var run in runs)
            {
                session.Execute("UPDATE runs SET epoch = @1, owner = @2, heartbeat = heartbeat + 1 WHERE transform_id = @0", run.Lease.TransformId, run.Lease.Epoch, owner);
                session.Execute("UPDATE transforms SET status = 'running', started_at = @1 WHERE id = @0", run.Lease.TransformId, now);
            }

            return runs;
        }, cancel);
        foreach (var run in claimed)
            signal.Say(Hint.Document(run.DocumentId));
        return claimed;
    }

    /// <inheritdoc/>
    public Task<TimeSpan?> NextDueAsync(CancellationToken cancel) => database.ReadAsync<TimeSpan?>(session =>
    {
        using var row = session.Query("SELECT min(coalesce(t.not_before, '')) FROM transforms t JOIN runs r ON r.transform_id = t.id WHERE t.status = 'queued'");
        if (!row.Read() || row.IsDBNull(0))
            return null;
        if (row.GetString(0).Length == 0)
            return TimeSpan.Zero;
        var wait = row.Time(0) - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }, cancel);

    /// <inheritdoc/>
    public Task<DocumentSnapshot?> ReadForRunAsync(Guid documentId, CancellationToken cancel) => database.ReadAsync(
        session => DocumentRows.Read(session, [new ReadRequest(documentId)], retired: true).GetValueOrDefault(documentId), cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunOutcome>> CommitAsync(IReadOnlyList<RunBatch> batches, CancellationToken cancel)
    {
        RunBatch.RequireOneEach(batches);
        IReadOnlyList<RunOutcome> outcomes;
        var madeFrom = new HashSet<Guid>();
        try
        {
            outcomes = await CommitAsync(batches, Write, madeFrom, cancel);
        }
        catch (SqliteException e) when (IsPoison(e))
        {
            // A savepoint for each run is two more statements a row, so they are set only when one of the runs needs it.
            outcomes = await CommitAsync(batches, WriteApart, madeFrom, cancel);
        }

        // This server's own viewers of the runs are told by the chunk writer; the queue may have grown by a successor.
        foreach (var document in madeFrom)
            signal.Say(Hint.Document(document));
        if (batches.Any(batch => batch.End?.Next is not null))
            signal.Say(Hint.Work);
        return outcomes;
    }

    /// <inheritdoc/>
    public Task HeartbeatAsync(IReadOnlyList<RunLease> leases, CancellationToken cancel) => database.WriteAsync(session =>
    {
        foreach (var lease in leases)
            session.Execute("UPDATE runs SET heartbeat = heartbeat + 1 WHERE transform_id = @0 AND epoch = @1", lease.TransformId, lease.Epoch);
        return true;
    }, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RunLease>> LostAsync(IReadOnlyList<RunLease> leases, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<RunLease>>(session =>
        {
            var lost = new List<RunLease>();
            foreach (var lease in leases)
            {
                using var row = session.Query(
                    "SELECT 1 FROM runs r JOIN transforms t ON t.id = r.transform_id WHERE r.transform_id = @0 AND r.epoch = @1 AND t.status = 'running'",
                    lease.TransformId, lease.Epoch);
                if (!row.Read())
                    lost.Add(lease);
            }

            return lost;
        }, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RunSighting>> RunningAsync(string owner, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<RunSighting>>(session =>
        {
            var runs = new List<RunSighting>();
            using var row = session.Query(
                "SELECT t.id, r.epoch, r.heartbeat, r.owner IS @0 FROM transforms t JOIN runs r ON r.transform_id = t.id WHERE t.status = 'running'", owner);
            while (row.Read())
                runs.Add(new RunSighting(new RunLease(row.Id(0), row.GetInt64(1)), row.GetInt64(2), row.GetBoolean(3)));
            return runs;
        }, cancel);

    /// <inheritdoc/>
    public async Task<bool> TakeOverAsync(RunSighting sighting, CancellationToken cancel)
    {
        var taken = await database.WriteAsync<(Guid DocumentId, Guid OwnerId)?>(session =>
        {
            Guid documentId, ownerId;
            int attempt, takeovers;
            using (var row = session.Query(
                """
                SELECT t.document_id, t.user_id, t.attempt, t.takeovers FROM transforms t JOIN runs r ON r.transform_id = t.id
                 WHERE t.id = @0 AND t.status = 'running' AND r.epoch = @1 AND r.heartbeat = @2
                """, sighting.Lease.TransformId, sighting.Lease.Epoch, sighting.Heartbeat))
            {
                if (!row.Read())
                    return null;
                (documentId, ownerId, attempt, takeovers) = (row.Id(0), row.Id(1), row.GetInt32(2), row.GetInt32(3));
            }

            // Whoever held it holds an older epoch now.
            session.Execute("UPDATE runs SET epoch = epoch + 1, owner = NULL WHERE transform_id = @0", sighting.Lease.TransformId);
            var next = takeovers < IRunStore.MaxTakeovers
                ? new NextAttempt(Ids.New(time), attempt, RunErrors.Interrupted.Code, TimeSpan.Zero)
                : null;
            End(session, sighting.Lease.TransformId, new RunEnd(TransformStatus.Failed, RunErrors.Interrupted, null, next), takeover: true);
            return (documentId, ownerId);
        }, cancel);
        if (taken is { } moved)
            signal.Say(Hint.Document(moved.DocumentId), Hint.Library(moved.OwnerId), Hint.Work);
        return taken is not null;
    }

    /// <inheritdoc/>
    public Task<int> SweepAsync(TimeSpan grace, int most, CancellationToken cancel) => database.WriteAsync(session =>
    {
        var now = time.GetUtcNow();
        var due = new List<Guid>();
        using (var row = session.Query(
            """
            SELECT r.transform_id FROM runs r JOIN transforms t ON t.id = r.transform_id
             WHERE t.status NOT IN ('queued', 'running') AND t.ended_at <= @0 LIMIT @1
            """, now - grace, most))
            while (row.Read())
                due.Add(row.Id(0));
        foreach (var transform in due)
        {
            session.Execute(
                """
                UPDATE transforms SET first_word_at = (SELECT created_at FROM transform_chunks WHERE transform_id = @0 AND chunk_index = 0)
                 WHERE id = @0
                """, transform);
            session.Execute("DELETE FROM transform_chunks WHERE transform_id = @0", transform);
            session.Execute("DELETE FROM runs WHERE transform_id = @0", transform);
        }

        session.Execute("DELETE FROM idempotency_keys WHERE created_at <= @0", now - Idempotency.KeptFor);
        return due.Count;
    }, cancel);

    private Task<IReadOnlyList<RunOutcome>> CommitAsync(
        IReadOnlyList<RunBatch> batches, Func<SqliteSession, RunBatch, RunOutcome> write, HashSet<Guid> madeFrom, CancellationToken cancel) =>
        database.WriteAsync<IReadOnlyList<RunOutcome>>(session =>
        {
            var outcomes = new RunOutcome[batches.Count];
            for (var i = 0; i < outcomes.Length; i++)
            {
                outcomes[i] = write(session, batches[i]);
                if (batches[i].Parts.Count > 0)
                    madeFrom.UnionWith(PartRows.MadeFrom(session, batches[i].Lease.TransformId));
            }

            return outcomes;
        }, cancel);

    private static bool IsPoison(SqliteException e) =>
        e.SqliteErrorCode is SqliteErrors.Constraint or SqliteErrors.Error or SqliteErrors.Mismatch;

    /// <summary>Writes a run so that it drops out alone when the database refuses it (invariant 8).</summary>
    private RunOutcome WriteApart(SqliteSession session, RunBatch batch)
    {
        session.Execute("SAVEPOINT run");
        try
        {
            var outcome = Write(session, batch);
            session.Execute("RELEASE run");
            return outcome;
        }
        catch (SqliteException e) when (IsPoison(e))
        {
            session.Execute("ROLLBACK TO run");
            session.Execute("RELEASE run");
            return new RunOutcome.Poisoned(e.Message);
        }
    }

    private RunOutcome Write(SqliteSession session, RunBatch batch)
    {
        var transform = batch.Lease.TransformId;
        Guid documentId, ownerId;
        long epoch, sequence, version;
        int lastIndex;
        string status;
        using (var row = session.Query(
            """
            SELECT r.epoch, r.last_sequence, r.last_index, t.status, t.document_id, t.user_id, d.version
              FROM runs r JOIN transforms t ON t.id = r.transform_id JOIN documents d ON d.id = t.document_id
             WHERE r.transform_id = @0
            """, transform))
        {
            if (!row.Read())
                return new RunOutcome.Lost();
            (epoch, sequence, lastIndex, status) = (row.GetInt64(0), row.GetInt64(1), row.GetInt32(2), row.GetString(3));
            (documentId, ownerId, version) = (row.Id(4), row.Id(5), row.GetInt64(6));
        }

        if (epoch != batch.Lease.Epoch)
            return new RunOutcome.Lost();
        if (batch.Sequence <= sequence)
            return new RunOutcome.Repeated(documentId, ownerId);
        if (status != "running")
            return new RunOutcome.Lost();

        if (batch.Prompt is { } prompt)
            session.Execute("UPDATE transforms SET template_id = @1, prompt = @2 WHERE id = @0", transform, prompt.TemplateId, prompt.Text);
        if (batch.Text.Length > 0)
            session.Execute(
                "INSERT INTO transform_chunks (transform_id, chunk_index, chunk_data, created_at) VALUES (@0, @1, @2, @3)",
                transform, lastIndex + 1, batch.Text, time.GetUtcNow());
        foreach (var part in batch.Parts)
        {
            session.Execute(
                "INSERT INTO artifacts (id, user_id, type, data, created_at) VALUES (@0, @1, @2, @3, @4)",
                part.ArtifactId, ownerId, part.Artifact.Type, part.Artifact.Data, time.GetUtcNow());
            session.Execute(
                "INSERT INTO transform_outputs (transform_id, artifact_id, role) VALUES (@0, @1, @2)", transform, part.ArtifactId, part.Role);
        }

        if (batch.End is { } end)
            End(session, transform, end, takeover: false);

        // Last of all, so that the version it returns is the one that the commit leaves.
        using var now = session.Query(
            """
            UPDATE runs SET last_sequence = @1, heartbeat = heartbeat + 1 WHERE transform_id = @0
            RETURNING (SELECT version FROM documents WHERE id = @2)
            """,
            transform, batch.Sequence, documentId);
        now.Read();
        return new RunOutcome.Committed(
            documentId, ownerId, new DocumentVersion(version), new DocumentVersion(now.GetInt64(0)), batch.Text.Length > 0 ? lastIndex + 1 : null);
    }

    /// <summary>Ends an attempt, keeps its text, and queues its successor, all in the caller's transaction (invariant 4).</summary>
    private void End(SqliteSession session, Guid transform, RunEnd end, bool takeover)
    {
        var now = time.GetUtcNow();
        session.Execute(
            """
            UPDATE transforms
               SET status = @1, error = @2, usage = @3, ended_at = @4,
                   output_text = (SELECT group_concat(chunk_data, '')
                                    FROM (SELECT chunk_data FROM transform_chunks WHERE transform_id = @0 ORDER BY chunk_index))
             WHERE id = @0
            """,
            transform, end.Status.Word(), Json(end.Error), Json(end.Usage), now);
        if (end.Next is not { } next)
            return;
        session.Execute(
            """
            INSERT INTO transforms (id, document_id, user_id, type, status, round, replaces, attempt, attempts, attempt_reason,
                                    takeovers, not_before, created_at, retry_of, model, asked, params)
            SELECT @1, document_id, user_id, type, 'queued', round, replaces, @2, attempts, @3, takeovers + @4, @5, @6, id, model, asked, params
              FROM transforms WHERE id = @0
            """,
            transform, next.TransformId, next.Number, next.Reason, takeover ? 1 : 0, next.After > TimeSpan.Zero ? now + next.After : null, now);
        session.Execute(
            "INSERT INTO transform_inputs (transform_id, artifact_id, role) SELECT @1, artifact_id, role FROM transform_inputs WHERE transform_id = @0",
            transform, next.TransformId);
        session.Execute("INSERT INTO runs (transform_id) VALUES (@0)", next.TransformId);
        session.Execute("UPDATE documents SET newest_transform_id = @1 WHERE newest_transform_id = @0 AND id = (SELECT document_id FROM transforms WHERE id = @0)", transform, next.TransformId);
    }

    private static string? Json<T>(T? value)
        where T : class => value is null ? null : JsonSerializer.Serialize(value, FieldSet.Json);
}
