using System.Globalization;

namespace Inkstream.EndToEnd.Tests.Servers;

/// <summary>An update of one server after the other, behind nginx, while people write and watch (design, invariants 6, 11, 12).</summary>
public sealed class RollingRestartTests
{
    private const int Generations = 20;
    private const int Viewers = 200;

    private static readonly int Rounds = Repository.Full ? 5 : 1;

    [Fact]
    public async Task No_viewer_misses_or_repeats_an_event_and_no_run_restarts_from_its_beginning()
    {
        for (var round = 0; round < Rounds; round++)
            await RoundAsync(seed: 7 + round);
    }

    private static async Task RoundAsync(int seed)
    {
        // A lease so long that only handing back at once can explain that it goes on.
        await using var cluster = await Cluster.StartAsync(["Generation:Lease=00:05:00"]);
        await using var nginx = await NginxServer.BeforeAsync(cluster.Studios);
        var dice = new Random(seed);
        cluster.Model.Otherwise = request =>
        {
            lock (dice)
                return Script.Text(Cluster.AnswerTo(request)).InDeltas(4).Every(TimeSpan.FromMilliseconds(dice.Next(80, 160)));
        };
        var documents = new List<(string Id, string Tag)>();
        for (var n = 0; n < Generations; n++)
        {
            var tag = string.Create(CultureInfo.InvariantCulture, $"标0x{n}x");
            documents.Add(((await cluster.CreateAsync(n % 2, tag)).Id, tag));
        }

        var viewers = Enumerable.Range(0, Viewers)
            .Select(n => (Client: cluster.Clients.Watch($"v{n}", nginx.Address, documents[n % Generations].Id, deltas: n % 3 > 0, quiet: true), Document: n % Generations)).ToList();
        await Until.TrueAsync(() => viewers.TrueForAll(viewer => viewer.Client.EventCount > 0), patience: TimeSpan.FromSeconds(60));
        await cluster.Studios[0].Api.ReadUntilAsync(documents[0].Id, read => read.Ideas.Count > 0);

        var kept = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var studio in cluster.Studios)
        {
            foreach (var (id, _) in documents)
                kept[id] = (await studio.Api.ReadAsync(id)).ArtifactIds;
            var clock = System.Diagnostics.Stopwatch.StartNew();
            await studio.EndAsync();
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15), "it did not let go");
            await studio.StartAsync();
        }

        var ends = new List<Read>();
        foreach (var (id, tag) in documents)
        {
            ends.Add(await cluster.JudgeAsync(id, tag));
            ends[^1].ArtifactIds.Take(kept[id].Count).ShouldBe(kept[id], "what was finished stays as it is");
        }

        (await cluster.RowsAsync("SELECT count(*) FROM transforms WHERE error ->> 'code' = 'interrupted'"))[0][0].ShouldNotBe("0", "nothing ran when a server went down");

        // An attempt that was handed back had what was finished before it, and was asked only for the rest.
        foreach (var prompt in await cluster.RowsAsync(
            "SELECT t.prompt, (SELECT count(*) FROM transforms x JOIN transform_outputs o ON o.transform_id = x.id WHERE x.document_id = t.document_id AND x.number < t.number) FROM transforms t WHERE t.retry_of IS NOT NULL"))
            prompt[0].ShouldContain(string.Create(CultureInfo.InvariantCulture, $"请创作 {Cluster.Ideas - int.Parse(prompt[1], CultureInfo.InvariantCulture)} "));
        foreach (var (client, document) in viewers)
        {
            await client.CaughtUpAsync(ends[document], TimeSpan.FromSeconds(60));
            var ids = client.Events.Select(folded => long.Parse(folded.Id!, CultureInfo.InvariantCulture)).ToList();
            ids.Zip(ids.Skip(1)).ShouldAllBe(pair => pair.First < pair.Second, client.Name);
        }

        // Folded states agree at every version, whoever folded them and over however many connections.
        foreach (var version in viewers.SelectMany(viewer => viewer.Client.Events.Select(folded => (viewer.Document, folded.Id, folded.State))).GroupBy(seen => (seen.Document, seen.Id)))
            version.Select(seen => seen.State).Distinct().Count().ShouldBe(1, $"document {version.Key.Document} at {version.Key.Id}");
        viewers.Sum(viewer => viewer.Client.Connections).ShouldBeGreaterThan(Viewers, "nobody had to come back");
    }
}
