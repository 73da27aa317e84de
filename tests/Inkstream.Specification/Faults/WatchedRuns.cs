using Inkstream.Ports;

namespace Inkstream.Specification.Faults;

/// <summary>Lets a test stand between the engine and its commits, and cut the engine off as a crash would.</summary>
public sealed class WatchedRuns(IRunStore inner) : RunStoreDecorator(inner)
{
    /// <summary>What is committed in place of a batch.</summary>
    public Func<RunBatch, RunBatch>? Instead { get; set; }

    /// <summary>Awaited before every commit.</summary>
    public Func<Task>? BeforeCommit { get; set; }

    /// <summary>Awaited after every commit, before anyone is told of it.</summary>
    public Func<IReadOnlyList<RunOutcome>, Task>? AfterCommit { get; set; }

    /// <summary>The answers to that many claims are lost.</summary>
    public int LostClaims { get; set; }

    /// <summary>From now on the engine reaches nothing.</summary>
    public bool Severed { get; set; }

    public override async Task<IReadOnlyList<ClaimedRun>> ClaimAsync(string owner, int most, CancellationToken cancel)
    {
        Check();
        var claimed = await base.ClaimAsync(owner, most, cancel);
        if (claimed.Count == 0 || LostClaims == 0)
            return claimed;
        LostClaims--;
        throw new StoreUnavailableException("The answer was lost.");
    }

    public override async Task<IReadOnlyList<RunOutcome>> CommitAsync(IReadOnlyList<RunBatch> batches, CancellationToken cancel)
    {
        if (BeforeCommit is { } before)
            await before();
        Check();
        var outcomes = await base.CommitAsync(Instead is null ? batches : [.. batches.Select(Instead)], cancel);
        if (AfterCommit is { } after)
            await after(outcomes);
        return outcomes;
    }

    public override Task HeartbeatAsync(IReadOnlyList<RunLease> leases, CancellationToken cancel)
    {
        Check();
        return base.HeartbeatAsync(leases, cancel);
    }

    public override Task<bool> TakeOverAsync(RunSighting sighting, CancellationToken cancel)
    {
        Check();
        return base.TakeOverAsync(sighting, cancel);
    }

    private void Check()
    {
        if (Severed)
            throw new StoreUnavailableException("This server is dead.");
    }
}
