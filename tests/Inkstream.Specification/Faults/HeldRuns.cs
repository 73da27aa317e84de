using Inkstream.Ports;

namespace Inkstream.Specification.Faults;

/// <summary>Some runs of a commit are held by somebody else for a while, as by a foreign transaction.</summary>
public sealed class HeldRuns(IRunStore inner, int seed, int oneIn) : RunStoreDecorator(inner)
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);

    public int Held { get; private set; }

    public override async Task<IReadOnlyList<RunOutcome>> CommitAsync(IReadOnlyList<RunBatch> batches, CancellationToken cancel)
    {
        var outcomes = new RunOutcome[batches.Count];
        var free = new List<int>();
        lock (_gate)
        {
            for (var i = 0; i < outcomes.Length; i++)
            {
                if (_random.Next(oneIn) != 0)
                {
                    free.Add(i);
                    continue;
                }

                outcomes[i] = new RunOutcome.Held();
                Held++;
            }
        }

        var written = free.Count == 0 ? [] : await base.CommitAsync([.. free.Select(i => batches[i])], cancel);
        for (var n = 0; n < free.Count; n++)
            outcomes[free[n]] = written[n];
        return outcomes;
    }
}
