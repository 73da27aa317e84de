using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Inkstream.Ports;

namespace Inkstream.Specification.Faults;

/// <summary>
/// Measures from the moment in which the model said a piece of text to the moment in which its commit was answered: each
/// piece is a stamp of its time, and is found again in what was committed.
/// </summary>
public sealed partial class StampedCommits(IRunStore inner) : RunStoreDecorator(inner)
{
    /// <summary>Each piece that was committed: of which run, when it was said, and how long its commit took.</summary>
    public ConcurrentQueue<(Guid Transform, long Said, TimeSpan Wait)> Committed { get; } = new();

    /// <summary>A piece of text that says when it was said.</summary>
    public static string Stamp() => string.Create(CultureInfo.InvariantCulture, $"<{Stopwatch.GetTimestamp()}>");

    public override async Task<IReadOnlyList<RunOutcome>> CommitAsync(IReadOnlyList<RunBatch> batches, CancellationToken cancel)
    {
        var outcomes = await base.CommitAsync(batches, cancel);
        var now = Stopwatch.GetTimestamp();
        for (var i = 0; i < outcomes.Count; i++)
        {
            if (outcomes[i] is not RunOutcome.Committed)
                continue;
            foreach (Match stamp in Stamps().Matches(batches[i].Text))
            {
                var said = long.Parse(stamp.ValueSpan[1..^1], CultureInfo.InvariantCulture);
                Committed.Enqueue((batches[i].Lease.TransformId, said, Stopwatch.GetElapsedTime(said, now)));
            }
        }

        return outcomes;
    }

    [GeneratedRegex(@"<\d+>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Stamps();
}
