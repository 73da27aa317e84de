using Inkstream.Documents;
using Inkstream.Ports;
using Shouldly;
using Xunit;

namespace Inkstream.Specification.Stores;

/// <summary>What was made from something says when that has a newer version (issue 5: out of date, never silently refreshed).</summary>
public abstract class SourceSpecification : StoreSpecification
{
    [Fact]
    public async Task A_persons_new_version_puts_what_was_made_from_the_old_one_out_of_date_in_a_version_of_its_own()
    {
        var source = await FinishedAsync(2);
        var part = (await ReadAsync(source)).Parts[0];
        var made = await MadeFromAsync(part);
        var before = await ReadAsync(made);
        before.Parts[0].Outdated.ShouldBeFalse();

        await Store.Documents.EditAsync(new PartEdit(Owner, source, part.ArtifactId, 1, Note(0, "新").Artifact), Cancel);
        var after = await ReadAsync(made);
        after.Parts[0].Outdated.ShouldBeTrue();
        after.Version.ShouldBe(new DocumentVersion(before.Version.Value + 1));
        after.Parts[0].CurrentId.ShouldBe(before.Parts[0].CurrentId);
    }

    [Fact]
    public async Task So_does_a_generations()
    {
        var source = await FinishedAsync(2);
        var part = (await ReadAsync(source)).Parts[0];
        var made = await MadeFromAsync(part);
        var before = await ReadAsync(made);
        var run = await ReviseAsync(source, part);
        await CommittedAsync(Batch(run, 1, "text"));
        (await ReadAsync(made)).Version.ShouldBe(before.Version);

        await CommittedAsync(Batch(run, 2, "text", Completed, Note(0, "新")));
        var after = await ReadAsync(made);
        after.Parts[0].Outdated.ShouldBeTrue();
        after.Version.ShouldBe(new DocumentVersion(before.Version.Value + 1));
    }

    [Fact]
    public async Task Another_parts_new_version_does_not()
    {
        var source = await FinishedAsync(2);
        var parts = (await ReadAsync(source)).Parts;
        var made = await MadeFromAsync(parts[0]);
        var before = await ReadAsync(made);
        await Store.Documents.EditAsync(new PartEdit(Owner, source, parts[1].ArtifactId, 1, Note(1, "新").Artifact), Cancel);
        await CommittedAsync(Batch(await ReviseAsync(source, (await ReadAsync(source)).Parts[1]), 1, "text", Completed, Note(1, "更新")));

        (await ReadAsync(made)).Version.ShouldBe(before.Version);
    }

    [Fact]
    public async Task What_is_made_from_a_version_that_got_old_meanwhile_begins_out_of_date()
    {
        var source = await FinishedAsync(1);
        var part = (await ReadAsync(source)).Parts[0];
        await Store.Documents.EditAsync(new PartEdit(Owner, source, part.ArtifactId, 1, Note(0, "新").Artifact), Cancel);

        (await ReadAsync(await MadeFromAsync(part))).Parts[0].Outdated.ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_out_of_date_already_does_not_move_again()
    {
        var source = await FinishedAsync(1);
        var part = (await ReadAsync(source)).Parts[0];
        var made = await MadeFromAsync(part);
        await Store.Documents.EditAsync(new PartEdit(Owner, source, part.ArtifactId, 1, Note(0, "新").Artifact), Cancel);
        var before = await ReadAsync(made);
        await Store.Documents.EditAsync(new PartEdit(Owner, source, part.ArtifactId, 2, Note(0, "更新").Artifact), Cancel);

        (await ReadAsync(made)).Version.ShouldBe(before.Version);
    }
}
