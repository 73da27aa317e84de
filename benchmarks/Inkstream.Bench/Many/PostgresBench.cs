using Inkstream.Bench.Latency;
using Inkstream.Bench.Measuring;
using Inkstream.Bench.Writer;
using Npgsql;

namespace Inkstream.Bench.Many;

/// <summary>The product on PostgreSQL: a delta's way to a viewer on its own server and on another, and the loads of <c>./bench writer</c>.</summary>
internal static class PostgresBench
{
    private const int Rate = 50;
    private const int Deltas = 200;
    private const double Enough = 0.9;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(BenchOptions options)
    {
        var machine = Machine.Describe(options.Rounds);
        var rounds = new Rounds();
        var loads = 0;
        await using var server = await BenchPostgres.StartAsync();
        var database = await server.NewDatabaseAsync("studios");
        await using var model = await StampingModel.StartAsync();
        (model.Rate, model.Deltas) = (Rate, Deltas);
        using var floors = await ServerProcess.FloorsAsync(BenchOptions.NewFolder("postgres-floor"), server.ConnectionString);
        using var one = await ServerProcess.StudioAsync(BenchOptions.NewFolder("postgres-1"), model.Endpoint, BenchPostgres.Settings(database));
        using var two = await ServerProcess.StudioAsync(BenchOptions.NewFolder("postgres-2"), model.Endpoint, BenchPostgres.Settings(database));
        Console.Error.WriteLine("postgres: warming up …");
        await PathFloorAsync(new Rounds(), floors, model);
        for (var i = 0; i < 4; i++)
            await LatencyAsync(new Rounds(), database, model, [one, two], i);
        for (var round = 1; round <= options.Rounds; round++)
        {
            Console.Error.WriteLine($"postgres: round {round} of {options.Rounds} …");
            await PostgresFloor.MeasureAsync(rounds, server.ConnectionString);
            await PathFloorAsync(rounds, floors, model);
            await LatencyAsync(rounds, database, model, [one, two], round);
            await WriterBench.MeasureAllAsync(rounds, async () => new PostgresUnderTest(await server.NewDatabaseAsync($"load_{++loads}")));
        }

        await PostgresReport.WriteAsync(options, machine, rounds);
    }

    /// <summary>The same hops bare: the model's bytes, one row and a notification, heard, and the viewer's bytes.</summary>
    private static async Task PathFloorAsync(Rounds rounds, ServerProcess floors, StampingModel model)
    {
        using var patience = new CancellationTokenSource(Patience);
        model.GoOn();
        using var http = new HttpClient { BaseAddress = floors.Address };
        var ages = new Histogram();
        await using var stream = await http.GetStreamAsync($"notify-path?model={Uri.EscapeDataString(model.Completions)}", patience.Token);
        await StampStream.ReadAsync(stream, ages.AddBetween, patience.Token);
        Add(rounds, "path", ages);
    }

    /// <summary>One run, watched on both servers: the one that writes it and the other.</summary>
    private static async Task LatencyAsync(Rounds rounds, string studiosDatabase, StampingModel model, ServerProcess[] studios, int asks)
    {
        using var patience = new CancellationTokenSource(Patience);
        model.Hold();
        using var first = new StudioClient(studios[0].Address);
        using var second = new StudioClient(studios[1].Address);
        var id = await (asks % 2 == 0 ? first : second).CreateAsync(patience.Token);
        var ages = new[] { new Histogram(), new Histogram() };
        var watching = 0;
        await Task.WhenAll(
            first.WatchAsync(id, Both, ages[0], patience.Token), second.WatchAsync(id, Both, ages[1], patience.Token));
        var owner = await OwnerAsync(studiosDatabase, id);
        var writes = owner.Contains($"/{studios[0].Id}/", StringComparison.Ordinal) ? 0 : 1;
        Add(rounds, "same", ages[writes]);
        Add(rounds, "other", ages[1 - writes]);

        void Both()
        {
            if (Interlocked.Increment(ref watching) == 2)
                model.GoOn();
        }
    }

    private static async Task<string> OwnerAsync(string studiosDatabase, string document)
    {
        await using var connection = new NpgsqlConnection(studiosDatabase + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT r.owner FROM runs r JOIN transforms t ON t.id = r.transform_id WHERE t.document_id = $1", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = Guid.Parse(document) });
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static void Add(Rounds rounds, string name, Histogram ages)
    {
        if (ages.Count < Deltas * Enough)
            throw new InvalidOperationException($"The viewer saw {ages.Count} deltas of {Deltas}.");
        rounds.Add(name + " p50", ages.Percentile(0.5));
        rounds.Add(name + " p99", ages.Percentile(0.99));
    }
}
