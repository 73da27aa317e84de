using System.Collections.Concurrent;
using System.Globalization;

namespace Inkstream.EndToEnd.Tests;

/// <summary>
/// Folding the events gives the document: after every event, for every client, through any number of drops (contract 4,
/// invariant 6), with the page's own fold.
/// </summary>
public abstract class FoldEqualsGetTests
{
    private const int Clients = 8;

    /// <summary>Rounds of <c>./test</c>; <c>./test --full</c> runs 40.</summary>
    protected abstract int Slice { get; }

    /// <summary>The settings that say where the studio keeps its rows.</summary>
    protected abstract Task<string[]> StorageAsync();

    [Theory]
    [InlineData("ideation")]
    [InlineData("outline")]
    public async Task After_every_event_every_client_holds_what_GET_answered_at_that_version(string kind)
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}");
        await using var model = await ScriptedModelServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var studio = await StudioServer.WithModelAsync(model, ["Generation:MaxRetries=1", .. await StorageAsync()]);
        await using var proxy = CuttingProxy.Before(studio.Address);
        for (var round = 0; round < (Repository.Full ? 40 : Slice); round++)
        {
            model.Otherwise = new RandomModel(seed + round).Next;
            await using var clients = FoldClients.Start();
            var dice = new Random(seed + round);
            IFoldSubject subject = kind == "outline" ? new OutlineSubject(studio.Api, dice) : new IdeationSubject(studio.Api, dice);
            await new Round(studio, proxy, clients, subject, dice).RunAsync();
        }
    }

    private sealed class Round(StudioServer studio, CuttingProxy proxy, FoldClients node, IFoldSubject subject, Random dice)
    {
        private readonly ConcurrentDictionary<long, string> _gets = new();
        private readonly Random _networkDice = new(dice.Next());
        private string _id = "";
        private volatile bool _over;

        public async Task RunAsync()
        {
            _id = await subject.CreateAsync();
            var clients = Enumerable.Range(0, Clients)
                .Select(n => node.New($"c{n}", n % 2 == 0 ? studio.Address : proxy.Address, _id, deltas: n % 3 != 0, subject.Kind))
                .ToList();
            clients.ForEach(client => client.Connect());
            Task[] beside = [PollAsync(), PollAsync(), DropAsync(clients)];
            try
            {
                await WriteAsync();
            }
            finally
            {
                _over = true;
                await Task.WhenAll(beside);
            }

            var end = await OverAsync();
            Remember(end);
            foreach (var client in clients)
            {
                await client.SettledAsync();
                client.ComesBack = true;
                if (client.Closed is not null)
                    client.Connect(fresh: dice.Next(3) == 0);
            }

            foreach (var client in clients)
                await client.CaughtUpAsync(end);
            Judge(clients);
            await DeleteAsync(clients);
        }

        /// <summary>Writers at work: generations of every kind, edits, marks, stops.</summary>
        private async Task WriteAsync()
        {
            for (var generation = 0; generation < 5; generation++)
            {
                var acts = dice.Next(3, 10);
                for (var act = 0; act < acts; act++)
                {
                    var read = await subject.ReadAsync(_id);
                    if (read.StreamingData is { } streaming && dice.Next(12) == 0)
                        await studio.Api.StopAsync(streaming["transformId"]!.GetValue<string>());
                    else
                        await subject.EditAsync(_id, read);
                    await Until.PassedAsync(TimeSpan.FromMilliseconds(dice.Next(1, 40)));
                }

                await subject.GenerateAsync(_id, await OverAsync());
            }

            await OverAsync();
        }

        private async Task<Read> OverAsync() => await Until.FoundAsync(
            async () => await subject.ReadAsync(_id) is { Status: not "streaming" } read ? read : null, what: "the end of the generation");

        /// <summary>GET as fast as it goes, to know what was there at each version.</summary>
        private async Task PollAsync()
        {
            while (!_over)
                Remember(await subject.ReadAsync(_id));
        }

        private void Remember(Read read)
        {
            var body = Canonical.Json(read.Body);
            _gets.GetOrAdd(long.Parse(read.Version, CultureInfo.InvariantCulture), body).ShouldBe(body, $"GET differs from itself at {read.Version}");
        }

        /// <summary>The network at its worst.</summary>
        private async Task DropAsync(List<FoldClient> clients)
        {
            while (!_over)
            {
                await Until.PassedAsync(TimeSpan.FromMilliseconds(_networkDice.Next(10, 100)));
                switch (_networkDice.Next(10))
                {
                    case 0:
                        proxy.Cut();
                        break;
                    case 1:
                        proxy.Stall();
                        break;
                    case 2 or 3:
                        proxy.Flow();
                        break;
                    default:
                        clients[_networkDice.Next(clients.Count)].Drop();
                        break;
                }

                foreach (var client in clients.Where(client => client.Closed is not null && client.Gap is null && _networkDice.Next(2) == 0))
                    client.Connect(fresh: _networkDice.Next(3) == 0);
            }

            proxy.Flow();
        }

        private void Judge(List<FoldClient> clients)
        {
            var known = new Dictionary<long, string>(_gets);
            var (compared, byGet) = (0, 0);
            foreach (var client in clients)
            {
                client.Gap.ShouldBeNull(client.Name);
                foreach (var life in client.Events.GroupBy(folded => folded.Life))
                {
                    var ids = life.Select(folded => long.Parse(folded.Id!, CultureInfo.InvariantCulture)).ToList();
                    ids.Zip(ids.Skip(1)).ShouldAllBe(pair => pair.First < pair.Second, client.Name);
                }

                foreach (var folded in client.Events)
                {
                    // Where no GET was, the clients must at least agree: their first events are reads too.
                    var version = long.Parse(folded.Id!, CultureInfo.InvariantCulture);
                    compared += known.TryAdd(version, folded.State) ? 0 : 1;
                    byGet += _gets.ContainsKey(version) ? 1 : 0;
                    folded.State.ShouldBe(known[version], $"{client.Name} after event {folded.Id} ({folded.Name})");
                }
            }

            TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{clients.Sum(c => c.EventCount)} events, {clients.Sum(c => c.Connections)} connections, {compared} compared, {byGet} with one of {_gets.Count} versions of GET"));
            // A busy machine reads seldom; a round that compares next to nothing proves nothing.
            byGet.ShouldBeGreaterThan(20);
        }

        private async Task DeleteAsync(List<FoldClient> clients)
        {
            await Until.TrueAsync(() => clients.TrueForAll(client => client.IsConnected));
            await studio.Api.ExpectAsync(204, HttpMethod.Delete, $"/api/{subject.Kind}s/{_id}");
            foreach (var client in clients)
                await Until.TrueAsync(() => client.Closed == "deleted", () => $"{client.Name}: {client.Closed}");
            clients[0].Connect();
            clients[1].Connect(fresh: true);
            await Until.TrueAsync(() => clients[0].Closed == "status 404" && clients[1].Closed == "status 404");
        }
    }
}
