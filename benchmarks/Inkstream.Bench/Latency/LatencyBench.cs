using System.Globalization;
using Inkstream.Bench.Measuring;
using Inkstream.Bench.Report;

namespace Inkstream.Bench.Latency;

/// <summary>Start to ready, delta to viewer, delta to the screen; each beside what the same hops cost bare.</summary>
internal static class LatencyBench
{
    /// <summary>Deltas a second, as the issue says.</summary>
    private const int Rate = 50;

    /// <summary>Deltas of one measure in one round.</summary>
    private const int Deltas = 200;

    /// <summary>On a machine so busy that the end catches up with the last deltas, those come with it and have no age.</summary>
    private const double Enough = 0.95;

    /// <summary>Deltas on the screen in one round.</summary>
    private const int OnScreen = 150;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(BenchOptions options)
    {
        var machine = Machine.Describe(options.Rounds);
        var rounds = new Rounds();
        await using var model = await StampingModel.StartAsync();
        model.Rate = Rate;
        using var floors = await ServerProcess.FloorsAsync(BenchOptions.NewFolder("floors"));
        using var studio = await ServerProcess.StudioAsync(BenchOptions.NewFolder("latency"), model.Endpoint);
        using var http = new HttpClient { BaseAddress = floors.Address };
        using var client = new StudioClient(studio.Address);

        // What is measured is a server at work, not a compiler: all of it has been run before the first round.
        Console.Error.WriteLine("latency: warming up …");
        for (var i = 0; i < 2; i++)
            await RoundAsync(new Rounds(), model, http, client);
        for (var round = 1; round <= options.Rounds; round++)
        {
            Console.Error.WriteLine($"latency: round {round} of {options.Rounds} …");
            await StartsAsync(rounds, model);
            await RoundAsync(rounds, model, http, client);
            if (Screen.Chromium is not null)
                await ScreenAsync(rounds, model, studio, client);
        }

        if (Screen.Chromium is null)
            Console.Error.WriteLine("latency: Chromium is missing, so the screen was not measured. Install it (Debian: apt-get install chromium; macOS: brew install --cask google-chrome).");
        await LatencyReport.WriteAsync(options, machine, rounds);
    }

    private static async Task StartsAsync(Rounds rounds, StampingModel model)
    {
        using (var bare = await ServerProcess.FloorsAsync(BenchOptions.NewFolder("start-floor")))
            rounds.Add("start bare", bare.Start.TotalMilliseconds);
        var folder = BenchOptions.NewFolder("start");
        using (var first = await ServerProcess.StudioAsync(folder, model.Endpoint))
            rounds.Add("start first", first.Start.TotalMilliseconds);
        using (var later = await ServerProcess.StudioAsync(folder, model.Endpoint))
            rounds.Add("start later", later.Start.TotalMilliseconds);
    }

    private static async Task RoundAsync(Rounds rounds, StampingModel model, HttpClient http, StudioClient client)
    {
        using var patience = new CancellationTokenSource(Patience);
        var cancel = patience.Token;
        model.Deltas = Deltas;
        model.GoOn();
        Add(rounds, "sse", await StreamAsync(http, $"sse?count={Deltas}&rate={Rate}", cancel));
        Add(rounds, "commit", await ListAsync(http, $"commit?count={Deltas}&rate={Rate}", cancel));
        Add(rounds, "commit-sse", await StreamAsync(http, $"commit-sse?count={Deltas}&rate={Rate}", cancel));
        Add(rounds, "hop", await ListAsync(http, $"hop?model={Uri.EscapeDataString(model.Completions)}", cancel));
        Add(rounds, "path", await StreamAsync(http, $"path?model={Uri.EscapeDataString(model.Completions)}", cancel));

        var ages = new Histogram();
        model.Hold();
        await client.WatchAsync(await client.CreateAsync(cancel), model.GoOn, ages, cancel);
        if (ages.Count < Deltas * Enough)
            throw new InvalidOperationException($"The viewer saw {ages.Count} deltas of {Deltas}.");
        Add(rounds, "viewer", ages);
    }

    private static async Task ScreenAsync(Rounds rounds, StampingModel model, ServerProcess studio, StudioClient client)
    {
        using var patience = new CancellationTokenSource(Patience);
        model.Deltas = OnScreen;
        model.Hold();
        var (inDocument, painted) = (new Histogram(), new Histogram());
        var id = await client.CreateAsync(patience.Token);
        await Screen.MeasureAsync(studio.Address, id, model.GoOn, OnScreen, inDocument, painted, patience.Token);
        Add(rounds, "document", inDocument);
        Add(rounds, "painted", painted);
    }

    private static async Task<Histogram> StreamAsync(HttpClient http, string path, CancellationToken cancel)
    {
        var ages = new Histogram();
        await using var stream = await http.GetStreamAsync(path, cancel);
        await StampStream.ReadAsync(stream, ages.AddBetween, cancel);
        return ages;
    }

    private static async Task<Histogram> ListAsync(HttpClient http, string path, CancellationToken cancel)
    {
        var took = new Histogram();
        foreach (var line in (await http.GetStringAsync(path, cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            took.AddMs(double.Parse(line, CultureInfo.InvariantCulture));
        return took;
    }

    private static void Add(Rounds rounds, string name, Histogram ages)
    {
        rounds.Add(name + " p50", ages.Percentile(0.50));
        rounds.Add(name + " p95", ages.Percentile(0.95));
        rounds.Add(name + " p99", ages.Percentile(0.99));
    }
}
