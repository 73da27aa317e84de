using System.Globalization;
using Inkstream.Bench.Latency;
using Inkstream.Bench.Measuring;
using Inkstream.Bench.Report;

namespace Inkstream.Bench.Many;

/// <summary>One run at 50 deltas a second to 1,000 viewers, on both stores, beside a bare fan-out to as many.</summary>
internal static class FanOutBench
{
    private const int Viewers = 1000;
    private const int Rate = 50;
    private const int Deltas = 250;
    private const double Most = 1.5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static async Task RunAsync(BenchOptions options)
    {
        var machine = Machine.Describe(options.Rounds);
        var rounds = new Rounds();
        await using var server = await BenchPostgres.StartAsync();
        await using var model = await StampingModel.StartAsync();
        (model.Rate, model.Deltas) = (Rate, Deltas);
        using var floors = await ServerProcess.FloorsAsync(BenchOptions.NewFolder("fan-floor"));
        using var sqlite = await ServerProcess.StudioAsync(BenchOptions.NewFolder("fan-sqlite"), model.Endpoint);
        using var postgres = await ServerProcess.StudioAsync(BenchOptions.NewFolder("fan-postgres"), model.Endpoint, BenchPostgres.Settings(await server.NewDatabaseAsync("fan")));
        Console.Error.WriteLine("fanout: warming up …");
        await RoundAsync(new Rounds(), model, floors, sqlite, postgres);
        for (var round = 1; round <= options.Rounds; round++)
        {
            Console.Error.WriteLine($"fanout: round {round} of {options.Rounds} …");
            await RoundAsync(rounds, model, floors, sqlite, postgres);
        }

        await Results.WriteAsync(options, "fanout", Text(machine, rounds), Chart(rounds));
    }

    private static async Task RoundAsync(Rounds rounds, StampingModel model, ServerProcess floors, ServerProcess sqlite, ServerProcess postgres)
    {
        await FloorAsync(rounds, floors);
        await StudioAsync(rounds, "sqlite", model, sqlite);
        await StudioAsync(rounds, "postgres", model, postgres);
    }

    private static async Task FloorAsync(Rounds rounds, ServerProcess floors)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var crowd = await Crowd.JoinAsync(floors.Address, "/fan", Viewers, patience.Token);
        using var http = new HttpClient { BaseAddress = floors.Address };
        var before = floors.Processor;
        await http.GetStringAsync($"say?count={Deltas}&rate={Rate}", patience.Token);
        await crowd.SeenAsync((long)Viewers * Deltas, patience.Token);
        Add(rounds, "floor", crowd, floors, before);
    }

    private static async Task StudioAsync(Rounds rounds, string name, StampingModel model, ServerProcess studio)
    {
        using var patience = new CancellationTokenSource(Patience);
        model.Hold();
        using var client = new StudioClient(studio.Address);
        var id = await client.CreateAsync(patience.Token);
        using var crowd = await Crowd.JoinAsync(studio.Address, $"/api/stream/ideation/{id}?deltas=true", Viewers, patience.Token);
        var before = studio.Processor;
        model.GoOn();
        await crowd.SeenAsync((long)Viewers * Deltas, patience.Token);
        Add(rounds, name, crowd, studio, before);
    }

    private static void Add(Rounds rounds, string name, Crowd crowd, ServerProcess server, TimeSpan before)
    {
        rounds.Add(name + " p50", crowd.Ages.Percentile(0.5));
        rounds.Add(name + " p99", crowd.Ages.Percentile(0.99));
        rounds.Add(name + " cpu", (server.Processor - before).TotalSeconds / (Deltas / (double)Rate));
        rounds.Add(name + " memory", server.Memory / 1e6);
    }

    private static string Text(string machine, Rounds rounds)
    {
        var table = new Table("1 run, 50 deltas/s, 1,000 viewers", "p50 (ms)", "p99 (ms)", "p99, times the floor", "processor (cores)", "memory (MB)", "target");
        foreach (var (key, name) in (ReadOnlySpan<(string, string)>)
            [("floor", "floor: bare fan-out from memory"), ("sqlite", "**SQLite**"), ("postgres", "**PostgreSQL**")])
        {
            var ratio = rounds.Median(key + " p99") / rounds.Median("floor p99");
            table.Row(
                name, rounds.Spread(key + " p50"), rounds.Spread(key + " p99"), ratio.ToString("0.00", CultureInfo.InvariantCulture),
                rounds.Spread(key + " cpu"), rounds.Spread(key + " memory"),
                key == "floor" ? "" : $"≤ {Most.ToString(CultureInfo.InvariantCulture)} × {(ratio <= Most ? "✓" : "✗")}");
        }

        return $"""
            # Fan-out

            {machine}

            The model, the server and a process that reads for all 1,000 viewers share the cores. The floor writes a stamp's bytes to
            1,000 open responses and does nothing else: no model's answer to read, nothing committed, nothing to resume by. The age of
            a delta is from the model's write to the viewer's read.

            {table}
            """;
    }

    private static BarChart Chart(Rounds rounds)
    {
        var chart = new BarChart("One run to 1,000 viewers: model to viewer (ms)");
        foreach (var share in (ReadOnlySpan<string>)["p50", "p99"])
        {
            chart.Group(share);
            chart.Bar("floor: bare fan-out", rounds.Median("floor " + share), Table.Figure(rounds.Median("floor " + share)), BarKind.Floor);
            chart.Bar("SQLite", rounds.Median("sqlite " + share), Table.Figure(rounds.Median("sqlite " + share)), BarKind.Ours);
            chart.Bar("PostgreSQL", rounds.Median("postgres " + share), Table.Figure(rounds.Median("postgres " + share)), BarKind.Ours);
        }

        return chart;
    }
}
