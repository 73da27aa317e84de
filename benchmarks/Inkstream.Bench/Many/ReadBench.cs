using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Inkstream.Bench.Latency;
using Inkstream.Bench.Measuring;
using Inkstream.Bench.Report;

namespace Inkstream.Bench.Many;

/// <summary>GET of a finished ideation by 32 clients, beside the same statement behind a bare endpoint.</summary>
internal static class ReadBench
{
    private const int Clients = 32;
    private const double Least = 0.8;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(4);

    public static async Task RunAsync(BenchOptions options)
    {
        var machine = Machine.Describe(options.Rounds);
        var rounds = new Rounds();
        await using var server = await BenchPostgres.StartAsync();
        var database = await server.NewDatabaseAsync("reads");
        using var floors = await ServerProcess.FloorsAsync(BenchOptions.NewFolder("read-floor"), database);

        // The demo model, so that what is read is what a writer reads: six cards.
        using var studio = await ServerProcess.DemoStudioAsync(BenchOptions.NewFolder("reads"), BenchPostgres.Settings(database));
        using var client = new StudioClient(studio.Address);
        var id = await client.CreateFinishedAsync(6, CancellationToken.None);
        for (var round = 0; round <= options.Rounds; round++)
        {
            Console.Error.WriteLine(round == 0 ? "reads: warming up …" : $"reads: round {round} of {options.Rounds} …");
            var into = round == 0 ? new Rounds() : rounds;
            await LoadAsync(into, "floor", floors, $"/read?id={id}");
            await LoadAsync(into, "studio", studio, $"/api/ideations/{id}");
        }

        await Results.WriteAsync(options, "reads", Text(machine, rounds), chart: null);
    }

    private static async Task LoadAsync(Rounds rounds, string name, ServerProcess server, string path)
    {
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        var took = new Histogram();
        var (cpu, begun) = (server.Processor, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port);
            var buffer = new byte[256 * 1024];
            while (Stopwatch.GetElapsedTime(begun) < Time)
            {
                var clock = Stopwatch.GetTimestamp();
                await socket.SendAsync(request);
                await AnswerAsync(socket, buffer);
                took.AddSince(clock);
            }
        }));
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        rounds.Add(name + " rate", took.Count / seconds);
        rounds.Add(name + " p50", took.Percentile(0.5));
        rounds.Add(name + " p99", took.Percentile(0.99));
        rounds.Add(name + " cpu", (server.Processor - cpu).TotalSeconds / seconds);
        rounds.Add(name + " memory", server.Memory / 1e6);
    }

    /// <summary>Reads one answer, which says its length.</summary>
    private static async Task AnswerAsync(Socket socket, byte[] buffer)
    {
        var (filled, end) = (0, -1);
        while (end < 0 || filled < end)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
            if (read == 0)
                throw new InvalidOperationException("The server closed the connection.");
            filled += read;
            if (end < 0)
                end = EndOf(buffer.AsSpan(0, filled));
        }
    }

    private static int EndOf(ReadOnlySpan<byte> bytes)
    {
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return -1;
        if (!bytes.StartsWith("HTTP/1.1 200"u8))
            throw new InvalidOperationException("The server answered " + Encoding.ASCII.GetString(bytes[..bytes.IndexOf((byte)'\r')]));
        var length = bytes[..head].IndexOf("Content-Length: "u8) + "Content-Length: ".Length;
        return head + 4 + int.Parse(bytes[length..(length + bytes[length..].IndexOf((byte)'\r'))], CultureInfo.InvariantCulture);
    }

    private static string Text(string machine, Rounds rounds)
    {
        var ratio = rounds.Median("studio rate") / rounds.Median("floor rate");
        var table = new Table("GET of a finished ideation of six cards, 32 clients, PostgreSQL", "answers/s", "p50 (ms)", "p99 (ms)", "processor (cores)", "memory (MB)");
        Row("floor", "floor: the same statement behind a bare endpoint");
        Row("studio", "**GET /api/ideations/{id}**");
        return $"""
            # Reads

            {machine}

            The clients, PostgreSQL and the server share the cores. The floor runs the product's own statement and writes the rows'
            values as they come: no owner to check, no document made of them, no ETag.

            {table}
            The product gives {(ratio * 100).ToString("0", CultureInfo.InvariantCulture)} % of the floor's rate; to reach: at least 80 % {(ratio >= Least ? "✓" : "✗")}.
            """;

        void Row(string key, string name) => table.Row(
            name, rounds.Spread(key + " rate"), rounds.Spread(key + " p50"), rounds.Spread(key + " p99"), rounds.Spread(key + " cpu"), rounds.Spread(key + " memory"));
    }
}
