using Inkstream.Documents;

namespace Inkstream.Ports;

/// <summary>What workers ask of the database. A run is the part of a transform that changes while it is written.</summary>
public interface IRunStore
{
    /// <summary>
    /// Whether one process owns the database. Then a run of another owner is a dead process's, and is taken over at
    /// once instead of after a lease (invariant 12).
    /// </summary>
    bool SoleOwner { get; }

    /// <summary>Takes up to <paramref name="most"/> queued runs whose time has come; each gets a new epoch.</summary>
    Task<IReadOnlyList<ClaimedRun>> ClaimAsync(string owner, int most, CancellationToken cancel);

    /// <summary>How long until the next queued run's time comes: zero when it is due; null when none waits.</summary>
    Task<TimeSpan?> NextDueAsync(CancellationToken cancel);

    /// <summary>What a worker needs to begin: all parts, also retired ones. Null when the document is gone.</summary>
    Task<DocumentSnapshot?> ReadForRunAsync(Guid documentId, CancellationToken cancel);

    /// <summary>
    /// Commits all batches in one transaction and says what came of each, in their order. A refused or poisoned one
    /// drops out alone (invariant 8). One batch a run, as <see cref="RunBatch.RequireOneEach"/> says.
    /// </summary>
    /// <exception cref="ArgumentException">Two batches are of one run.</exception>
    /// <exception cref="StoreUnavailableException">Nothing is known of the commit; repeating the same batches is safe.</exception>
    Task<IReadOnlyList<RunOutcome>> CommitAsync(IReadOnlyList<RunBatch> batches, CancellationToken cancel);

    /// <summary>Shows that the leases' holder lives.</summary>
    Task HeartbeatAsync(IReadOnlyList<RunLease> leases, CancellationToken cancel);

    /// <summary>Those of the leases that are void: stopped, taken over or deleted.</summary>
    Task<IReadOnlyList<RunLease>> LostAsync(IReadOnlyList<RunLease> leases, CancellationToken cancel);

    /// <summary>All running runs, with the heartbeat each shows, and whether <paramref name="owner"/> holds it.</summary>
    Task<IReadOnlyList<RunSighting>> RunningAsync(string owner, CancellationToken cancel);

    /// <summary>
    /// Ends a run as <c>interrupted</c> and queues its successor, or, after <see cref="MaxTakeovers"/>, ends its
    /// generation; nothing when it moved since it was seen.
    /// </summary>
    Task<bool> TakeOverAsync(RunSighting sighting, CancellationToken cancel);

    /// <summary>
    /// Removes the chunks of up to <paramref name="most"/> transforms that ended longer than <paramref name="grace"/>
    /// ago, and idempotency keys past their time. Their text stays in <c>output_text</c>. Returns how many transforms.
    /// </summary>
    Task<int> SweepAsync(TimeSpan grace, int most, CancellationToken cancel);

    /// <summary>A run that crashes again after this many takeovers fails (contract 3).</summary>
    const int MaxTakeovers = 5;
}

/// <summary>The right to write into a run: an older epoch's is void (invariant 3).</summary>
public readonly record struct RunLease(Guid TransformId, long Epoch);

/// <summary>A run that a worker has just taken.</summary>
public sealed record ClaimedRun(RunLease Lease, Guid DocumentId, Guid OwnerId, string Kind);

/// <summary>A running run as the lease watch sees it: when nothing changes for a lease, nobody writes it any more.</summary>
/// <param name="Lease">The claim.</param>
/// <param name="Heartbeat">Rises while its worker lives.</param>
/// <param name="Own">Whether whoever asked holds it.</param>
public readonly record struct RunSighting(RunLease Lease, long Heartbeat, bool Own);

/// <summary>One run's share of a commit.</summary>
/// <param name="Lease">By what right.</param>
/// <param name="Sequence">Rises by one a batch; one already seen does nothing (invariant 3).</param>
public sealed record RunBatch(RunLease Lease, long Sequence)
{
    /// <summary>The prompt, once, before the model is asked.</summary>
    public RunPrompt? Prompt { get; init; }

    /// <summary>The model's text since the last batch: becomes one chunk. Empty: none.</summary>
    public string Text { get; init; } = "";

    /// <summary>The parts that this text finished.</summary>
    public IReadOnlyList<FinishedPart> Parts { get; init; } = [];

    /// <summary>Set on the last batch (invariant 4).</summary>
    public RunEnd? End { get; init; }

    /// <summary>What every store asks of a commit: at most one batch of each run, so that they can be written side by side.</summary>
    /// <exception cref="ArgumentException">Two are of one run.</exception>
    public static void RequireOneEach(IReadOnlyList<RunBatch> batches)
    {
        var seen = new HashSet<Guid>(batches.Count);
        foreach (var batch in batches)
            if (!seen.Add(batch.Lease.TransformId))
                throw new ArgumentException($"Two batches are of the run {batch.Lease.TransformId}.", nameof(batches));
    }
}

/// <summary>The prompt of an attempt.</summary>
public sealed record RunPrompt(string TemplateId, string Text);

/// <summary>A part that closed.</summary>
public sealed record FinishedPart(Guid ArtifactId, string Role, NewArtifact Artifact);

/// <summary>How an attempt ends.</summary>
/// <param name="Status">Completed, failed or cancelled.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Usage">Tokens used, when known.</param>
/// <param name="Next">The attempt that goes on; null when the generation ends here.</param>
public sealed record RunEnd(TransformStatus Status, RunError? Error, TokenUsage? Usage, NextAttempt? Next);

/// <summary>A successor of an attempt.</summary>
/// <param name="TransformId">UUIDv7.</param>
/// <param name="Number">Its number.</param>
/// <param name="Reason">Why there is another: an error's code.</param>
/// <param name="After">How long it waits.</param>
public sealed record NextAttempt(Guid TransformId, int Number, string Reason, TimeSpan After);
