using System.Diagnostics;
using Inkstream.Documents;
using Inkstream.Bench.Measuring;
using Inkstream.Ports;
using Inkstream.Sqlite;
using Inkstream.Studio.Ideations;
using Microsoft.Extensions.DependencyInjection;

namespace Inkstream.Bench.Writer;

/// <summary>The product's commit alone: one chunk for each of 500 runs, batch after batch, with all checks and triggers.</summary>
internal static class StoreBench
{
    private const int Runs = 500;

    public static async Task MeasureAsync(Rounds rounds, TimeSpan time)
    {
        var services = new ServiceCollection();
        services.AddSqliteStore(new SqliteStoreOptions { Path = BenchOptions.NewFolder("store") });
        await using var provider = services.BuildServiceProvider();
        var store = provider.GetRequiredService<IRunStore>();
        var leases = await ClaimAsync(provider.GetRequiredService<IDocumentStore>(), store);
        var text = Stamp.Now() + Stamp.Now();

        using var process = Process.GetCurrentProcess();
        var (cpu, allocated, begun, rows) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(), Stopwatch.GetTimestamp(), 0);
        for (var sequence = 1; Stopwatch.GetElapsedTime(begun) < time; sequence++, rows += Runs)
        {
            var batches = leases.ConvertAll(lease => new RunBatch(lease, sequence) { Text = text });
            if ((await store.CommitAsync(batches, CancellationToken.None)).Any(outcome => outcome is not RunOutcome.Committed))
                throw new InvalidOperationException("A run was refused.");
        }

        process.Refresh();
        rounds.Add("store rows", rows / Stopwatch.GetElapsedTime(begun).TotalSeconds);
        rounds.Add("store cpu", (process.TotalProcessorTime - cpu).TotalMicroseconds / rows);
        rounds.Add("store allocated", (GC.GetTotalAllocatedBytes() - allocated) / (double)rows);
    }

    private static async Task<List<RunLease>> ClaimAsync(IDocumentStore documents, IRunStore runs)
    {
        var owner = Ids.New(TimeProvider.System);
        await documents.EnsureOwnerAsync(owner, "bench", CancellationToken.None);
        for (var i = 0; i < Runs; i++)
            await documents.CreateAsync(
                new NewDocument(Ids.New(TimeProvider.System), owner, IdeationKind.KindName, "Bench", "{}"),
                new NewGeneration(Ids.New(TimeProvider.System), "bench", "{}", IdeationKind.Parts(1), Replaces: false, [], Attempts: 1),
                key: null, CancellationToken.None);
        return [.. (await runs.ClaimAsync("bench", Runs, CancellationToken.None)).Select(run => run.Lease)];
    }
}
