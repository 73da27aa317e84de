using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Specification.Kinds;
using Shouldly;
using Xunit;

namespace Inkstream.Specification.Stores;

/// <summary>The version rises exactly when what GET shows changes (invariant 5).</summary>
public abstract class VersionSpecification : StoreSpecification
{
    private const int Steps = 70;

    [Fact]
    public async Task A_commit_of_text_alone_raises_the_version_by_exactly_one()
    {
        var run = await BeginAsync();
        for (var i = 1; i <= 3; i++)
        {
            var committed = await CommittedAsync(Batch(run, i, "text"));
            committed.After.Value.ShouldBe(committed.Before.Value + 1);
            (await ReadAsync(run.DocumentId)).Version.ShouldBe(committed.After);
        }
    }

    [Fact]
    public async Task A_commit_of_anything_more_raises_the_version_by_more_than_one()
    {
        var run = await BeginAsync();
        var part = await CommittedAsync(Batch(run, 1, "text", null, Note(0)));
        part.After.Value.ShouldBeGreaterThan(part.Before.Value + 1);
        var end = await CommittedAsync(Batch(run, 2, "text", Completed));
        end.After.Value.ShouldBeGreaterThan(end.Before.Value + 1);
    }

    [Fact]
    public async Task A_commit_says_the_versions_that_a_read_sees()
    {
        var run = await BeginAsync();
        var before = await ReadAsync(run.DocumentId);
        var committed = await CommittedAsync(Batch(run, 1, "text", Completed, Note(0)));

        committed.Before.ShouldBe(before.Version);
        committed.After.ShouldBe((await ReadAsync(run.DocumentId)).Version);
        (await Store.Changes.VersionsAsync([run.DocumentId, NewId()], Cancel))
            .ShouldBe(new Dictionary<Guid, DocumentVersion> { [run.DocumentId] = committed.After });
    }

    [Fact]
    public async Task One_documents_commit_leaves_the_others_versions()
    {
        var other = await FinishedAsync(1);
        var before = (await ReadAsync(other)).Version;
        await FinishedAsync(2);

        (await ReadAsync(other)).Version.ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task After_every_operation_the_version_rose_if_and_only_if_what_is_shown_changed(int seed)
    {
        var walk = new Walk(this, new Random(seed));
        var document = await FinishedAsync(3);
        var before = await ReadAsync(document);
        for (var step = 0; step < Steps; step++)
        {
            var what = await walk.StepAsync(document);
            var after = await ReadAsync(document);
            var says = $"seed {seed}, step {step}: {what}\n{Json(before)}\n{Json(after)}";
            if (Json(after) == Json(before))
                after.Version.ShouldBe(before.Version, says);
            else
                after.Version.ShouldBeGreaterThan(before.Version, says);
            before = after;
        }
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    /// <summary>Random operations, those that must do nothing among them.</summary>
    private sealed class Walk(VersionSpecification spec, Random random)
    {
        private ClaimedRun? _run;
        private RunBatch? _last;
        private long _sequence;

        public async Task<string> StepAsync(Guid document)
        {
            spec.Time.Advance(TimeSpan.FromMilliseconds(random.Next(1, 2000)));
            var (store, runs) = (spec.Store.Documents, spec.Store.Runs);
            var read = await spec.ReadAsync(document);
            var part = read.Parts.Count > 0 ? read.Parts[random.Next(read.Parts.Count)] : null;
            switch (random.Next(16))
            {
                case 0 when part is not null:
                    await store.MarkAsync(new PartMarks(spec.Owner, document, part.ArtifactId, Maybe(), Maybe()), Cancel);
                    return "mark";
                case 1 when part is not null:
                    var edit = new PartEdit(spec.Owner, document, part.ArtifactId, part.Revision - random.Next(2), spec.Note(0, $"改{random.Next(3)}").Artifact);
                    await store.EditAsync(edit, Cancel);
                    return "edit";
                case 2 when random.Next(3) == 0:
                    await store.StopAsync(spec.Owner, read.Generation!.TransformId, Cancel);
                    return "stop";
                case 3 or 4:
                    var inputs = part is not null && random.Next(3) == 0 ? [new ArtifactRole(part.CurrentId, "revises")] : Array.Empty<ArtifactRole>();
                    await store.StartAsync(
                        spec.Owner, NotesKind.KindName, document, spec.Generation(4, random.Next(2) == 0) with { Inputs = inputs }, null, Cancel);
                    return "start";
                case 5 or 6:
                    if (await runs.ClaimAsync("worker", 1, Cancel) is [var run])
                        (_run, _sequence) = (run, 0);
                    return "claim";
                case 7 when await runs.RunningAsync("other", Cancel) is [var sighting, ..] && random.Next(2) == 0:
                    await runs.TakeOverAsync(sighting, Cancel);
                    return "take over";
                case 8 when _last is not null:
                    await runs.CommitAsync([_last], Cancel);
                    return "repeat";
                case 9 when _run is not null:
                    await runs.CommitAsync([_last = new RunBatch(_run.Lease, ++_sequence) { Text = "end", End = End() }], Cancel);
                    return "end";
                case 10 when _run is not null:
                    await runs.CommitAsync([_last = Batch(_run, ++_sequence, "", null, spec.Note(random.Next(4), $"题{random.Next()}"))], Cancel);
                    return "part without text";
                case 11:
                    await runs.SweepAsync(TimeSpan.FromSeconds(5), 10, Cancel);
                    return "sweep";
                case 12 when _run is not null:
                    await runs.HeartbeatAsync([_run.Lease], Cancel);
                    await runs.CommitAsync([new RunBatch(_run.Lease, ++_sequence) { Prompt = new RunPrompt("t", "prompt") }], Cancel);
                    return "heartbeat and prompt";
                case 13 when read.Generation!.Status.IsActive():
                    await spec.Store.ForeignAsync(
                        "INSERT INTO transform_chunks (transform_id, chunk_index, chunk_data) " +
                        $"SELECT transform_id, last_index + 1, 'foreign' FROM runs WHERE transform_id = '{read.Generation.TransformId}'");
                    return "foreign chunk";
                case 14:
                    await store.EnsureOwnerAsync(spec.Owner, "again", Cancel);
                    await store.StopAsync(spec.Owner, spec.NewId(), Cancel);
                    return "nothing";
                case var _ when _run is not null:
                    var notes = Enumerable.Range(0, random.Next(3)).Select(n => spec.Note(n, $"题{random.Next()}")).ToArray();
                    await runs.CommitAsync([_last = Batch(_run, ++_sequence, "{\"notes\":[{\"title\":\"写", null, notes)], Cancel);
                    return "text";
                default:
                    return "nothing";
            }
        }

        private bool? Maybe() => random.Next(3) switch { 0 => null, 1 => true, _ => false };

        private RunEnd End() => random.Next(4) switch
        {
            0 => Completed,
            1 => new RunEnd(TransformStatus.Failed, RunErrors.UnreadableAnswer, null, null),
            2 => spec.FailedWithNext(TimeSpan.FromSeconds(1)),
            _ => spec.FailedWithNext(TimeSpan.Zero),
        };
    }
}
