using System.Data.Common;
using Inkstream.Documents;
using Shouldly;
using Xunit;

namespace Inkstream.Specification.Stores;

/// <summary>Whoever writes the rows, even by hand, is seen (design, life of a token 5; invariant 2).</summary>
public abstract class ForeignWriterSpecification : StoreSpecification
{
    [Fact]
    public async Task A_chunk_written_by_hand_is_in_the_next_read_and_raises_the_version()
    {
        var run = await BeginAsync();
        await CommittedAsync(Batch(run, 1, "ours "));
        var before = await ReadAsync(run.DocumentId);

        await InsertChunkAsync(run.Lease.TransformId, 1, "手写");

        var read = await ReadAsync(run.DocumentId);
        read.Generation!.Chunks.ShouldBe(["ours ", "手写"]);
        read.Version.Value.ShouldBe(before.Version.Value + 1);
        (await CommittedAsync(Batch(run, 2, "ours again"))).ChunkIndex.ShouldBe(2);
    }

    [Fact]
    public async Task An_idea_written_by_hand_is_in_the_next_read_and_raises_the_version()
    {
        var run = await BeginAsync();
        var before = await ReadAsync(run.DocumentId);
        var library = (await Store.Changes.LibraryVersionsAsync([Owner], Cancel))[Owner];
        var artifact = NewId();

        await Store.ForeignAsync($$"""
            INSERT INTO artifacts (id, user_id, type, data) VALUES ('{{artifact}}', '{{Owner}}', 'note', '{"title":"手写","body":"b"}')
            """);
        await Store.ForeignAsync(
            $"INSERT INTO transform_outputs (transform_id, artifact_id, role) VALUES ('{run.Lease.TransformId}', '{artifact}', 'note_0')");

        var read = await ReadAsync(run.DocumentId);
        Titles(read).ShouldBe(["手写"]);
        read.Generation!.FinishedRoles.ShouldBe(["note_0"]);
        read.Version.ShouldBeGreaterThan(before.Version);
        (await Store.Changes.LibraryVersionsAsync([Owner], Cancel))[Owner].ShouldBeGreaterThan(library);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(-1)]
    public async Task A_chunk_that_would_repeat_or_leave_a_hole_is_refused(int index)
    {
        var run = await BeginAsync();
        await CommittedAsync(Batch(run, 1, "ours"));
        var before = await ReadAsync(run.DocumentId);

        await RefusedAsync(() => InsertChunkAsync(run.Lease.TransformId, index, "wrong"));

        Json(await ReadAsync(run.DocumentId)).ShouldBe(Json(before));
        (await ReadAsync(run.DocumentId)).Version.ShouldBe(before.Version);
    }

    [Fact]
    public async Task A_chunk_of_a_run_that_was_swept_is_refused()
    {
        var document = await FinishedAsync(1);
        var transform = (await ReadAsync(document)).Generation!.TransformId;
        Time.Advance(TimeSpan.FromHours(2));
        (await Store.Runs.SweepAsync(TimeSpan.FromHours(1), 10, Cancel)).ShouldBe(1);

        await RefusedAsync(() => InsertChunkAsync(transform, 5, "late"));
    }

    [Fact]
    public async Task A_chunk_never_changes()
    {
        var run = await BeginAsync();
        await CommittedAsync(Batch(run, 1, "ours"));

        await RefusedAsync(() => Store.ForeignAsync("UPDATE transform_chunks SET chunk_data = 'theirs'"));
        (await ReadAsync(run.DocumentId)).Generation!.Chunks.ShouldBe(["ours"]);
    }

    [Fact]
    public async Task An_artifact_never_changes()
    {
        var document = await FinishedAsync(1);

        await RefusedAsync(() => Store.ForeignAsync("UPDATE artifacts SET data = '{}'"));
        Titles(await ReadAsync(document)).ShouldBe(["第0条"]);
    }

    [Fact]
    public async Task A_title_parameters_and_a_status_changed_by_hand_raise_the_version()
    {
        var document = await FinishedAsync(1);
        foreach (var sql in new[]
        {
            $"UPDATE documents SET title = '新名' WHERE id = '{document}'",
            $$"""UPDATE document_params SET params = '{"topic":"新"}' WHERE document_id = '{{document}}'""",
            $"UPDATE transforms SET status = 'failed' WHERE document_id = '{document}'",
            $"UPDATE parts SET favourite = NOT favourite WHERE document_id = '{document}'",
        })
        {
            var before = await ReadAsync(document);
            await Store.ForeignAsync(ToggleOf(sql));
            var after = await ReadAsync(document);
            Json(after).ShouldNotBe(Json(before), sql);
            after.Version.ShouldBeGreaterThan(before.Version, sql);
        }
    }

    [Fact]
    public async Task What_is_deleted_by_hand_is_gone_and_the_library_says_so()
    {
        var document = await FinishedAsync(2);
        var version = (await Store.Changes.ReadLibraryAsync(Owner, null, 10, Cancel)).Version;

        await Store.ForeignAsync($"DELETE FROM documents WHERE id = '{document}'");

        (await FindAsync(document)).ShouldBeNull();
        (await Store.ForeignAsync("SELECT count(*) FROM artifacts")).ShouldBe(["0"]);
        (await Store.Changes.ReadLibraryAsync(Owner, version, 10, Cancel)).Removed.ShouldBe([document]);
    }

    [Fact]
    public async Task A_transform_queued_by_hand_without_a_run_neither_starts_nor_keeps_workers_busy()
    {
        var document = await FinishedAsync(1);
        await Store.ForeignAsync(
            "INSERT INTO transforms (id, document_id, user_id, type, status, round) " +
            $"VALUES ('{NewId()}', '{document}', '{Owner}', 'llm', 'queued', 2)");

        (await Store.Runs.ClaimAsync("worker", 1, Cancel)).ShouldBeEmpty();
        (await Store.Runs.NextDueAsync(Cancel)).ShouldBeNull();
    }

    /// <summary>For stores whose truth values are not numbers.</summary>
    protected virtual string ToggleOf(string sql) => sql;

    private Task InsertChunkAsync(Guid transform, int index, string text) => Store.ForeignAsync(
        $"INSERT INTO transform_chunks (transform_id, chunk_index, chunk_data) VALUES ('{transform}', {index}, '{text}')");

    private static Task RefusedAsync(Func<Task> act) => Should.ThrowAsync<DbException>(act);
}
