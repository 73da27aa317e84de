using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Inkstream.Ports;
using Inkstream.Specification.Engines;
using Inkstream.Specification.Kinds;
using Inkstream.Specification.Servers;
using Inkstream.Specification.Stores;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Inkstream.Postgres.Tests;

/// <summary>The listener tests itself and reconnects (invariant 7).</summary>
public sealed class ListenerTests : StoreSpecification
{
    private const string ListenerRow =
        "SELECT pid, client_port FROM pg_stat_activity WHERE application_name = 'inkstream-listener' AND datname = current_database() ORDER BY backend_start";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SilentProxy _proxy = new(TestServer.Running.Server.Port);
    private readonly ConcurrentQueue<Hint> _heard = new();
    private PostgresFixture _store = null!;

    protected override TimeProvider Clock => TimeProvider.System;

    protected override async Task<StoreFixture> OpenAsync(TimeProvider time) => _store = (PostgresFixture)await PostgresFixture.OpenAsync(time, port: _proxy.Port);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_listener_that_is_connected_but_deaf_is_found_within_five_seconds_and_replaced(bool alone)
    {
        using var leaves = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var listening = Store.Signal.ListenAsync(_heard.Enqueue, leaves.Token);
        await HearsAsync(Hint.Everything);
        var deaf = (await _store.ForeignAsync(ListenerRow))[0].Split('|');
        if (alone)
            _proxy.Swallow(int.Parse(deaf[1], CultureInfo.InvariantCulture));
        else
            _proxy.Swallow();
        _heard.Clear();
        var clock = Stopwatch.StartNew();

        // Its replacement tells everyone to look, before it hears anything.
        await HearsAsync(Hint.Everything);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        TestContext.Current.TestOutputHelper!.WriteLine($"Replaced after {clock.Elapsed}");
        (await _store.ForeignAsync(ListenerRow)).ShouldContain(row => row.Split('|')[0] != deaf[0]);

        var document = await ForeignDocumentAsync();
        await HearsAsync(Hint.Document(document));
        await leaves.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => listening);
    }

    [Fact]
    public async Task After_a_listener_was_deaf_everything_that_has_viewers_is_looked_at_without_a_poll()
    {
        // A clock that stands still: nothing here is due to a poll.
        await using var store = (PostgresFixture)await PostgresFixture.OpenAsync(Time, port: _proxy.Port, nudged: false);
        await store.Documents.EnsureOwnerAsync(Owner, "writer", Cancel);
        await using var engine = await Engine.StartAsync(store, new EngineSettings(), Time, Cancel);
        var viewers = new List<Spectator>();
        for (var n = 0; n < 3; n++)
        {
            var document = NewId();
            await store.Documents.CreateAsync(
                new NewDocument(document, Owner, NotesKind.KindName, "before", "{}"), new NewGeneration(NewId(), "gone", "{}", ["notes/0"], false, [], 1), null, Cancel);
            viewers.Add(await engine.WatchAsync(document, Owner, Cancel));
            await viewers[^1].UntilAsync(viewer => viewer.Status == "failed", Cancel);
        }

        _proxy.Swallow(int.Parse((await store.ForeignAsync(ListenerRow))[0].Split('|')[1], CultureInfo.InvariantCulture));
        await store.ForeignAsync("UPDATE documents SET title = 'in the gap'");
        foreach (var viewer in viewers)
        {
            await viewer.UntilAsync(spectator => spectator.State["title"]!.GetValue<string>() == "in the gap", Cancel);
            await viewer.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_listener_whose_backend_is_terminated_is_back_at_once_and_everyone_looks()
    {
        using var leaves = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var listening = Store.Signal.ListenAsync(_heard.Enqueue, leaves.Token);
        await HearsAsync(Hint.Everything);
        _heard.Clear();
        (await _store.ForeignAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'inkstream-listener' AND datname = current_database()")).ShouldBe(["True"]);
        await HearsAsync(Hint.Everything);
        await HearsAsync(Hint.Document(await ForeignDocumentAsync()));
        await leaves.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => listening);
    }

    [Fact]
    public async Task However_many_listen_it_is_one_connection_and_the_last_takes_it_along()
    {
        using var leaves = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task[] listening = [.. Enumerable.Range(0, 5).Select(_ => Store.Signal.ListenAsync(_heard.Enqueue, leaves.Token))];
        await HearsAsync(Hint.Everything);
        (await ListenersAsync()).ShouldBe("1");
        await leaves.CancelAsync();
        await Task.WhenAll(listening.Select(task => Should.ThrowAsync<OperationCanceledException>(() => task)));
        await UntilAsync(async () => await ListenersAsync() == "0");
    }

    [Fact]
    public async Task More_documents_than_a_payload_holds_are_everything()
    {
        using var leaves = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var listening = Store.Signal.ListenAsync(_heard.Enqueue, leaves.Token);
        await HearsAsync(Hint.Everything);
        for (var i = 0; i < 250; i++)
            await CreateAsync();
        _heard.Clear();
        await _store.ForeignAsync("UPDATE documents SET title = 'all of them'");
        await HearsAsync(Hint.Everything);
        await leaves.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => listening);
    }

    [Fact]
    public async Task This_servers_own_commits_do_not_come_back_to_it()
    {
        using var leaves = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var listening = Store.Signal.ListenAsync(_heard.Enqueue, leaves.Token);
        await HearsAsync(Hint.Everything);
        var run = await BeginAsync();
        _heard.Clear();
        await CommittedAsync(Batch(run, 1, "text"));

        // What comes after it on the same connection says that it did not come.
        var document = await ForeignDocumentAsync();
        await HearsAsync(Hint.Document(document));
        _heard.ShouldNotContain(Hint.Document(run.DocumentId));
        await leaves.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => listening);
    }

    [Fact]
    public async Task The_check_at_the_start_passes_where_notifications_come() =>
        await _store.Services.GetRequiredService<PostgresSignal>().CheckAsync(Cancel);

    private async Task<string> ListenersAsync() => (await _store.ForeignAsync(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'inkstream-listener' AND datname = current_database()"))[0];

    private async Task<Guid> ForeignDocumentAsync()
    {
        var document = NewId();
        await _store.ForeignAsync($"INSERT INTO documents (id, user_id, kind, title) VALUES ('{document}', '{Owner}', 'notes', 'foreign')");
        return document;
    }

    private Task HearsAsync(Hint hint) => UntilAsync(() => Task.FromResult(_heard.Contains(hint)));

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Patience);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel);
        }
    }
}
