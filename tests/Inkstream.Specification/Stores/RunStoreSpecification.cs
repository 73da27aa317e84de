using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Specification.Kinds;
using Shouldly;
using Xunit;

namespace Inkstream.Specification.Stores;

/// <summary>Claims, leases, commits and ends (invariants 2, 3, 4, 8 and 12).</summary>
public abstract class RunStoreSpecification : StoreSpecification
{
    [Fact]
    public async Task Many_claimers_at_once_get_each_run_once()
    {
        var queued = new List<Guid>();
        for (var i = 0; i < 24; i++)
            queued.Add((await CreateAsync()).TransformId);

        var claimed = new ConcurrentBag<ClaimedRun>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async n =>
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            while (await Store.Runs.ClaimAsync($"worker {n}", 3, Cancel) is { Count: > 0 } runs)
                foreach (var run in runs)
                    claimed.Add(run);
        }));

        claimed.Select(run => run.Lease.TransformId).ShouldBe(queued, ignoreOrder: true);
        (await Store.Runs.NextDueAsync(Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_claim_takes_no_more_than_it_may()
    {
        for (var i = 0; i < 3; i++)
            await CreateAsync();

        (await Store.Runs.ClaimAsync("worker", 2, Cancel)).Count.ShouldBe(2);
        (await Store.Runs.NextDueAsync(Cancel)).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_retry_is_not_claimed_before_its_time()
    {
        var run = await BeginAsync();
        var end = FailedWithNext(TimeSpan.FromSeconds(10));
        await CommittedAsync(Batch(run, 1, "text", end));

        (await Store.Runs.ClaimAsync("worker", 1, Cancel)).ShouldBeEmpty();
        (await Store.Runs.NextDueAsync(Cancel)).ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromSeconds(9.9), TimeSpan.FromSeconds(10));
        (await ReadAsync(run.DocumentId)).Generation!.Attempt.RetryAt!.Value.ShouldBe(Time.GetUtcNow() + TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(2));
        Time.Advance(TimeSpan.FromSeconds(9.9));
        (await Store.Runs.ClaimAsync("worker", 1, Cancel)).ShouldBeEmpty();

        Time.Advance(TimeSpan.FromSeconds(0.2));
        (await ClaimAsync()).Lease.TransformId.ShouldBe(end.Next!.TransformId);
    }

    [Fact]
    public async Task Chunks_are_dense_and_read_back_in_order()
    {
        var run = await BeginAsync();
        var texts = Enumerable.Range(0, 30).Select(i => $"第{i}段 😀\n").ToList();
        for (var i = 0; i < texts.Count; i++)
            (await CommittedAsync(Batch(run, i + 1, texts[i]))).ChunkIndex.ShouldBe(i);

        (await ReadAsync(run.DocumentId)).Generation!.Chunks.ShouldBe(texts);
        (await Store.ForeignAsync("SELECT chunk_index FROM transform_chunks ORDER BY chunk_index"))
            .ShouldBe(Enumerable.Range(0, 30).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_batch_without_text_makes_no_chunk()
    {
        var run = await BeginAsync();
        var batch = new RunBatch(run.Lease, 1) { Prompt = new RunPrompt("notes/1", "Write") };
        var committed = await CommittedAsync(batch);

        committed.ChunkIndex.ShouldBeNull();
        committed.After.ShouldBe(committed.Before);
        (await CommittedAsync(Batch(run, 2, "text"))).ChunkIndex.ShouldBe(0);
        (await TransformAsync(run.Lease.TransformId)).Prompt.ShouldBe("Write");
    }

    [Fact]
    public async Task Two_batches_of_one_run_in_one_commit_are_refused()
    {
        var run = await BeginAsync();

        await Should.ThrowAsync<ArgumentException>(() => Store.Runs.CommitAsync([Batch(run, 1, "a"), Batch(run, 2, "b")], Cancel));
        (await ReadAsync(run.DocumentId)).Generation!.Chunks.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_long_run_reads_back_whole_and_from_where_the_reader_is()
    {
        var run = await BeginAsync();
        for (var n = 0; n < 2300; n++)
            await CommittedAsync(Batch(run, n + 1, $"{n} "));
        var whole = Enumerable.Range(0, 2300).Select(n => $"{n} ").ToList();

        (await ReadAsync(run.DocumentId)).Generation!.Chunks.ShouldBe(whole);
        (await TransformAsync(run.Lease.TransformId)).Chunks.ShouldBe(whole);
        foreach (var known in new[] { 0, 1, 1000, 1300, 2299, 2300 })
        {
            var read = (await Store.Changes.ReadAsync([new ReadRequest(run.DocumentId, run.Lease.TransformId, known)], Cancel))[run.DocumentId];
            read.Generation!.FirstChunk.ShouldBe(known);
            read.Generation.Chunks.ShouldBe(whole.Skip(known));
        }

        var other = (await Store.Changes.ReadAsync([new ReadRequest(run.DocumentId, NewId(), 7)], Cancel))[run.DocumentId];
        other.Generation!.FirstChunk.ShouldBe(0);
        other.Generation.Chunks.Count.ShouldBe(2300);
    }

    [Fact]
    public async Task A_long_run_is_written_page_by_page_as_the_same_bytes()
    {
        var run = await BeginAsync();
        await CommittedAsync(Batch(run, 1, """{"notes":[{"title":"first"},{"title":" """));
        for (var n = 2; n <= 2050; n++)
            await CommittedAsync(Batch(run, n, $"{n} 字 "));
        var first = (await Store.Documents.ReadAsync(Owner, NotesKind.KindName, run.DocumentId, Cancel)).ShouldNotBeNull();
        first.Generation!.ChunkCount.ShouldBe(2050);
        first.Generation.Chunks.Count.ShouldBeLessThan(1500);

        // What is written in the meantime is of a later version.
        await CommittedAsync(Batch(run, 2051, "later"));
        var (written, most) = (new ArrayBufferWriter<byte>(), 0);
        var flushed = 0;
        await Projection.WriteAsync(
            first,
            from => Store.Documents.ReadChunksAsync(Owner, run.Lease.TransformId, from, first.Generation.ChunkCount, Cancel),
            written,
            () =>
            {
                most = Math.Max(most, written.WrittenCount - flushed);
                flushed = written.WrittenCount;
                return Task.CompletedTask;
            });

        var whole = await ReadAsync(run.DocumentId);
        whole = whole with { Version = first.Version, Generation = whole.Generation! with { Chunks = [.. whole.Generation.Chunks.Take(2050)] } };
        Encoding.UTF8.GetString(written.WrittenSpan).ShouldBe(Json(whole));
        most.ShouldBeLessThan(written.WrittenCount / 2 + 5000);
    }

    [Fact]
    public async Task Chunks_of_somebody_elses_run_are_not_there()
    {
        var run = await BeginAsync();
        await CommittedAsync(Batch(run, 1, "text"));

        (await Store.Documents.ReadChunksAsync(Owner, run.Lease.TransformId, 0, 1, Cancel)).ShouldBe(["text"]);
        await Should.ThrowAsync<StoreUnavailableException>(() => Store.Documents.ReadChunksAsync(NewId(), run.Lease.TransformId, 0, 1, Cancel));
    }

    [Fact]
    public async Task An_old_epoch_is_refused_and_leaves_nothing()
    {
        var run = await BeginAsync();
        await CommittedAsync(Batch(run, 1, "mine"));
        var sighting = (await Store.Runs.RunningAsync("other", Cancel)).ShouldHaveSingleItem();
        (await Store.Runs.TakeOverAsync(sighting, Cancel)).ShouldBeTrue();
        var before = Json(await ReadAsync(run.DocumentId));

        (await CommitAsync(Batch(run, 2, "late", Completed, Note(0)))).ShouldBeOfType<RunOutcome.Lost>();
        (await CommitAsync(Batch(run with { Lease = run.Lease with { Epoch = run.Lease.Epoch - 1 } }, 2, "older"))).ShouldBeOfType<RunOutcome.Lost>();
        Json(await ReadAsync(run.DocumentId)).ShouldBe(before);
        (await TransformAsync(run.Lease.TransformId)).Text.ShouldBe("mine");
    }

    [Fact]
    public async Task An_old_epoch_is_refused_also_while_the_run_goes_on_under_a_newer_one()
    {
        var run = await BeginAsync();
        await CommittedAsync(Batch(run, 1, "mine"));
        await Store.ForeignAsync($"UPDATE runs SET epoch = epoch + 1 WHERE transform_id = '{run.Lease.TransformId}'");
        var before = Json(await ReadAsync(run.DocumentId));

        (await CommitAsync(Batch(run, 2, "late", Completed, Note(0)))).ShouldBeOfType<RunOutcome.Lost>();
        Json(await ReadAsync(run.DocumentId)).ShouldBe(before);
        (await Store.Runs.LostAsync([run.Lease], Cancel)).ShouldBe([run.Lease]);
        var newer = run with { Lease = run.Lease with { Epoch = run.Lease.Epoch + 1 } };
        (await CommittedAsync(Batch(newer, 2, " and its"))).ChunkIndex.ShouldBe(1);
    }

    [Fact]
    public async Task A_repeated_sequence_does_nothing()
    {
        var run = await BeginAsync();
        var batch = Batch(run, 1, "text", null, Note(0));
        await CommittedAsync(batch);
        var before = await ReadAsync(run.DocumentId);

        (await CommitAsync(batch)).ShouldBe(new RunOutcome.Repeated(run.DocumentId, Owner));
        var after = await ReadAsync(run.DocumentId);
        Json(after).ShouldBe(Json(before));
        after.Version.ShouldBe(before.Version);
    }

    [Fact]
    public async Task A_repeated_terminal_batch_does_nothing_and_queues_no_second_successor()
    {
        var run = await BeginAsync();
        var last = Batch(run, 1, "text", FailedWithNext(TimeSpan.Zero), Note(0));
        await CommittedAsync(last);

        (await CommitAsync(last)).ShouldBeOfType<RunOutcome.Repeated>();
        (await Store.Runs.ClaimAsync("worker", 10, Cancel)).ShouldHaveSingleItem();
        (await ReadAsync(run.DocumentId)).Parts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task After_its_end_a_run_takes_nothing_more()
    {
        var run = await BeginAsync();
        await CommittedAsync(Batch(run, 1, "text", Completed));

        (await CommitAsync(Batch(run, 2, "more"))).ShouldBeOfType<RunOutcome.Lost>();
        (await TransformAsync(run.Lease.TransformId)).Text.ShouldBe("text");
    }

    [Fact]
    public async Task Completed_cannot_overwrite_cancelled()
    {
        var run = await BeginAsync();
        await CommittedAsync(Batch(run, 1, "text"));
        (await Store.Documents.StopAsync(Owner, run.Lease.TransformId, Cancel)).ShouldBeTrue();

        (await CommitAsync(Batch(run, 2, "late", Completed, Note(0)))).ShouldBeOfType<RunOutcome.Lost>();
        (await Store.Runs.LostAsync([run.Lease], Cancel)).ShouldBe([run.Lease]);
        var read = await ReadAsync(run.DocumentId);
        read.Generation!.Status.ShouldBe(TransformStatus.Cancelled);
        read.Generation.LeftText.ShouldBe("text");
        read.Parts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Stopping_an_attempt_stops_its_successor_and_again_changes_nothing()
    {
        var run = await BeginAsync();
        await CommittedAsync(Batch(run, 1, "text", FailedWithNext(TimeSpan.FromSeconds(5))));

        (await Store.Documents.StopAsync(Owner, run.Lease.TransformId, Cancel)).ShouldBeTrue();
        var stopped = await ReadAsync(run.DocumentId);
        stopped.Generation!.Status.ShouldBe(TransformStatus.Cancelled);
        stopped.Generation.Error.ShouldBeNull();
        Time.Advance(TimeSpan.FromSeconds(10));
        (await Store.Runs.ClaimAsync("worker", 1, Cancel)).ShouldBeEmpty();

        (await Store.Documents.StopAsync(Owner, run.Lease.TransformId, Cancel)).ShouldBeTrue();
        (await ReadAsync(run.DocumentId)).Version.ShouldBe(stopped.Version);
        (await Store.Documents.StopAsync(Owner, NewId(), Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task Stopping_an_earlier_generation_does_not_stop_the_one_that_runs()
    {
        var document = await FinishedAsync(1);
        var earlier = (await ReadAsync(document)).Generation!.TransformId;
        await RestartAsync(document);

        (await Store.Documents.StopAsync(Owner, earlier, Cancel)).ShouldBeTrue();
        (await ReadAsync(document)).Generation!.Status.ShouldBe(TransformStatus.Queued);
    }

    [Fact]
    public async Task The_end_brings_text_parts_usage_status_and_successor_together_or_not_at_all()
    {
        var run = await BeginAsync();
        await CommittedAsync(Batch(run, 1, "a", null, Note(0)));
        var before = Json(await ReadAsync(run.DocumentId));
        var doubled = Note(1);
        var poisoned = Batch(run, 2, "b", FailedWithNext(TimeSpan.Zero), doubled, doubled);
        (await CommitAsync(poisoned)).ShouldBeOfType<RunOutcome.Poisoned>();
        Json(await ReadAsync(run.DocumentId)).ShouldBe(before);
        (await Store.Runs.NextDueAsync(Cancel)).ShouldBeNull();

        var end = FailedWithNext(TimeSpan.Zero) with { Usage = new TokenUsage(7, 9) };
        await CommittedAsync(Batch(run, 3, "b", end, doubled));
        var ended = await TransformAsync(run.Lease.TransformId);
        ended.Status.ShouldBe(TransformStatus.Failed);
        ended.Text.ShouldBe("ab");
        ended.Usage.ShouldBe(new TokenUsage(7, 9));
        ended.Error.ShouldBe(RunErrors.IncompleteAnswer);
        ended.EndedAt.ShouldNotBeNull();
        ended.Outputs.Select(output => output.Role).ShouldBe(["note_0", "note_1"]);

        var read = await ReadAsync(run.DocumentId);
        read.Generation!.TransformId.ShouldBe(end.Next!.TransformId);
        read.Generation.Status.ShouldBe(TransformStatus.Queued);
        read.Generation.FinishedRoles.ShouldBe(["note_0", "note_1"], ignoreOrder: true);
        read.Generation.Attempt.ShouldSatisfyAllConditions(a => a.Number.ShouldBe(2), a => a.Reason.ShouldBe(RunErrors.IncompleteAnswer.Code));
        (await TransformAsync(end.Next.TransformId)).RetryOf.ShouldBe(run.Lease.TransformId);
    }

    [Fact]
    public async Task A_poisoned_run_drops_out_alone_and_the_others_commit()
    {
        for (var i = 0; i < 5; i++)
            await CreateAsync();
        var runs = await Store.Runs.ClaimAsync("worker", 5, Cancel);
        var taken = Note(0);
        var batches = runs.Select((run, i) => Batch(run, 1, $"text {i}", null, i is 0 or 2 ? taken : Note(0))).ToList();
        batches[4] = batches[4] with { Lease = batches[4].Lease with { Epoch = 77 } };

        var outcomes = await Store.Runs.CommitAsync(batches, Cancel);

        outcomes.Select(outcome => outcome.GetType().Name).ShouldBe(["Committed", "Committed", "Poisoned", "Committed", "Lost"]);
        for (var i = 0; i < 4; i++)
            (await ReadAsync(runs[i].DocumentId)).Generation!.Chunks.ShouldBe(i == 2 ? [] : [$"text {i}"]);
        (await CommittedAsync(Batch(runs[2], 2, "clean"))).ChunkIndex.ShouldBe(0);
    }

    [Fact]
    public async Task A_takeover_is_refused_when_the_run_moved_since_it_was_seen()
    {
        var run = await BeginAsync();
        var sighting = (await Store.Runs.RunningAsync("other", Cancel)).ShouldHaveSingleItem();
        await Store.Runs.HeartbeatAsync([run.Lease], Cancel);

        (await Store.Runs.TakeOverAsync(sighting, Cancel)).ShouldBeFalse();
        (await Store.Runs.LostAsync([run.Lease], Cancel)).ShouldBeEmpty();

        sighting = (await Store.Runs.RunningAsync("other", Cancel)).ShouldHaveSingleItem();
        await CommittedAsync(Batch(run, 1, "a commit is a sign of life too"));
        (await Store.Runs.TakeOverAsync(sighting, Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_running_run_is_seen_by_all_and_is_its_workers_own()
    {
        await BeginAsync();

        (await Store.Runs.RunningAsync("worker", Cancel)).ShouldAllBe(run => run.Own);
        (await Store.Runs.RunningAsync("other", Cancel)).ShouldHaveSingleItem().Own.ShouldBeFalse();
    }

    [Fact]
    public async Task Of_many_takeovers_at_once_one_succeeds()
    {
        await BeginAsync();
        var sighting = (await Store.Runs.RunningAsync("other", Cancel)).ShouldHaveSingleItem();
        var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return await Store.Runs.TakeOverAsync(sighting, Cancel);
        }));

        taken.Count(won => won).ShouldBe(1);
        (await Store.Runs.ClaimAsync("other", 10, Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_takeover_is_a_new_attempt_that_keeps_the_number_and_the_old_ones_text()
    {
        var run = await BeginAsync();
        await CommittedAsync(Batch(run, 1, "written so far", null, Note(0)));
        await TakeOverAsync();

        var old = await TransformAsync(run.Lease.TransformId);
        old.Status.ShouldBe(TransformStatus.Failed);
        old.Error.ShouldBe(RunErrors.Interrupted);
        old.Text.ShouldBe("written so far");
        var read = await ReadAsync(run.DocumentId);
        read.Generation!.Status.ShouldBe(TransformStatus.Queued);
        read.Generation.Attempt.ShouldSatisfyAllConditions(a => a.Number.ShouldBe(1), a => a.Reason.ShouldBe("interrupted"));
        read.Generation.FinishedRoles.ShouldBe(["note_0"]);
        (await ClaimAsync()).Lease.TransformId.ShouldBe(read.Generation.TransformId);
    }

    [Fact]
    public async Task After_five_takeovers_the_next_crash_fails_the_generation_as_interrupted()
    {
        var run = await BeginAsync();
        for (var i = 0; i < IRunStore.MaxTakeovers; i++)
        {
            await TakeOverAsync();
            (await ReadAsync(run.DocumentId)).Generation!.Status.ShouldBe(TransformStatus.Queued);
            await ClaimAsync();
        }

        await TakeOverAsync();
        var read = await ReadAsync(run.DocumentId);
        read.Generation!.Status.ShouldBe(TransformStatus.Failed);
        read.Generation.Error.ShouldBe(RunErrors.Interrupted);
        (await Store.Runs.NextDueAsync(Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Heartbeats_show_and_those_of_void_leases_do_not()
    {
        var run = await BeginAsync();
        var first = (await Store.Runs.RunningAsync("other", Cancel)).ShouldHaveSingleItem();
        await Store.Runs.HeartbeatAsync([run.Lease, new RunLease(NewId(), 1)], Cancel);
        var second = (await Store.Runs.RunningAsync("other", Cancel)).ShouldHaveSingleItem();
        second.Heartbeat.ShouldBeGreaterThan(first.Heartbeat);

        await Store.Runs.HeartbeatAsync([run.Lease with { Epoch = run.Lease.Epoch + 1 }], Cancel);
        (await Store.Runs.RunningAsync("other", Cancel)).ShouldBe([second]);
    }

    [Fact]
    public async Task The_sweep_keeps_chunks_for_the_grace_and_the_text_for_ever_also_over_a_restart()
    {
        var grace = TimeSpan.FromHours(1);
        var run = await BeginAsync();
        (await TransformAsync(run.Lease.TransformId)).FirstWordAt.ShouldBeNull();
        await CommittedAsync(Batch(run, 1, "正"));
        Time.Advance(TimeSpan.FromSeconds(1));
        await CommittedAsync(Batch(run, 2, "文", Completed));
        var running = await BeginAsync();
        await CommittedAsync(Batch(running, 1, "still"));

        Time.Advance(grace - TimeSpan.FromMinutes(1));
        (await Store.Runs.SweepAsync(grace, 10, Cancel)).ShouldBe(0);
        var before = await TransformAsync(run.Lease.TransformId);
        before.Chunks.ShouldBe(["正", "文"]);
        var firstWordAt = before.FirstWordAt.ShouldNotBeNull();
        firstWordAt.ShouldBeLessThan(before.EndedAt!.Value);

        await Store.ReopenAsync();
        Time.Advance(TimeSpan.FromMinutes(2));
        (await Store.Runs.SweepAsync(grace, 10, Cancel)).ShouldBe(1);
        var swept = await TransformAsync(run.Lease.TransformId);
        swept.Chunks.ShouldBeEmpty();
        swept.Text.ShouldBe("正文");
        swept.FirstWordAt.ShouldBe(firstWordAt, "it outlives the chunk that told it");
        (await ReadAsync(running.DocumentId)).Generation!.Chunks.ShouldBe(["still"]);
        (await Store.Runs.SweepAsync(grace, 10, Cancel)).ShouldBe(0);
        (await Store.ForeignAsync("SELECT chunk_data FROM transform_chunks")).ShouldBe(["still"]);
    }

    [Fact]
    public async Task The_sweep_takes_no_more_than_it_may()
    {
        for (var i = 0; i < 3; i++)
            await FinishedAsync(1);
        Time.Advance(TimeSpan.FromHours(2));

        (await Store.Runs.SweepAsync(TimeSpan.FromHours(1), 2, Cancel)).ShouldBe(2);
        (await Store.Runs.SweepAsync(TimeSpan.FromHours(1), 2, Cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_committed_is_there_after_a_restart()
    {
        var run = await BeginAsync();
        await CommittedAsync(Batch(run, 1, "text", null, Note(0)));
        var before = Json(await ReadAsync(run.DocumentId));
        await Store.ReopenAsync();

        Json(await ReadAsync(run.DocumentId)).ShouldBe(before);
        (await CommittedAsync(Batch(run, 2, "on"))).ChunkIndex.ShouldBe(1);
    }

    private async Task TakeOverAsync()
    {
        var sighting = (await Store.Runs.RunningAsync("other", Cancel)).ShouldHaveSingleItem();
        (await Store.Runs.TakeOverAsync(sighting, Cancel)).ShouldBeTrue();
    }
}
