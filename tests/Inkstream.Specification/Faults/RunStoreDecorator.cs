using Inkstream.Documents;
using Inkstream.Ports;

namespace Inkstream.Specification.Faults;

/// <summary>Passes everything on.</summary>
public abstract class RunStoreDecorator(IRunStore inner) : IRunStore
{
    public bool SoleOwner => inner.SoleOwner;

    public virtual Task<IReadOnlyList<ClaimedRun>> ClaimAsync(string owner, int most, CancellationToken cancel) => inner.ClaimAsync(owner, most, cancel);

    public virtual Task<TimeSpan?> NextDueAsync(CancellationToken cancel) => inner.NextDueAsync(cancel);

    public virtual Task<DocumentSnapshot?> ReadForRunAsync(Guid documentId, CancellationToken cancel) => inner.ReadForRunAsync(documentId, cancel);

    public virtual Task<IReadOnlyList<RunOutcome>> CommitAsync(IReadOnlyList<RunBatch> batches, CancellationToken cancel) =>
        inner.CommitAsync(batches, cancel);

    public virtual Task HeartbeatAsync(IReadOnlyList<RunLease> leases, CancellationToken cancel) => inner.HeartbeatAsync(leases, cancel);

    public virtual Task<IReadOnlyList<RunLease>> LostAsync(IReadOnlyList<RunLease> leases, CancellationToken cancel) => inner.LostAsync(leases, cancel);

    public virtual Task<IReadOnlyList<RunSighting>> RunningAsync(string owner, CancellationToken cancel) =>
        inner.RunningAsync(owner, cancel);

    public virtual Task<bool> TakeOverAsync(RunSighting sighting, CancellationToken cancel) => inner.TakeOverAsync(sighting, cancel);

    public virtual Task<int> SweepAsync(TimeSpan grace, int most, CancellationToken cancel) => inner.SweepAsync(grace, most, cancel);
}
