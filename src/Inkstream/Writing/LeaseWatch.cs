using Inkstream.Ports;
using Microsoft.Extensions.Logging;

namespace Inkstream.Writing;

/// <summary>
/// Takes over the runs of dead workers: those whose heartbeat this server saw unchanged for a lease, by its own
/// monotonic clock, so that no two servers' clocks need agree (invariant 12).
/// </summary>
internal sealed class LeaseWatch(IRunStore store, TimeSpan lease, string owner, TimeProvider time, ILogger log)
{
    private Dictionary<RunSighting, long> _firstSeen = [];

    /// <summary>Looks once; whether anything was taken over.</summary>
    public async Task<bool> LookAsync(CancellationToken cancel)
    {
        var now = time.GetTimestamp();
        var seen = new Dictionary<RunSighting, long>();
        var any = false;
        foreach (var sighting in await store.RunningElsewhereAsync(owner, cancel))
        {
            var since = _firstSeen.TryGetValue(sighting, out var first) ? first : now;
            if (!store.SoleOwner && time.GetElapsedTime(since, now) < lease)
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
