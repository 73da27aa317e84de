using Inkstream.Ports;

namespace Inkstream.Specification.Faults;

/// <summary>
/// A database at its worst: a commit is lost before it began, or its answer is lost after it was done; both look the
/// same to the caller. Seeded.
/// </summary>
/// <param name="inner">The store.</param>
/// <param name="seed">Replays a run.</param>
/// <param name="oneIn">How many commits there are to a lost one, of each kind.</param>
public sealed class LossyCommits(IRunStore inner, int seed, int oneIn) : RunStoreDecorator(inner)
{
    private readonly Random _random = new(seed);

    /// <summary>How many were lost.</summary>
    public int Lost { get; private set; }

    public override async Task<IReadOnlyList<RunOutcome>> CommitAsync(IReadOnlyList<RunBatch> batches, CancellationToken cancel)
    {
        var fate = _random.Next(oneIn * 2);
        if (fate == 0)
            throw Unavailable();
        var outcomes = await base.CommitAsync(batches, cancel);
        return fate == 1 ? throw Unavailable() : outcomes;
    }

    private StoreUnavailableException Unavailable()
    {
        Lost++;
        return new StoreUnavailableException("The connection died.");
    }
}
