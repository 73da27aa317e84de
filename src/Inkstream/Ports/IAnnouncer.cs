namespace Inkstream.Ports;

/// <summary>
/// How a store tells of what it has just committed. Neither method waits, and neither throws: a hint that gets lost is
/// made up for by the poll (invariant 7).
/// </summary>
public interface IAnnouncer
{
    /// <summary>Tells this server's listeners and the other servers.</summary>
    void Say(params ReadOnlySpan<Hint> hints);

    /// <summary>Tells the other servers only: whoever committed tells Live here itself.</summary>
    void SayElsewhere(params ReadOnlySpan<Hint> hints);
}
