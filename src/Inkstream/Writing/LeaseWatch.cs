using Inkstream.Ports;
using Microsoft.Extensions.Logging;

namespace Inkstream.Writing;

/// <summary>
/// Takes over the runs of dead workers: those whose heartbeat this server saw unchanged for a lease, by its own
/// monotonic clock, so that no two servers' clocks need agree (invariant 12). Runs of this very worker that it does not
/// hold any more (their attempt broke, or the answer to their claim was lost) are as dead as anyone's.
/// </summary>
internal sealed class LeaseWatch(IRunStore store, TimeSpan lease, string owner, Func<RunLease, bool> isHeld, TimeProvider time, ILogger log)
{
    private Dictionary<RunSighting, long> _firstSeen = [];

    /// <summary>Looks once; whether anything was taken over.</summary>
    public async Task<bool> LookAsync(CancellationToken cancel)
    {
        var now = time.GetTimestamp();
        var seen = new Dictionary<RunSighting, long>();
        var any = false;

        // Nobody is called that, so it is all that run.
        var running = await store.RunningElsewhereAsync("", cancel);
        var elsewhere = running.Count == 0 ? [] : (await store.RunningElsewhereAsync(owner, cancel)).ToHashSet();
        foreach (var sighting in running)
        {
            var isElsewhere = elsewhere.Contains(sighting);
            if (!isElsewhere && isHeld(sighting.Lease))
                continue;
            var since = _firstSeen.TryGetValue(sighting, out var first) ? first : now;
            if (!(isElsewhere && store.SoleOwner) && time.GetElapsedTime(since, now) < lease)
            {
                seen[sighting] = since;
                continue;
            }

            if (await store.TakeOverAsync(sighting, cancel))
            {
                Log.TakenOver(log, sighting.Lease.TransformId);
                any = true;
            }
        }

        _firstSeen = seen;
        return any;
    }
}
