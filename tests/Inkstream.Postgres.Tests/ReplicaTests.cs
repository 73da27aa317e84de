using Inkstream.Ports;
using Inkstream.Specification.Kinds;
using Inkstream.Specification.Servers;
using Inkstream.Specification.Stores;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Inkstream.Postgres.Tests;

/// <summary>A real streaming replica: nobody goes back in time (design, Decisions taken).</summary>
public sealed class ReplicaTests : StoreSpecification, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private PostgresServer _primary = null!;
    private PostgresServer _replica = null!;
    private PostgresFixture _store = null!;

    protected override TimeProvider Clock => TimeProvider.System;

    protected override async Task<StoreFixture> OpenAsync(TimeProvider time)
    {
        _primary = await PostgresServer.StartAsync("fsync=off");
        _replica = await _primary.ReplicaAsync();
        return _store = (PostgresFixture)await PostgresFixture.OpenAsync(time, server: _primary, replica: _replica.ConnectionString);
    }

    [Fact]
    public async Task While_replay_is_paused_a_person_sees_what_was_written_and_afterwards_the_replica_answers_again()
    {
        await CreateAsync(title: "first");
        await AnsweredByReplicaAsync(["first"]);

        await OnReplicaAsync("SELECT pg_wal_replay_pause()");
        var second = (await CreateAsync(title: "second")).DocumentId;
        var answered = Replica.Answered;
        (await TitlesAsync()).ShouldBe(["second", "first"]);
        await Store.Documents.DeleteAsync(Owner, NotesKind.KindName, second, Cancel);
        (await TitlesAsync()).ShouldBe(["first"]);
        Replica.Answered.ShouldBe(answered, "the replica had not replayed it");

        // Somebody whose library did not change still reads from it.
        await Store.Documents.ListAsync(new ListRequest(NewId(), NotesKind.KindName, 5), Cancel);
        Replica.Answered.ShouldBe(answered + 1);

        await OnReplicaAsync("SELECT pg_wal_replay_resume()");
        await AnsweredByReplicaAsync(["first"]);
    }

    [Fact]
    public async Task Another_servers_write_is_seen_by_way_of_a_paused_replica_too()
    {
        await OnReplicaAsync("SELECT pg_wal_replay_pause()");
        await using (var other = _store.Open())
            await other.GetRequiredService<IDocumentStore>().CreateAsync(Document("from elsewhere"), Generation(), null, Cancel);
        (await TitlesAsync()).ShouldBe(["from elsewhere"]);
        await OnReplicaAsync("SELECT pg_wal_replay_resume()");
    }

    [Fact]
    public async Task A_dead_replica_costs_nobody_an_answer()
    {
        await CreateAsync(title: "first");
        await _replica.StopAsync(crash: true);
        (await TitlesAsync()).ShouldBe(["first"]);
        await _replica.StartAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _replica.DisposeAsync();
        await _primary.DisposeAsync();
    }

    private PostgresReplica Replica => _store.Services.GetRequiredService<PostgresReplica>();

    private async Task<IEnumerable<string>> TitlesAsync() =>
        (await Store.Documents.ListAsync(new ListRequest(Owner, NotesKind.KindName, 5), Cancel)).Select(entry => entry.Title).ToList();

    private async Task AnsweredByReplicaAsync(string[] titles)
    {
        var answered = Replica.Answered;
        var until = TimeProvider.System.GetTimestamp();
        do
        {
            (await TitlesAsync()).ShouldBe(titles);
            TimeProvider.System.GetElapsedTime(until).ShouldBeLessThan(Patience, "the replica never answered");
        }
        while (Replica.Answered == answered);
    }

    private async Task OnReplicaAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_replica.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancel);
#pragma warning disable CA2100 // The statements are the tests' own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
