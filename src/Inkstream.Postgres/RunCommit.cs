using Inkstream.Documents;
using Inkstream.Ports;
using Npgsql;

namespace Inkstream.Postgres;

/// <summary>
/// One commit of the chunk writer: two round trips, whatever the number of runs. The first takes the rows of those runs
/// that nobody else holds and says how they stand; the second writes all of them and commits.
/// </summary>
internal sealed class RunCommit(PostgresSession session, PostgresDatabase database, IReadOnlyList<RunBatch> batches)
{
    private readonly RunOutcome?[] _outcomes = new RunOutcome?[batches.Count];
    private readonly Dictionary<Guid, Row> _rows = [];
    private readonly HashSet<Guid> _owners = [];

    public async Task<IReadOnlyList<RunOutcome>> RunAsync(CancellationToken cancel)
    {
        try
        {
            await HoldAsync(cancel);
            await JudgeAsync(cancel);
            await WriteAsync(cancel);
            return [.. _outcomes.Select(outcome => outcome!)];
        }
        catch (PostgresException)
        {
            await session.RunAsync("ROLLBACK", CancellationToken.None);
            throw;
        }
    }

    /// <summary>Adds the statements that end an attempt, keep its text and queue its successor (invariant 4).</summary>
    public static void AddEnd(PostgresBatch batch, Guid transform, RunEnd end, DateTimeOffset? now, bool takeover)
    {
        batch.Add(
            """
            UPDATE transforms
               SET status = $2, error = $3::json, usage = $4::json, ended_at = coalesce($5::timestamptz, now()),
                   output_text = (SELECT string_agg(chunk_data, '' ORDER BY chunk_index) FROM transform_chunks WHERE transform_id = $1)
             WHERE id = $1
            """,
            transform, end.Status.Word(), Rows.JsonOf(end.Error), Rows.JsonOf(end.Usage), now);
        if (end.Next is not { } next)
            return;
        batch
            .Add(
                """
                INSERT INTO transforms (id, document_id, user_id, type, status, round, replaces, attempt, attempts, attempt_reason,
                                        takeovers, not_before, created_at, retry_of, model, asked, params)
                SELECT $2, document_id, user_id, type, 'queued', round, replaces, $3, attempts, $4, takeovers + $5,
                       CASE WHEN $6 > interval '0' THEN coalesce($7::timestamptz, now()) + $6 END, coalesce($7::timestamptz, now()), id, model, asked, params
                  FROM transforms WHERE id = $1
                """,
                transform, next.TransformId, next.Number, next.Reason, takeover ? 1 : 0, next.After, now)
            .Add(
                "INSERT INTO transform_inputs (transform_id, artifact_id, role) SELECT $2, artifact_id, role FROM transform_inputs WHERE transform_id = $1",
                transform, next.TransformId)
            .Add("INSERT INTO runs (transform_id) VALUES ($1)", next.TransformId)
            .Add(
                "UPDATE documents SET newest_transform_id = $2 WHERE newest_transform_id = $1 AND id = (SELECT document_id FROM transforms WHERE id = $1)",
                transform, next.TransformId);
    }

    private async Task HoldAsync(CancellationToken cancel)
    {
        var runs = batches.Select(b => b.Lease.TransformId).ToArray();
        await using var batch = session.Batch()
            .Add("BEGIN")
            .Add(PostgresDatabase.BeginTransaction, database.Origin)
            .Add(
                """
                SELECT r.transform_id, r.epoch, r.last_sequence, r.last_index, d.id, d.user_id, d.version
                  FROM runs r JOIN transforms t ON t.id = r.transform_id JOIN documents d ON d.id = t.document_id
                 WHERE r.transform_id = ANY($1) ORDER BY r.transform_id FOR NO KEY UPDATE OF r, d SKIP LOCKED
                """, runs)

            // A statement of its own: with the document's row held, nobody changes the status any more.
            .Add("SELECT id, status FROM transforms WHERE id = ANY($1)", runs);
        var listing = batches.Where(Lists).Select(b => b.Lease.TransformId).ToArray();
        if (listing.Length > 0)
            batch.Add(
                "SELECT id FROM users WHERE id IN (SELECT user_id FROM transforms WHERE id = ANY($1)) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED", listing);

        await using var reader = await batch.ReadAsync(cancel);
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            _rows[reader.GetGuid(0)] = new Row(
                reader.GetInt64(1), reader.GetInt64(2), reader.GetInt32(3), reader.GetGuid(4), reader.GetGuid(5), new DocumentVersion(reader.GetInt64(6)));
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            if (_rows.TryGetValue(reader.GetGuid(0), out var row))
                row.IsRunning = reader.GetString(1) == "running";
        if (listing.Length > 0 && await reader.NextResultAsync(cancel))
            while (await reader.ReadAsync(cancel))
                _owners.Add(reader.GetGuid(0));
    }

    /// <summary>Says of each batch what comes of it; those without an outcome are to be written.</summary>
    private async Task JudgeAsync(CancellationToken cancel)
    {
        for (var i = 0; i < batches.Count; i++)
        {
            if (!_rows.TryGetValue(batches[i].Lease.TransformId, out var row))
                continue;
            if (row.Epoch != batches[i].Lease.Epoch)
                _outcomes[i] = new RunOutcome.Lost();
            else if (batches[i].Sequence <= row.Sequence)
                _outcomes[i] = new RunOutcome.Repeated(row.DocumentId, row.OwnerId);
            else if (!row.IsRunning)
                _outcomes[i] = new RunOutcome.Lost();
            else if (Lists(batches[i]) && !_owners.Contains(row.OwnerId))
                _outcomes[i] = new RunOutcome.Held();
        }

        // Not among the rows taken: either somebody else holds it, or it is gone.
        var absent = Enumerable.Range(0, batches.Count).Where(i => !_rows.ContainsKey(batches[i].Lease.TransformId)).ToList();
        if (absent.Count == 0)
            return;
        var there = (await session.AllAsync(
            "SELECT transform_id FROM runs WHERE transform_id = ANY($1)",
            [absent.Select(i => batches[i].Lease.TransformId).ToArray()], row => row.GetGuid(0), cancel)).ToHashSet();
        foreach (var i in absent)
            _outcomes[i] = there.Contains(batches[i].Lease.TransformId) ? new RunOutcome.Held() : new RunOutcome.Lost();
    }

    private async Task WriteAsync(CancellationToken cancel)
    {
        var write = Enumerable.Range(0, batches.Count).Where(i => _outcomes[i] is null).ToList();
        if (write.Count == 0)
        {
            await session.RunAsync("ROLLBACK", cancel);
            return;
        }

        await using var batch = session.Batch();
        AddChunks(batch, [.. write.Where(i => batches[i].Text.Length > 0)]);
        foreach (var i in write)
        {
            var (transform, row) = (batches[i].Lease.TransformId, _rows[batches[i].Lease.TransformId]);
            if (batches[i].Prompt is { } prompt)
                batch.Add("UPDATE transforms SET template_id = $2, prompt = $3 WHERE id = $1", transform, prompt.TemplateId, prompt.Text);
            foreach (var part in batches[i].Parts)
                batch
                    .Add(
                        "INSERT INTO artifacts (id, user_id, type, data, created_at) VALUES ($1, $2, $3, $4::json, coalesce($5::timestamptz, now()))",
                        part.ArtifactId, row.OwnerId, part.Artifact.Type, part.Artifact.Data, database.Now)
                    .Add("INSERT INTO transform_outputs (transform_id, artifact_id, role) VALUES ($1, $2, $3)", transform, part.ArtifactId, part.Role);
            if (batches[i].End is { } end)
                AddEnd(batch, transform, end, database.Now, takeover: false);
        }

        batch
            .Add(
                """
                UPDATE runs r SET last_sequence = w.sequence, heartbeat = r.heartbeat + 1
                  FROM unnest($1::uuid[], $2::bigint[]) w (id, sequence) WHERE r.transform_id = w.id
                """,
                write.Select(i => batches[i].Lease.TransformId).ToArray(), write.Select(i => batches[i].Sequence).ToArray())
            .Add("SELECT id, version FROM documents WHERE id = ANY($1)", write.Select(i => _rows[batches[i].Lease.TransformId].DocumentId).ToArray())
            .Add("COMMIT");
        var versions = new Dictionary<Guid, DocumentVersion>();
        await using (var reader = await batch.ReadAsync(cancel))
        {
            do
            {
                while (await reader.ReadAsync(cancel))
                    versions[reader.GetGuid(0)] = new DocumentVersion(reader.GetInt64(1));
            }
            while (await reader.NextResultAsync(cancel));
        }

        foreach (var i in write)
        {
            var row = _rows[batches[i].Lease.TransformId];
            _outcomes[i] = new RunOutcome.Committed(
                row.DocumentId, row.OwnerId, row.Version, versions[row.DocumentId], batches[i].Text.Length > 0 ? row.LastIndex + 1 : null);
        }
    }

    private void AddChunks(PostgresBatch batch, List<int> write)
    {
        if (write.Count > 0)
            batch.Add(
                """
                INSERT INTO transform_chunks (transform_id, chunk_index, chunk_data, created_at)
                SELECT id, index, text, coalesce($4::timestamptz, now()) FROM unnest($1::uuid[], $2::int[], $3::text[]) c (id, index, text)
                """,
                write.Select(i => batches[i].Lease.TransformId).ToArray(), write.Select(i => _rows[batches[i].Lease.TransformId].LastIndex + 1).ToArray(),
                write.Select(i => batches[i].Text).ToArray(), database.Now);
    }

    /// <summary>Whether it changes what lists show, and so needs its owner's row.</summary>
    private static bool Lists(RunBatch batch) => batch.Parts.Count > 0 || batch.End is not null;

    /// <summary>A run's row, its document's and its status, as held by this transaction.</summary>
    private sealed record Row(long Epoch, long Sequence, int LastIndex, Guid DocumentId, Guid OwnerId, DocumentVersion Version)
    {
        public bool IsRunning { get; set; }
    }
}
