using Inkstream.Documents;
using Inkstream.Ports;
using Npgsql;

namespace Inkstream.Postgres;

/// <summary>What workers ask. Who touches several runs takes them in id order and skips what somebody else holds (invariant 8).</summary>
public sealed class PostgresRunStore(PostgresDatabase database, IAnnouncer announcer, TimeProvider time) : IRunStore
{
    /// <inheritdoc/>
    public bool SoleOwner => false;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ClaimedRun>> ClaimAsync(string owner, int most, CancellationToken cancel)
    {
        // Looked at without a transaction first: an idle worker must not write every second.
        if (await NextDueAsync(cancel) is not { } due || due > TimeSpan.Zero)
            return [];
        var claimed = await database.WriteAsync(
            session => session.AllAsync(
                """
                WITH due AS (
                  SELECT t.id, d.id AS document_id, d.user_id, d.kind
                    FROM transforms t JOIN runs r ON r.transform_id = t.id JOIN documents d ON d.id = t.document_id
                   WHERE t.status = 'queued' AND (t.not_before IS NULL OR t.not_before <= coalesce($3::timestamptz, now()))
                   ORDER BY t.id LIMIT $2 FOR NO KEY UPDATE OF t, r, d SKIP LOCKED),
                taken AS (
                  UPDATE runs r SET epoch = r.epoch + 1, owner = $1, heartbeat = r.heartbeat + 1 FROM due WHERE r.transform_id = due.id
                  RETURNING r.transform_id, r.epoch),
                begun AS (
                  UPDATE transforms t SET status = 'running', started_at = coalesce($3::timestamptz, now()) FROM due WHERE t.id = due.id)
                SELECT taken.transform_id, taken.epoch, due.document_id, due.user_id, due.kind FROM taken JOIN due ON due.id = taken.transform_id
                ORDER BY due.id
                """,
                [owner, most, database.Now],
                row => new ClaimedRun(new RunLease(row.GetGuid(0), row.GetInt64(1)), row.GetGuid(2), row.GetGuid(3), row.GetString(4)), cancel),
            cancel);
        foreach (var run in claimed)
            announcer.Say(Hint.Document(run.DocumentId));
        return claimed;
    }

    /// <inheritdoc/>
    public Task<TimeSpan?> NextDueAsync(CancellationToken cancel) => database.ReadAsync(
        session => session.FirstAsync<TimeSpan?>(
            """
            SELECT greatest(min(coalesce(t.not_before, '-infinity')), coalesce($1::timestamptz, now())) - coalesce($1::timestamptz, now())
              FROM transforms t JOIN runs r ON r.transform_id = t.id WHERE t.status = 'queued' HAVING count(*) > 0
            """,
            [database.Now], row => row.GetTimeSpan(0), cancel),
        cancel);

    /// <inheritdoc/>
    public Task<DocumentSnapshot?> ReadForRunAsync(Guid documentId, CancellationToken cancel) => database.ReadAsync(
        async session => (await DocumentRows.ReadAsync(session, [new ReadRequest(documentId)], retired: true, cancel)).GetValueOrDefault(documentId), cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunOutcome>> CommitAsync(IReadOnlyList<RunBatch> batches, CancellationToken cancel)
    {
        RunBatch.RequireOneEach(batches);
        IReadOnlyList<RunOutcome> outcomes;
        IReadOnlyList<Guid> madeFrom = [];
        try
        {
            outcomes = await database.BorrowAsync(
                async session =>
                {
                    var commit = new RunCommit(session, database, batches);
                    var answer = await commit.RunAsync(cancel);
                    madeFrom = commit.MadeFrom;
                    return answer;
                },
                cancel);
        }
        catch (PostgresException e) when (PostgresErrors.IsPoison(e))
        {
            // One of them was refused and took the others along: each by itself, and it drops out alone.
            if (batches is [_])
                return [new RunOutcome.Poisoned(e.MessageText)];
            var apart = new List<RunOutcome>();
            foreach (var batch in batches)
                apart.AddRange(await CommitAsync([batch], cancel));
            return apart;
        }

        Announce(batches, outcomes);
        foreach (var document in madeFrom)
            announcer.Say(Hint.Document(document));
        return outcomes;
    }

    /// <inheritdoc/>
    public Task HeartbeatAsync(IReadOnlyList<RunLease> leases, CancellationToken cancel) => database.WriteAsync(
        session => session.ExecuteAsync(
            """
            UPDATE runs r SET heartbeat = r.heartbeat + 1
             WHERE r.transform_id IN (
               SELECT h.transform_id FROM runs h JOIN unnest($1::uuid[], $2::bigint[]) l (id, epoch) ON l.id = h.transform_id AND l.epoch = h.epoch
                ORDER BY h.transform_id FOR NO KEY UPDATE OF h SKIP LOCKED)
            """,
            [leases.Select(l => l.TransformId).ToArray(), leases.Select(l => l.Epoch).ToArray()], cancel),
        cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunLease>> LostAsync(IReadOnlyList<RunLease> leases, CancellationToken cancel)
    {
        var held = await database.ReadAsync(
            session => session.AllAsync(
                """
                SELECT r.transform_id, r.epoch FROM unnest($1::uuid[], $2::bigint[]) l (id, epoch)
                  JOIN runs r ON r.transform_id = l.id AND r.epoch = l.epoch JOIN transforms t ON t.id = l.id
                 WHERE t.status = 'running'
                """,
                [leases.Select(l => l.TransformId).ToArray(), leases.Select(l => l.Epoch).ToArray()],
                row => new RunLease(row.GetGuid(0), row.GetInt64(1)), cancel),
            cancel);
        return [.. leases.Except(held)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunSighting>> RunningAsync(string owner, CancellationToken cancel) => await database.ReadAsync(
        session => session.AllAsync(
            """
            SELECT t.id, r.epoch, r.heartbeat, r.owner IS NOT DISTINCT FROM $1
              FROM transforms t JOIN runs r ON r.transform_id = t.id WHERE t.status = 'running'
            """,
            [owner], row => new RunSighting(new RunLease(row.GetGuid(0), row.GetInt64(1)), row.GetInt64(2), row.GetBoolean(3)), cancel),
        cancel);

    /// <inheritdoc/>
    public async Task<bool> TakeOverAsync(RunSighting sighting, CancellationToken cancel)
    {
        var taken = await database.WriteAsync(
            async session =>
            {
                // What somebody holds is not silent: the next look tells.
                var held = await session.FirstAsync<(Guid DocumentId, Guid OwnerId, int Attempt, int Takeovers)?>(
                    """
                    SELECT d.id, d.user_id, t.attempt, t.takeovers
                      FROM transforms t JOIN runs r ON r.transform_id = t.id JOIN documents d ON d.id = t.document_id
                     WHERE t.id = $1 AND t.status = 'running' AND r.epoch = $2 AND r.heartbeat = $3
                       FOR NO KEY UPDATE OF d, r, t SKIP LOCKED
                    """,
                    [sighting.Lease.TransformId, sighting.Lease.Epoch, sighting.Heartbeat],
                    row => (row.GetGuid(0), row.GetGuid(1), row.GetInt32(2), row.GetInt32(3)), cancel);
                if (held is not { } run)
                    return null;
                var next = run.Takeovers < IRunStore.MaxTakeovers
                    ? new NextAttempt(Ids.New(time), run.Attempt, RunErrors.Interrupted.Code, TimeSpan.Zero)
                    : null;
                await using var batch = session.Batch();

                // Whoever held it holds an older epoch now.
                batch.Add("UPDATE runs SET epoch = epoch + 1, owner = NULL WHERE transform_id = $1", sighting.Lease.TransformId);
                RunCommit.AddEnd(
                    batch, sighting.Lease.TransformId, new RunEnd(TransformStatus.Failed, RunErrors.Interrupted, null, next), database.Now, takeover: true);
                await batch.RunAsync(cancel);
                return held;
            },
            cancel);
        if (taken is { } moved)
            announcer.Say(Hint.Document(moved.DocumentId), Hint.Library(moved.OwnerId), Hint.Work);
        return taken is not null;
    }

    /// <inheritdoc/>
    public Task<int> SweepAsync(TimeSpan grace, int most, CancellationToken cancel) => database.WriteAsync(
        async session =>
        {
            var due = await session.AllAsync(
                """
                SELECT r.transform_id FROM runs r JOIN transforms t ON t.id = r.transform_id
                 WHERE t.status NOT IN ('queued', 'running') AND t.ended_at <= coalesce($1::timestamptz, now()) - $2
                 LIMIT $3 FOR UPDATE OF r SKIP LOCKED
                """,
                [database.Now, grace, most], row => row.GetGuid(0), cancel);
            if (due.Count > 0)
            {
                await session.ExecuteAsync(
                    """
                    UPDATE transforms t SET first_word_at = c.created_at
                      FROM transform_chunks c WHERE c.transform_id = t.id AND c.chunk_index = 0 AND t.id = ANY($1)
                    """, [due.ToArray()], cancel);
                await session.ExecuteAsync("DELETE FROM transform_chunks WHERE transform_id = ANY($1)", [due.ToArray()], cancel);
                await session.ExecuteAsync("DELETE FROM runs WHERE transform_id = ANY($1)", [due.ToArray()], cancel);
            }

            await session.ExecuteAsync(
                "DELETE FROM idempotency_keys WHERE created_at <= coalesce($1::timestamptz, now()) - $2", [database.Now, Idempotency.KeptFor], cancel);
            return due.Count;
        },
        cancel);

    /// <summary>This server's own viewers are told by the chunk writer; the queue may have grown by a successor.</summary>
    private void Announce(IReadOnlyList<RunBatch> batches, IReadOnlyList<RunOutcome> outcomes)
    {
        var hints = new HashSet<Hint>();
        for (var i = 0; i < batches.Count; i++)
        {
            if (outcomes[i] is not RunOutcome.Committed committed)
                continue;
            hints.Add(Hint.Document(committed.DocumentId));
            if (batches[i].Parts.Count > 0 || batches[i].End is not null)
                hints.Add(Hint.Library(committed.OwnerId));
            if (batches[i].End?.Next is not null)
                announcer.Say(Hint.Work);
        }

        if (hints.Count > 0)
            announcer.SayElsewhere([.. hints]);
    }
}
