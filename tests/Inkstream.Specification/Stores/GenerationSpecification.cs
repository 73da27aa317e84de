using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Specification.Kinds;
using Shouldly;
using Xunit;

namespace Inkstream.Specification.Stores;

/// <summary>One generation after the other (contract 3, Rules).</summary>
public abstract class GenerationSpecification : StoreSpecification
{
    [Fact]
    public async Task One_generation_at_a_time_and_the_refusal_names_the_one_that_runs()
    {
        var started = await CreateAsync();

        (await StartAsync(started.DocumentId)).ShouldBe(new StartResult.AlreadyRunning(started.TransformId));
        await ClaimAsync();
        (await StartAsync(started.DocumentId)).ShouldBe(new StartResult.AlreadyRunning(started.TransformId));
    }

    [Fact]
    public async Task While_a_retry_waits_the_generation_still_runs()
    {
        var run = await BeginAsync();
        var end = FailedWithNext(TimeSpan.FromSeconds(30));
        await CommittedAsync(Batch(run, 1, "text", end));

        (await StartAsync(run.DocumentId)).ShouldBe(new StartResult.AlreadyRunning(end.Next!.TransformId));
    }

    [Fact]
    public async Task Of_many_generates_at_once_one_starts()
    {
        var document = await FinishedAsync(1);
        var asked = Enumerable.Range(0, 8).Select(_ => Generation()).ToList();
        var answers = await Task.WhenAll(asked.Select(async generation =>
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return await Store.Documents.StartAsync(Owner, NotesKind.KindName, document, generation, null, Cancel);
        }));

        var started = answers.OfType<StartResult.Started>().ShouldHaveSingleItem();
        answers.OfType<StartResult.AlreadyRunning>().ShouldAllBe(refusal => refusal.TransformId == started.TransformId);
        answers.OfType<StartResult.AlreadyRunning>().Count().ShouldBe(7);
    }

    [Fact]
    public async Task Regenerate_retires_what_was_not_kept_in_the_commit_of_the_first_new_part_and_never_before()
    {
        var document = await FinishedAsync(4);
        var parts = (await ReadAsync(document)).Parts;
        await Store.Documents.MarkAsync(new PartMarks(Owner, document, parts[1].ArtifactId, Favourite: true, null), Cancel);
        await Store.Documents.EditAsync(new PartEdit(Owner, document, parts[2].ArtifactId, 1, Note(2, "改过").Artifact), Cancel);
        await Store.Documents.MarkAsync(new PartMarks(Owner, document, parts[3].ArtifactId, null, Dismissed: true), Cancel);

        await RestartAsync(document, notes: 2, replaces: true);
        Titles(await ReadAsync(document)).ShouldBe(["第0条", "第1条", "改过", "第3条"]);
        var run = await ClaimAsync();
        await CommittedAsync(Batch(run, 1, "text"));
        Titles(await ReadAsync(document)).ShouldBe(["第0条", "第1条", "改过", "第3条"]);

        await CommittedAsync(Batch(run, 2, "text", null, Note(0, "新一")));
        Titles(await ReadAsync(document)).ShouldBe(["第1条", "改过", "新一"]);

        await CommittedAsync(Batch(run, 3, "text", Completed, Note(1, "新二")));
        Titles(await ReadAsync(document)).ShouldBe(["第1条", "改过", "新一", "新二"]);
    }

    [Fact]
    public async Task A_regenerate_that_fails_without_a_part_leaves_everything_there()
    {
        var document = await FinishedAsync(2);
        await RestartAsync(document, replaces: true);
        var run = await ClaimAsync();
        await CommittedAsync(Batch(run, 1, "nonsense", new RunEnd(TransformStatus.Failed, RunErrors.UnreadableAnswer, null, null)));

        Titles(await ReadAsync(document)).ShouldBe(["第0条", "第1条"]);
    }

    [Fact]
    public async Task More_adds_behind_what_is_there()
    {
        var document = await FinishedAsync(2);
        await RestartAsync(document, notes: 1);
        var run = await ClaimAsync();
        await CommittedAsync(Batch(run, 1, "text", Completed, Note(0, "又一")));

        var read = await ReadAsync(document);
        Titles(read).ShouldBe(["第0条", "第1条", "又一"]);
        read.Parts.Select(part => part.Round).ShouldBe([1, 1, 2]);
    }

    [Fact]
    public async Task What_is_kept_during_a_regenerate_before_its_first_part_stays_too()
    {
        var document = await FinishedAsync(2);
        await RestartAsync(document, replaces: true);
        var run = await ClaimAsync();
        await Store.Documents.MarkAsync(new PartMarks(Owner, document, (await ReadAsync(document)).Parts[0].ArtifactId, true, null), Cancel);
        await CommittedAsync(Batch(run, 1, "text", null, Note(0, "新")));

        Titles(await ReadAsync(document)).ShouldBe(["第0条", "新"]);
    }

    [Fact]
    public async Task A_successors_parts_do_not_retire_those_of_the_attempt_before()
    {
        var document = await FinishedAsync(1);
        await RestartAsync(document, notes: 2, replaces: true);
        await CommittedAsync(Batch(await ClaimAsync(), 1, "text", FailedWithNext(TimeSpan.Zero), Note(0, "新一")));
        await CommittedAsync(Batch(await ClaimAsync(), 1, "text", Completed, Note(1, "新二")));

        Titles(await ReadAsync(document)).ShouldBe(["新一", "新二"]);
    }

    [Fact]
    public async Task A_generation_that_revises_parts_makes_new_versions_of_exactly_those()
    {
        var document = await FinishedAsync(3);
        var parts = (await ReadAsync(document)).Parts;
        var generation = Generation(2) with { Inputs = [new ArtifactRole(parts[0].CurrentId, "revises"), new ArtifactRole(parts[1].CurrentId, "revises")] };
        await Store.Documents.StartAsync(Owner, NotesKind.KindName, document, generation, null, Cancel);
        var run = await ClaimAsync();

        await CommittedAsync(Batch(run, 1, "text", null, Note(1, "新一")));
        var half = await ReadAsync(document);
        Titles(half).ShouldBe(["第0条", "新一", "第2条"]);
        half.Generation!.FinishedRoles.ShouldBe(["note_1"]);

        await CommittedAsync(Batch(run, 2, "text", Completed, Note(0, "新零")));
        var read = await ReadAsync(document);
        Titles(read).ShouldBe(["新零", "新一", "第2条"]);
        read.Parts.Select(part => part.Revision).ShouldBe([2, 2, 1]);
        read.Parts.Select(part => part.ArtifactId).ShouldBe(parts.Select(part => part.ArtifactId));
        read.Generation!.FinishedRoles.ShouldBe(["note_0", "note_1"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_persons_edit_made_while_the_part_is_revised_stands()
    {
        var document = await FinishedAsync(1);
        var part = (await ReadAsync(document)).Parts[0];
        var generation = Generation(1) with { Inputs = [new ArtifactRole(part.CurrentId, "revises")] };
        await Store.Documents.StartAsync(Owner, NotesKind.KindName, document, generation, null, Cancel);
        var run = await ClaimAsync();
        await Store.Documents.EditAsync(new PartEdit(Owner, document, part.ArtifactId, 1, Note(0, "人").Artifact), Cancel);
        var before = await ReadAsync(document);
        await CommittedAsync(Batch(run, 1, "", null, Note(0, "机")));

        var read = await ReadAsync(document);
        Titles(read).ShouldBe(["人"]);
        (read.Version > before.Version).ShouldBe(Json(read) != Json(before));
        read.Generation!.FinishedRoles.ShouldBe(["note_0"]);
    }

    private Task<StartResult> StartAsync(Guid document) =>
        Store.Documents.StartAsync(Owner, NotesKind.KindName, document, Generation(), null, Cancel);
}
