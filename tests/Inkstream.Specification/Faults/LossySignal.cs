using Inkstream.Ports;

namespace Inkstream.Specification.Faults;

/// <summary>A signal at its worst: it loses hints, doubles them, and gives them late and in another order. Seeded.</summary>
public sealed class LossySignal(ISignal inner, int seed) : ISignal
{
    public Task ListenAsync(Action<Hint> heard, CancellationToken cancel)
    {
        var (gate, random, late) = (new Lock(), new Random(seed), new List<Hint>());
        return inner.ListenAsync(
            hint =>
            {
                lock (gate)
                {
                    switch (random.Next(6))
                    {
                        case 0 or 1:
                            return;
                        case 2:
                            late.Add(hint);
                            return;
                        case 3:
                            heard(hint);
                            break;
                    }

                    heard(hint);
                    late.ForEach(heard);
                    late.Clear();
                }
            },
            cancel);
    }
}
