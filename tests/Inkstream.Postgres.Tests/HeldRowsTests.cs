using System.Diagnostics;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Specification.Stores;
using Npgsql;
using Shouldly;
using Xunit;

namespace Inkstream.Postgres.Tests;

/// <summary>No one waits for another: a batch skips what somebody else holds (invariant 8).</summary>
public sealed class HeldRowsTests : StoreSpecification
{
    private const int Runs = 100;

    private PostgresFixture _store = null!;

    protected override TimeProvider Clock => TimeProvider.System;

    protected override async Task<StoreFixture> OpenAsync(TimeProvider time) => _store = (PostgresFixture)await PostgresFixture.OpenAsync(time);

    [Fact]
    public async Task A_run_that_a_foreign_transaction_writes_into_is_skipped_and_goes_on_behind_it()
    {
        var runs = await BeginAsync(Runs);
        await using var foreign = await _store.ConnectAsync();
        await using (var holding = await HoldAsync(foreign, $"INSERT INTO transform_chunks (transform_id, chunk_index, chunk_data) VALUES ('{runs[0].Lease.TransformId}', 0, 'theirs')"))
        {
            var clock = Stopwatch.StartNew();
            var outcomes = await Store.Runs.CommitAsync([.. runs.Select(run => Batch(run, 1, "ours"))], Cancel);
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2), "it waited for the lock");
            outcomes[0].ShouldBeOfType<RunOutcome.Held>();
            outcomes.Skip(1).ShouldAllBe(outcome => outcome is RunOutcome.Committed);
            (await ReadAsync(runs[0].DocumentId)).Generation!.Chunks.ShouldBeEmpty();
            await holding.CommitAsync(Cancel);
        }

        (await CommittedAsync(Batch(runs[0], 1, "ours"))).ChunkIndex.ShouldBe(1);
        (await ReadAsync(runs[0].DocumentId)).Generation!.Chunks.ShouldBe(["theirs", "ours"]);
    }

    [Theory]
    [InlineData("UPDATE documents SET title = 'theirs' WHERE id = '{0}'")]
    [InlineData("UPDATE transforms SET status = 'cancelled' WHERE document_id = '{0}'")]
    [InlineData("SELECT 1 FROM documents WHERE id = '{0}' FOR UPDATE")]
    public async Task A_document_that_a_foreign_transaction_holds_does_not_hold_up_the_others(string sql)
    {
        var runs = await BeginAsync(2);
        await using var foreign = await _store.ConnectAsync();
        await using var holding = await HoldAsync(foreign, string.Format(null, sql, runs[0].DocumentId));
        var outcomes = await Store.Runs.CommitAsync([.. runs.Select(run => Batch(run, 1, "ours"))], Cancel).WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        outcomes[0].ShouldBeOfType<RunOutcome.Held>();
        outcomes[1].ShouldBeOfType<RunOutcome.Committed>();
    }

    [Fact]
    public async Task A_persons_row_that_a_foreign_transaction_holds_holds_up_only_what_changes_that_persons_list()
    {
        var runs = await BeginAsync(2);
        await using var foreign = await _store.ConnectAsync();
        await using var holding = await HoldAsync(foreign, $"UPDATE users SET name = 'theirs' WHERE id = '{Owner}'");
        var outcomes = await Store.Runs.CommitAsync([Batch(runs[0], 1, "ours", null, Note(0)), Batch(runs[1], 1, "ours")], Cancel)
            .WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        outcomes[0].ShouldBeOfType<RunOutcome.Held>();
        outcomes[1].ShouldBeOfType<RunOutcome.Committed>();
    }

    [Fact]
    public async Task A_held_document_that_was_made_from_a_part_holds_up_only_the_run_that_gives_that_part_a_new_version()
    {
        var source = await FinishedAsync(1);
        var part = (await ReadAsync(source)).Parts[0];
        var made = await MadeFromAsync(part);
        var revising = await ReviseAsync(source, part);
        var other = (await BeginAsync(1))[0];
        await using var foreign = await _store.ConnectAsync();
        await using (await HoldAsync(foreign, $"SELECT 1 FROM documents WHERE id = '{made}' FOR UPDATE"))
        {
            var outcomes = await Store.Runs.CommitAsync([Batch(revising, 1, "text", null, Note(0, "新")), Batch(other, 1, "text", null, Note(0))], Cancel)
                .WaitAsync(TimeSpan.FromSeconds(4), Cancel);
            outcomes[0].ShouldBeOfType<RunOutcome.Held>();
            outcomes[1].ShouldBeOfType<RunOutcome.Committed>();
            (await CommitAsync(Batch(revising, 1, "text"))).ShouldBeOfType<RunOutcome.Committed>("text alone moves no other document");
        }

        await CommittedAsync(Batch(revising, 2, "text", null, Note(0, "新")));
        (await ReadAsync(made)).Parts[0].Outdated.ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_stop_under_way_holds_ends_cancelled_and_not_completed()
    {
        var run = (await BeginAsync(1))[0];
        await using var foreign = await _store.ConnectAsync();
        await using (var stopping = await HoldAsync(foreign, $"SELECT 1 FROM documents WHERE id = '{run.DocumentId}' FOR NO KEY UPDATE"))
        {
            (await CommitAsync(Batch(run, 1, "text", Completed))).ShouldBeOfType<RunOutcome.Held>();
            await using var stop = new NpgsqlCommand($"UPDATE transforms SET status = 'cancelled', ended_at = now() WHERE id = '{run.Lease.TransformId}'", foreign);
            await stop.ExecuteNonQueryAsync(Cancel);
            await stopping.CommitAsync(Cancel);
        }

        (await CommitAsync(Batch(run, 1, "text", Completed))).ShouldBeOfType<RunOutcome.Lost>();
        (await ReadAsync(run.DocumentId)).Generation!.Status.ShouldBe(TransformStatus.Cancelled);
    }

    [Fact]
    public async Task What_a_server_holds_that_is_frozen_in_the_middle_of_a_transaction_is_free_again_after_five_seconds()
    {
        var run = (await BeginAsync(1))[0];
        var (holds, thaws) = (new TaskCompletionSource(), new TaskCompletionSource());
        var frozen = _store.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("SELECT 1 FROM runs WHERE transform_id = $1 FOR UPDATE", [run.Lease.TransformId], Cancel);
                holds.SetResult();
                await thaws.Task;
                return await session.ExecuteAsync("UPDATE runs SET heartbeat = heartbeat + 1 WHERE transform_id = $1", [run.Lease.TransformId], Cancel);
            },
            Cancel);
        await holds.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        (await CommitAsync(Batch(run, 1, "text"))).ShouldBeOfType<RunOutcome.Held>();

        var began = Stopwatch.GetTimestamp();
        while (await CommitAsync(Batch(run, 1, "text")) is RunOutcome.Held)
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(8), "it is held for ever");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel);
        }

        (await ReadAsync(run.DocumentId)).Generation!.Chunks.ShouldBe(["text"]);
        thaws.SetResult();
        await Should.ThrowAsync<StoreUnavailableException>(() => frozen);
    }

    private static async Task<NpgsqlTransaction> HoldAsync(NpgsqlConnection foreign, string sql)
    {
        var transaction = await foreign.BeginTransactionAsync(Cancel);
#pragma warning disable CA2100 // The statements are the tests' own.
        await using var command = new NpgsqlCommand(sql, foreign, transaction);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancel);
        return transaction;
    }

    private async Task<List<ClaimedRun>> BeginAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await CreateAsync();
        var claimed = await Store.Runs.ClaimAsync("worker", count, Cancel);
        claimed.Count.ShouldBe(count);
        return [.. claimed];
    }
}
