using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Inkstream.EndToEnd.Tests.Servers;

/// <summary>Viewers cost no connection (invariant 9).</summary>
public sealed class ManyViewersTests
{
    private const int Viewers = 5000;
    private const int Joining = 1000;
    private const int MostConnections = 12;

    [Fact]
    public async Task Five_thousand_viewers_hold_a_dozen_database_connections_and_a_thousand_that_join_at_once_cost_a_handful_of_reads()
    {
        await using var cluster = await Cluster.StartAsync();
        var studio = cluster.Studios[0];
        await cluster.Studios[1].EndAsync();
        cluster.Model.Otherwise = request => Script.Text(Cluster.AnswerTo(request)).InDeltas(20);
        var script = Script.Text(Answers.Of(Cluster.Ideas, "标0x0x")).InDeltas(4).HoldAfter(20);
        cluster.Model.Enqueue(script);
        var (id, _) = await cluster.CreateAsync(0, "标0x0x");
        await script.Held.WaitAsync(Until.Patience, TestContext.Current.CancellationToken);

        // A read of a document is what looks at its parameters.
        var before = await ReadsAsync(cluster);
        var viewers = await WatchAsync(studio, id, Joining);
        await Until.FoundAsync(async () => await ReadsAsync(cluster) > before ? "counted" : null);
        await Until.PassedAsync(TimeSpan.FromSeconds(1.5));
        var reads = await ReadsAsync(cluster) - before;
        TestContext.Current.TestOutputHelper!.WriteLine($"{Joining} joined with {reads} reads");
        reads.ShouldBeLessThan(Joining / 10);

        viewers.AddRange(await WatchAsync(studio, id, Viewers - Joining));
        script.Release();
        await studio.Api.ReadOverAsync(id, TimeSpan.FromSeconds(60));
        var connections = int.Parse((await cluster.RowsAsync("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'inkstream%'"))[0][0], CultureInfo.InvariantCulture);
        connections.ShouldBeInRange(1, MostConnections);

        // None of them has read anything since its first bytes: that holds up nobody, and no connection to the database.
        var (other, _) = await cluster.CreateAsync(0, "标0x1x");
        (await studio.Api.ReadOverAsync(other)).Status.ShouldBe("completed");
        foreach (var viewer in viewers)
            viewer.Dispose();
    }

    private static async Task<long> ReadsAsync(Cluster cluster) => long.Parse(
        (await cluster.RowsAsync("SELECT coalesce(idx_scan, 0) + seq_scan FROM pg_stat_user_tables WHERE relname = 'document_params'"))[0][0], CultureInfo.InvariantCulture);

    /// <summary>Viewers that are connected and have their first event.</summary>
    private static async Task<List<Socket>> WatchAsync(StudioServer studio, string id, int count)
    {
        var request = Encoding.ASCII.GetBytes($"GET /api/stream/ideation/{id}?deltas=true HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n");
        var viewers = new List<Socket>();
        foreach (var some in Enumerable.Range(0, count).Chunk(250))
            viewers.AddRange(await Task.WhenAll(some.Select(async _ =>
            {
                // Little room, so that what is not read stays with the server.
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096, NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, studio.Address.Port, TestContext.Current.CancellationToken);
                await socket.SendAsync(request, TestContext.Current.CancellationToken);
                var seen = new StringBuilder();
                var buffer = new byte[512];
                while (!seen.ToString().Contains("data:", StringComparison.Ordinal))
                {
                    var read = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(Until.Patience);
                    read.ShouldBeGreaterThan(0, seen.ToString());
                    seen.Append(Encoding.ASCII.GetString(buffer, 0, read));
                }

                return socket;
            })));
        return viewers;
    }
}
