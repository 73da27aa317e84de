using System.Diagnostics;
using Inkstream.Bench.Floors;
using Inkstream.Bench.Measuring;

namespace Inkstream.Bench.Writer;

/// <summary>Many running transforms on one server: whether the writer keeps up, and how far it goes.</summary>
internal static class WriterBench
{
    private static readonly TimeSpan FloorTime = TimeSpan.FromSeconds(1.5);

    // Shorter ideas than a model's, so that closing parts, reads and the library have their share.
    private static readonly Load Paced = new(500, Manner.Paced, 40, 100, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6));
    private static readonly Load Waiting = new(64, Manner.WaitForCommit, 0, 1000, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
    private static readonly Load FlatOut = new(500, Manner.FlatOut, 0, 5000, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));

    public static async Task RunAsync(BenchOptions options)
    {
        var machine = Machine.Describe(options.Rounds);
        var rounds = new Rounds();
        Console.Error.WriteLine("writer: warming up …");
        await StoreBench.MeasureAsync(new Rounds(), FloorTime);
        await MeasureAsync(new Rounds(), new SqliteUnderTest(), "paced", Paced with { Time = TimeSpan.FromSeconds(3) });
        for (var round = 1; round <= options.Rounds; round++)
        {
            Console.Error.WriteLine($"writer: round {round} of {options.Rounds} …");
            Floor(rounds, "floor 1", rows: 1);
            Floor(rounds, "floor 100", rows: 100);
            await StoreBench.MeasureAsync(rounds, FloorTime);
            await MeasureAllAsync(rounds, () => Task.FromResult<IStoreUnderTest>(new SqliteUnderTest()));
        }

        await WriterReport.WriteAsync(options, machine, rounds);
    }

    /// <summary>The loads, each on an empty store: what a load leaves unfinished must not be the next one's.</summary>
    public static async Task MeasureAllAsync(Rounds rounds, Func<Task<IStoreUnderTest>> open)
    {
        await MeasureAsync(rounds, await open(), "paced", Paced);
        await MeasureAsync(rounds, await open(), "step", Paced with { InStep = true });
        await MeasureAsync(rounds, await open(), "waiting", Waiting);
        await MeasureAsync(rounds, await open(), "flat", FlatOut);
    }

    private static void Floor(Rounds rounds, string name, int rows)
    {
        using var database = new BareDatabase(BenchOptions.NewFolder("writer-floor"));
        var text = string.Concat(Enumerable.Repeat(Stamp.Now(), 2));
        var begun = Stopwatch.GetTimestamp();
        var commits = 0;
        for (; Stopwatch.GetElapsedTime(begun) < FloorTime; commits++)
            database.Commit(rows, text);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        rounds.Add(name + " commits", commits / seconds);
        rounds.Add(name + " rows", commits * rows / seconds);
    }

    private static async Task MeasureAsync(Rounds rounds, IStoreUnderTest store, string name, Load load)
    {
        GC.Collect();
        var ledger = new Ledger();
        var models = new LoadModels(load, ledger);
        await using var studio = await Studio.StartAsync(store, load.Writers, models, ledger);
        var start = Stopwatch.GetTimestamp();
        models.Go();
        await Pace.UntilAsync(start, load.WarmUp.TotalSeconds, CancellationToken.None);

        using var process = Process.GetCurrentProcess();
        var (cpu, allocated, commits, rows, busy) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(), ledger.Commits, ledger.Rows, ledger.Busy);
        var (begun, committed, shown, read) = (Stopwatch.GetTimestamp(), ledger.Committed, ledger.Shown, ledger.Reads);
        ledger.Begin();
        var backlog = await BacklogAsync(load, ledger, start);
        ledger.End();
        process.Refresh();
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var deltas = ledger.Committed - committed;

        rounds.Add(name + " deltas", deltas / seconds);
        rounds.Add(name + " shown", (ledger.Shown - shown) / seconds);
        rounds.Add(name + " commits", (ledger.Commits - commits) / seconds);
        rounds.Add(name + " rows", (ledger.Rows - rows) / seconds);
        rounds.Add(name + " batch", (ledger.Rows - rows) / (double)Math.Max(1, ledger.Commits - commits));
        rounds.Add(name + " busy", (ledger.Busy - busy).TotalSeconds / seconds * 100);
        rounds.Add(name + " reads", (ledger.Reads - read) / seconds);
        rounds.Add(name + " cpu", (process.TotalProcessorTime - cpu).TotalSeconds / seconds);
        rounds.Add(name + " cpu delta", (process.TotalProcessorTime - cpu).TotalMicroseconds / Math.Max(1, deltas));
        rounds.Add(name + " allocated", (GC.GetTotalAllocatedBytes() - allocated) / (double)Math.Max(1, deltas));
        rounds.Add(name + " memory", process.WorkingSet64 / 1e6);
        rounds.Add(name + " backlog early", backlog.Early);
        rounds.Add(name + " backlog late", backlog.Late);
        foreach (var (key, share) in (ReadOnlySpan<(string, double)>)[("p50", 0.5), ("p99", 0.99)])
        {
            rounds.Add($"{name} to commit {key}", ledger.ToCommit.Percentile(share));
            rounds.Add($"{name} to viewer {key}", ledger.ToViewer.Percentile(share));
        }
    }

    /// <summary>Deltas that are due and not committed, in the first and in the second half of the measure: it must not grow.</summary>
    private static async Task<(double Early, double Late)> BacklogAsync(Load load, Ledger ledger, long start)
    {
        const int Looks = 40;
        var seen = new List<double>();
        for (var look = 1; look <= Looks; look++)
        {
            await Pace.UntilAsync(start, (load.WarmUp + (load.Time * look / Looks)).TotalSeconds, CancellationToken.None);
            var due = load.Manner == Manner.Paced ? Stopwatch.GetElapsedTime(start).TotalSeconds * load.Rate * load.Writers : ledger.Handed;
            seen.Add(Math.Max(0, due - ledger.Committed));
        }

        return (seen.Take(Looks / 2).Average(), seen.Skip(Looks / 2).Average());
    }
}
