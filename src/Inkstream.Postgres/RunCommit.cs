using Inkstream.Documents;
using Inkstream.Ports;
using Npgsql;

namespace Inkstream.Postgres;

/// <summary>
/// One commit of the chunk writer: one round trip, whatever the number of runs (<c>write_batch</c> in the schema holds,
/// judges and writes); a second one when an attempt ends.
/// </summary>
internal sealed class RunCommit(PostgresSession session, PostgresDatabase database, IReadOnlyList<RunBatch> batches)
{
    private const string WriteBatch =
        "SELECT run, outcome, document, owner, version_before, version_after, chunk_index FROM write_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";

    private readonly Dictionary<Guid, RunOutcome> _outcomes = [];
    private readonly List<Guid> _madeFrom = [];

    /// <summary>Other documents that the commit moved: they were made from what it gave a new version.</summary>
    public IReadOnlyList<Guid> MadeFrom => _madeFrom;

    public async Task<IReadOnlyList<RunOutcome>> RunAsync(CancellationToken cancel)
    {
        if (batches.All(batch => batch.End is null))
            await WriteAsync(cancel);
        else
            await WriteAndEndAsync(cancel);
        return [.. batches.Select(batch => _outcomes[batch.Lease.TransformId])];
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

    /// <summary>By itself, and so committed when it answers.</summary>
    private async Task WriteAsync(CancellationToken cancel)
    {
        await using var batch = session.Batch().Add(WriteBatch, Arguments());
        await using var reader = await batch.ReadAsync(cancel);
        await KeepOutcomesAsync(reader, cancel);
    }

    private async Task WriteAndEndAsync(CancellationToken cancel)
    {
        try
        {
            await using (var batch = session.Batch().Add("BEGIN").Add(PostgresDatabase.BeginTransaction, database.Origin).Add(WriteBatch, Arguments()))
            await using (var reader = await batch.ReadAsync(cancel))
            {
                await reader.NextResultAsync(cancel);
                await KeepOutcomesAsync(reader, cancel);
            }

            await EndAsync(cancel);
        }
        catch (PostgresException)
        {
            await session.RollBackAsync();
            throw;
        }
    }

    private async Task EndAsync(CancellationToken cancel)
    {
        await using var batch = session.Batch();
        var ending = new Dictionary<Guid, Guid>();
        foreach (var (id, end) in batches.Where(b => b.End is not null).Select(b => (b.Lease.TransformId, b.End!)))
        {
            if (_outcomes[id] is not RunOutcome.Committed committed)
                continue;
            ending[committed.DocumentId] = id;
            AddEnd(batch, id, end, database.Now, takeover: false);
        }

        batch.Add("SELECT id, version FROM documents WHERE id = ANY($1)", ending.Keys.ToArray()).Add("COMMIT");
        await using var reader = await batch.ReadAsync(cancel);
        do
        {
            while (await reader.ReadAsync(cancel))
            {
                var id = ending[reader.GetGuid(0)];
                _outcomes[id] = (RunOutcome.Committed)_outcomes[id] with { After = new DocumentVersion(reader.GetInt64(1)) };
            }
        }
        while (await reader.NextResultAsync(cancel));
    }

    private object?[] Arguments()
    {
        var prompted = batches.Where(b => b.Prompt is not null).ToArray();
        var parts = batches.SelectMany(b => b.Parts, (b, part) => (Run: b.Lease.TransformId, Part: part)).ToArray();
        return
        [
            database.Origin, database.Now,
            Each(batches, b => b.Lease.TransformId), Each(batches, b => b.Lease.Epoch), Each(batches, b => b.Sequence), Each(batches, b => b.Text),
            Each(batches, b => b.Parts.Count > 0 || b.End is not null),
            Each(prompted, b => b.Lease.TransformId), Each(prompted, b => b.Prompt!.TemplateId), Each(prompted, b => b.Prompt!.Text),
            Each(parts, p => p.Run), Each(parts, p => p.Part.ArtifactId), Each(parts, p => p.Part.Artifact.Type), Each(parts, p => p.Part.Artifact.Data),
            Each(parts, p => p.Part.Role),
        ];

        static TValue[] Each<TItem, TValue>(IReadOnlyList<TItem> items, Func<TItem, TValue> value) => [.. items.Select(value)];
    }

    private async Task KeepOutcomesAsync(NpgsqlDataReader reader, CancellationToken cancel)
    {
        while (await reader.ReadAsync(cancel))
        {
            if (reader.GetString(1) is "moved")
                _madeFrom.Add(reader.GetGuid(2));
            else
                _outcomes[reader.GetGuid(0)] = Outcome(reader);
        }
    }

    private static RunOutcome Outcome(NpgsqlDataReader reader) => reader.GetString(1) switch
    {
        "committed" => new RunOutcome.Committed(
            reader.GetGuid(2), reader.GetGuid(3), new DocumentVersion(reader.GetInt64(4)), new DocumentVersion(reader.GetInt64(5)),
            reader.IsDBNull(6) ? null : reader.GetInt32(6)),
        "repeated" => new RunOutcome.Repeated(reader.GetGuid(2), reader.GetGuid(3)),
        "held" => new RunOutcome.Held(),
        _ => new RunOutcome.Lost(),
    };
}
