using System.Diagnostics;
using Inkstream.Documents;
using Inkstream.Ports;

namespace Inkstream.Bench.Writer;

/// <summary>The product's own store; only its commits are watched.</summary>
internal sealed class MeasuredRunStore(IRunStore store, Ledger ledger) : IRunStore
{
    public bool SoleOwner => store.SoleOwner;

    public async Task<IReadOnlyList<RunOutcome>> CommitAsync(IReadOnlyList<RunBatch> batches, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        var outcomes = await store.CommitAsync(batches, cancel);
        ledger.Commit(batches.Where((_, i) => outcomes[i] is RunOutcome.Committed).Select(batch => batch.Text), Stopwatch.GetElapsedTime(begun));
        return outcomes;
    }

    public Task<IReadOnlyList<ClaimedRun>> ClaimAsync(string owner, int most, CancellationToken cancel) => store.ClaimAsync(owner, most, cancel);

    public Task<TimeSpan?> NextDueAsync(CancellationToken cancel) => store.NextDueAsync(cancel);

    public Task<DocumentSnapshot?> ReadForRunAsync(Guid documentId, CancellationToken cancel) => store.ReadForRunAsync(documentId, cancel);

    public Task HeartbeatAsync(IReadOnlyList<RunLease> leases, CancellationToken cancel) => store.HeartbeatAsync(leases, cancel);

    public Task<IReadOnlyList<RunLease>> LostAsync(IReadOnlyList<RunLease> leases, CancellationToken cancel) => store.LostAsync(leases, cancel);

    public Task<IReadOnlyList<RunSighting>> RunningAsync(string owner, CancellationToken cancel) => store.RunningAsync(owner, cancel);

    public Task<bool> TakeOverAsync(RunSighting sighting, CancellationToken cancel) => store.TakeOverAsync(sighting, cancel);

    public Task<int> SweepAsync(TimeSpan grace, int most, CancellationToken cancel) => store.SweepAsync(grace, most, cancel);
}
