using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Inkstream.Bench.Latency;
using Inkstream.Bench.Measuring;
using Inkstream.Bench.Report;
using Npgsql;

namespace Inkstream.Bench.Many;

/// <summary>What watching costs, on PostgreSQL: an idle viewer's memory, and a read of a very long running document.</summary>
internal static class ViewersBench
{
    private const int Few = 500;
    private const int Viewers = 5000;
    private const int Chunks = 50_000;
    private const int ChunkBytes = 200;

    private const int WarmingReads = 5000;

    // A card closes now and then, as in a model's answer: what is being written is never the whole text.
    private const int ChunksACard = 100;

    public static async Task RunAsync(BenchOptions options)
    {
        var machine = Machine.Describe(options.Rounds);
        var rounds = new Rounds();
        await using var server = await BenchPostgres.StartAsync();
        var database = await server.NewDatabaseAsync("viewers");
        await using var model = await StampingModel.StartAsync();
        for (var round = 1; round <= options.Rounds; round++)
        {
            Console.Error.WriteLine($"viewers: round {round} of {options.Rounds} …");
            using var studio = await ServerProcess.StudioAsync(
                BenchOptions.NewFolder("viewers"), model.Endpoint, [.. BenchPostgres.Settings(database), "--Generation:Lease=01:00:00"]);
            using var client = new StudioClient(studio.Address);
            await LongAsync(rounds, database, studio, client, model);
            await IdleAsync(rounds, studio, client, model);
        }

        await Results.WriteAsync(options, "viewers", Text(machine, rounds), chart: null);
    }

    /// <summary>GET of a document that is written, with 50,000 chunks of 200 bytes.</summary>
    private static async Task LongAsync(Rounds rounds, string connectionString, ServerProcess studio, StudioClient client, StampingModel model)
    {
        model.Hold();
        var id = await client.CreateAsync(CancellationToken.None);
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false;Command Timeout=60");
        await connection.OpenAsync();
        while (await ScalarAsync(connection, "SELECT t.id FROM transforms t JOIN transform_chunks c ON c.transform_id = t.id WHERE t.document_id = $1 AND t.status = 'running' LIMIT 1", Guid.Parse(id)) is null)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);

        // Without the triggers, since it is the reading that is measured.
        await ScalarAsync(
            connection,
            $$"""
            SET session_replication_role = replica;
            WITH run AS (SELECT r.transform_id, r.last_index FROM runs r JOIN transforms t ON t.id = r.transform_id WHERE t.document_id = '{{Guid.Parse(id)}}'),
                 added AS (INSERT INTO transform_chunks (transform_id, chunk_index, chunk_data)
                           SELECT run.transform_id, run.last_index + n,
                                  CASE WHEN n % {{ChunksACard}} = 0 THEN '"},{"title":"Card","body":"' ELSE '' END || repeat('x', {{ChunkBytes}})
                             FROM run, generate_series(1, {{Chunks}}) n)
            UPDATE runs SET last_index = runs.last_index + {{Chunks}} FROM run WHERE runs.transform_id = run.transform_id
            """);
        using var http = new HttpClient { BaseAddress = studio.Address };
        var least = double.MaxValue;

        // A server at work: its youngest generation has the size that it has then, whatever is read.
        for (var i = 0; i < WarmingReads; i++)
            await http.GetByteArrayAsync("api/genres");
        var before = studio.Memory;
        for (var i = 0; i < 5; i++)
        {
            var clock = Stopwatch.GetTimestamp();
            await using var body = await http.GetStreamAsync($"api/ideations/{id}");
            var bytes = await CountAsync(body);
            if (bytes < Chunks * ChunkBytes)
                throw new InvalidOperationException($"GET gave {bytes} bytes.");
            least = Math.Min(least, Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }

        rounds.Add("long ms", least);
        rounds.Add("long memory", (studio.Memory - before) / 1e6);
        model.GoOn();
    }

    /// <summary>What 4,500 more viewers of a finished document add to the server's memory.</summary>
    private static async Task IdleAsync(Rounds rounds, ServerProcess studio, StudioClient client, StampingModel model)
    {
        model.GoOn();
        var id = await client.CreateAsync(CancellationToken.None);
        var sockets = new List<Socket>();
        await WatchAsync(studio, id, sockets, Few);
        var few = studio.Memory;
        await WatchAsync(studio, id, sockets, Viewers - Few);
        rounds.Add("idle KB", (studio.Memory - few) / 1000.0 / (Viewers - Few));
        sockets.ForEach(socket => socket.Dispose());
    }

    private static async Task WatchAsync(ServerProcess studio, string id, List<Socket> sockets, int count)
    {
        var request = Encoding.ASCII.GetBytes($"GET /api/stream/ideation/{id}?deltas=true HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        var buffer = new byte[4096];
        for (var i = 0; i < count; i++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, studio.Address.Port);
            await socket.SendAsync(request);
            await socket.ReceiveAsync(buffer);
            sockets.Add(socket);
        }

        // What the connecting itself needed is given back by then.
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
    }

    private static async Task<long> CountAsync(Stream body)
    {
        var buffer = new byte[64 * 1024];
        long bytes = 0;
        int read;
        while ((read = await body.ReadAsync(buffer)) > 0)
            bytes += read;
        return bytes;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
#pragma warning disable CA2100 // The statements are the bench's own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteScalarAsync();
    }

    private static string Text(string machine, Rounds rounds)
    {
        var table = new Table("", "measured", "target");
        Row("an idle viewer: the server's memory for each of 4,500 more (KB)", "idle KB", 20, "≤ 20");
        Row("GET of a running document of 50,000 chunks of 200 bytes: last byte (ms)", "long ms", 400, "≤ 400");
        Row("the server's memory after five such reads, more than before (MB)", "long memory", 20, "≤ 20");
        return $"""
            # Viewers

            {machine}

            One studio in a process of its own, on PostgreSQL. Memory is the process's resident set;
            that of a long read is beside a server that has answered 5,000 small reads before.

            {table}
            """;

        void Row(string name, string key, double most, string words) => table.Row(
            name, string.Create(CultureInfo.InvariantCulture, $"{Table.Figure(rounds.Median(key))} ({Table.Figure(rounds.Least(key))}–{Table.Figure(rounds.Most(key))})"),
            $"{words} {(rounds.Median(key) <= most ? "✓" : "✗")}");
    }
}
