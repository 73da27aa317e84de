using Inkstream.Ports;
using Microsoft.Extensions.Logging;

namespace Inkstream.Writing;

/// <summary>
/// Takes over the runs that nobody writes any more: those whose heartbeat this server saw unchanged for a lease, by its
/// own monotonic clock, so that no two servers' clocks need agree (invariant 12). A run of this server's own that has no
/// attempt here is one of them: the answer to its claim was lost, or its attempt broke.
/// </summary>
internal sealed class LeaseWatch(IRunStore store, TimeSpan lease, string owner, TimeProvider time, ILogger log)
{
    private Dictionary<RunSighting, long> _firstSeen = [];

    /// <summary>Looks once; whether anything was taken over.</summary>
    /// <param name="written">Whether this server has an attempt for a run.</param>
    /// <param name="cancel">Ends the look.</param>
    public async Task<bool> LookAsync(Func<RunLease, bool> written, CancellationToken cancel)
    {
        var now = time.GetTimestamp();
        var seen = new Dictionary<RunSighting, long>();
        var any = false;
        foreach (var sighting in await store.RunningAsync(owner, cancel))
        {
            if (written(sighting.Lease))
                continue;

            // Where one process owns the database, another owner's run is a dead process's.
            var dead = store.SoleOwner && !sighting.Own;
            var since = _firstSeen.TryGetValue(sighting, out var first) ? first : now;
            if (!dead && time.GetElapsedTime(since, now) < lease)
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
