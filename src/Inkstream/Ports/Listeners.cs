using System.Collections.Immutable;

namespace Inkstream.Ports;

/// <summary>Those in this process who listen to an <see cref="ISignal"/>: what every adapter's signal has behind it.</summary>
public sealed class Listeners
{
    private ImmutableList<Action<Hint>> _all = [];

    /// <summary>Adds one, until the result is disposed.</summary>
    public IDisposable Add(Action<Hint> heard)
    {
        ImmutableInterlocked.Update(ref _all, all => all.Add(heard));
        return new Stay(this, heard);
    }

    /// <summary>Tells all of them.</summary>
    public void Say(params ReadOnlySpan<Hint> hints)
    {
        foreach (var heard in _all)
            foreach (var hint in hints)
                heard(hint);
    }

    private sealed class Stay(Listeners listeners, Action<Hint> heard) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref listeners._all, all => all.Remove(heard));
    }
}
