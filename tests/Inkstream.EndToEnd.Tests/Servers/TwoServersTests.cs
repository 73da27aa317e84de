using System.Globalization;

namespace Inkstream.EndToEnd.Tests.Servers;

/// <summary>Two servers over one database, whose clocks are an hour apart: one dies, the other goes on (invariants 3, 6, 7, 12).</summary>
public sealed class TwoServersTests
{
    private const int Generations = 20;

    private static readonly int Rounds = Repository.Full ? 50 : 3;

    [Fact]
    public async Task After_kill_9_of_either_server_every_run_ends_nothing_is_lost_or_doubled_and_every_viewer_has_what_GET_says()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}");
        var dice = new Random(seed);
        await using var cluster = await Cluster.StartAsync(anHourApart: true);
        cluster.Model.Otherwise = request =>
        {
            lock (dice)
                return Script.Text(Cluster.AnswerTo(request)).InDeltas(dice.Next(3, 12)).Every(TimeSpan.FromMilliseconds(dice.Next(2, 12)));
        };
        for (var round = 0; round < Rounds; round++)
            await RoundAsync(cluster, dice, round);

        // An id begins with the milliseconds of its server's clock.
        var ids = (await cluster.RowsAsync("SELECT id FROM documents ORDER BY id")).Select(row => long.Parse(row[0].Replace("-", "", StringComparison.Ordinal)[..12], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToList();
        (ids[^1] - ids[0]).ShouldBeGreaterThan((long)TimeSpan.FromMinutes(59).TotalMilliseconds, "the clocks are not apart");

        (await cluster.RowsAsync("SELECT count(*) FROM transforms WHERE status IN ('queued', 'running')"))[0][0].ShouldBe("0");
        int.Parse((await cluster.RowsAsync("SELECT count(*) FROM transforms WHERE error ->> 'code' = 'interrupted'"))[0][0], CultureInfo.InvariantCulture)
            .ShouldBeGreaterThanOrEqualTo(Rounds, "no text was in flight when a server was killed");
    }

    [Fact]
    public async Task A_server_that_was_paused_longer_than_its_lease_writes_nothing_more_into_the_runs_it_lost()
    {
        await using var cluster = await Cluster.StartAsync();
        var scripts = new List<Script>();
        cluster.Model.Otherwise = request =>
        {
            lock (scripts)
            {
                // The first call stands still in the middle; whoever takes over is answered at once.
                var script = Script.Text(Cluster.AnswerTo(request)).InDeltas(5);
                scripts.Add(scripts.Count == 0 ? script.HoldAfter(20) : script);
                return scripts[^1];
            }
        };
        var (id, first) = await cluster.CreateAsync(0, "标0x0x");
        await Until.TrueAsync(() => scripts.Count == 1);
        await scripts[0].Held.WaitAsync(Until.Patience, TestContext.Current.CancellationToken);
        var owner = (await cluster.RowsAsync($"SELECT owner FROM runs WHERE transform_id = '{first}'"))[0][0];
        var (holder, other) = owner.Contains($"/{cluster.Studios[0].ProcessId}/", StringComparison.Ordinal)
            ? (cluster.Studios[0], cluster.Studios[1]) : (cluster.Studios[1], cluster.Studios[0]);
        await holder.PauseAsync();

        // What it will find in its socket when it wakes up.
        scripts[0].Release();
        var end = await other.Api.ReadOverAsync(id);
        end.Status.ShouldBe("completed");
        var left = await cluster.RowsAsync($"SELECT chunk_index, chunk_data FROM transform_chunks WHERE transform_id = '{first}' ORDER BY 1");
        await holder.ContinueAsync();

        // It is awake when it answers, and has dealt with what it found when it takes new work.
        var after = await holder.Api.CreateAsync(Cluster.Ideas, userInput: "标0x1x");
        await holder.Api.ReadOverAsync(after.Id);
        await holder.Api.ReadUntilAsync(id, read => read.Version == end.Version);
        (await cluster.RowsAsync($"SELECT chunk_index, chunk_data FROM transform_chunks WHERE transform_id = '{first}' ORDER BY 1"))
            .Select(row => row[0] + row[1]).ShouldBe(left.Select(row => row[0] + row[1]));
        var shown = await holder.Api.TransformAsync(first);
        shown["status"]!.GetValue<string>().ShouldBe("failed");
        shown["error"]!["code"]!.GetValue<string>().ShouldBe("interrupted");
        await cluster.JudgeAsync(id, "标0x0x");
    }

    [Fact]
    public async Task A_row_written_with_psql_is_on_every_connected_page_of_either_server()
    {
        await using var cluster = await Cluster.StartAsync();
        var script = Script.Text(Answers.Of(1, "标0x0x")).InDeltas(5).HoldAfter(3);
        cluster.Model.Enqueue(script);
        var (id, transform) = await cluster.CreateAsync(0, "标0x0x");
        var pages = cluster.Studios.Select((studio, n) => cluster.Clients.Watch($"p{n}", studio.Address, id, deltas: n == 0)).ToList();
        await script.Held.WaitAsync(Until.Patience, TestContext.Current.CancellationToken);
        foreach (var page in pages)
            await page.UntilAsync(document => document["streamingData"]?["chunks"]?.AsArray().Count > 0);

        await Until.FoundAsync(async () =>
        {
            try
            {
                await cluster.RowsAsync($"INSERT INTO transform_chunks (transform_id, chunk_index, chunk_data) SELECT '{transform}', last_index + 1, '手写' FROM runs WHERE transform_id = '{transform}'");
                return "written";
            }
            catch (Npgsql.PostgresException)
            {
                // The model's next text took that place.
                return null;
            }
        });
        foreach (var page in pages)
            await page.UntilAsync(document => document["streamingData"]?["chunks"]?.AsArray().Any(chunk => chunk!.GetValue<string>() == "手写") is true);
        await cluster.RowsAsync($"UPDATE documents SET title = '新名字' WHERE id = '{id}'");
        script.Release();
        var end = await cluster.Studios[1].Api.ReadOverAsync(id);
        foreach (var page in pages)
            await page.CaughtUpAsync(end);
    }

    [Fact]
    public async Task Stop_on_one_server_ends_the_models_call_of_the_other()
    {
        await using var cluster = await Cluster.StartAsync();
        var script = Script.Text(Answers.Of(4, "标0x0x")).InDeltas(5).HoldAfter(20);
        cluster.Model.Enqueue(script);
        var (id, transform) = await cluster.CreateAsync(0, "标0x0x");
        var request = await cluster.Model.NextRequestAsync(TestContext.Current.CancellationToken);
        await script.Held.WaitAsync(Until.Patience, TestContext.Current.CancellationToken);
        foreach (var studio in cluster.Studios)
            await studio.Api.StopAsync(transform);
        await request.Aborted.WaitAsync(Until.Patience, TestContext.Current.CancellationToken);
        foreach (var studio in cluster.Studios)
            (await studio.Api.ReadOverAsync(id)).Status.ShouldBe("cancelled");
    }

    private static async Task RoundAsync(Cluster cluster, Random dice, int round)
    {
        var documents = new List<(string Id, string Tag)>();
        var viewers = new List<(FoldClient Client, int Document)>();
        for (var n = 0; n < Generations; n++)
        {
            var tag = string.Create(CultureInfo.InvariantCulture, $"标{round}x{n}x");
            var (id, _) = await cluster.CreateAsync(n % 2, tag);
            documents.Add((id, tag));
            for (var on = 0; on < 2; on++)
                viewers.Add((cluster.Clients.Watch($"r{round}d{n}s{on}", cluster.Studios[on].Address, id, deltas: (n + on) % 3 > 0), n));
        }

        // Text is in flight, everywhere a little.
        var victim = cluster.Studios[round % 2];
        var enough = Random.Shared.Next(2, Generations / 2);
        await Until.TrueAsync(() => viewers.Count(viewer => viewer.Client.Document?["ideas"]?.AsArray().Count > 0) >= enough, patience: TimeSpan.FromSeconds(60));
        await victim.KillAsync();
        if (round % 3 == 0)
            await Until.PassedAsync(TimeSpan.FromMilliseconds(dice.Next(10, 3000)));
        await victim.StartAsync();

        var ends = new List<Read>();
        foreach (var (id, tag) in documents)
            ends.Add(await cluster.JudgeAsync(id, tag, on: round % 2));
        foreach (var (client, document) in viewers)
        {
            await client.CaughtUpAsync(ends[document], TimeSpan.FromSeconds(60));
            var ids = client.Events.Select(folded => long.Parse(folded.Id!, CultureInfo.InvariantCulture)).ToList();
            ids.Zip(ids.Skip(1)).ShouldAllBe(pair => pair.First < pair.Second, client.Name);
            client.ComesBack = false;
            client.Drop();
        }
    }
}
