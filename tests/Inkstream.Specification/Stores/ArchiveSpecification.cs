using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Specification.Kinds;
using Shouldly;
using Xunit;

namespace Inkstream.Specification.Stores;

/// <summary>Documents with their history, out and in (contract 3: export and import).</summary>
public abstract class ArchiveSpecification : StoreSpecification
{
    [Fact]
    public async Task What_is_read_put_back_and_read_again_is_the_same_but_for_its_ids()
    {
        var archive = await ReadArchiveAsync(await LivedAsync());
        archive.Transforms.Select(transform => (transform.ByPerson, transform.Status, transform.Round)).ShouldBe(
        [
            (false, TransformStatus.Failed, 1), (false, TransformStatus.Completed, 1), (true, TransformStatus.Completed, 0),
            (false, TransformStatus.Cancelled, 2),
        ]);
        archive.Transforms[1].RetryOf.ShouldBe(archive.Transforms[0].Id);
        archive.Transforms[0].Text.ShouldBe("one");
        archive.Parts.Select(part => (part.Role, part.Revision, part.Favourite, part.Locked)).ShouldBe([("note_0", 2, true, false), ("note_1", 1, false, true)]);

        var copy = WithNewIds(archive);
        (await Store.Documents.ImportAsync(copy, null, Cancel)).ShouldBe(new StartResult.Started(copy.Id, Guid.Empty));

        Told(await ReadArchiveAsync(copy.Id)).ShouldBe(Told(copy));
        Told(await ReadArchiveAsync(archive.Id)).ShouldBe(Told(archive), "the original is not touched");
    }

    [Fact]
    public async Task What_was_put_back_is_idle_and_goes_on_like_any_other()
    {
        var copy = WithNewIds(await ReadArchiveAsync(await LivedAsync()));
        await Store.Documents.ImportAsync(copy, null, Cancel);

        var read = await ReadAsync(copy.Id);
        read.Generation.ShouldBeNull();
        read.CreatedAt.ShouldBe(copy.CreatedAt);
        read.Rounds.Select(round => round.Number).ShouldBe([1, 2]);
        Json(read).ShouldContain("\"status\":\"idle\"");
        var versions = await Store.Documents.ReadVersionsAsync(Owner, NotesKind.KindName, copy.Id, read.Parts[0].ArtifactId, Cancel);
        versions.Select(version => version.Data.GetProperty("title").GetString()).ShouldBe(["改过", "第0条"]);
        (await ListAsync()).ShouldContain(entry => entry.Id == copy.Id && entry.Favourite);

        (await Store.Documents.EditAsync(new PartEdit(Owner, copy.Id, read.Parts[0].ArtifactId, 2, Note(0, "又改").Artifact), Cancel)).ShouldBeOfType<EditResult.Edited>();
        await RestartAsync(copy.Id, notes: 1);
        var run = await ClaimAsync();
        await CommittedAsync(Batch(run, 1, "text", Completed, Note(0, "新的")));
        read = await ReadAsync(copy.Id);
        read.Generation!.Round.ShouldBe(3);
        Titles(read).ShouldBe(["又改", "第1条", "新的"]);
    }

    [Fact]
    public async Task What_made_its_source_in_another_document_comes_along_and_is_no_round_of_its_own()
    {
        var source = await FinishedAsync(2);
        var taken = (await ReadAsync(source)).Parts[1];
        var made = (await Store.Documents.CreateAsync(
            Document("下游"), Generation(1) with { Inputs = [new ArtifactRole(taken.CurrentId, "source_artifact")] }, null, Cancel)).ShouldBeOfType<StartResult.Started>();
        var run = await ClaimAsync();
        await CommittedAsync(Batch(run, 1, "text", Completed, Note(0)));

        var archive = await ReadArchiveAsync(made.DocumentId);
        archive.Transforms.Select(transform => transform.Round).ShouldBe([0, 1]);
        archive.Transforms[0].Outputs.ShouldBe([new ArtifactRole(taken.CurrentId, "note_1")], "what nobody took in stays behind");
        archive.Artifacts[0].Id.ShouldBe(taken.CurrentId);

        var copy = WithNewIds(archive);
        await Store.Documents.ImportAsync(copy, null, Cancel);
        Told(await ReadArchiveAsync(copy.Id)).ShouldBe(Told(copy));
        (await ReadAsync(copy.Id)).Rounds.Select(round => round.Number).ShouldBe([1]);
        Titles(await ReadAsync(copy.Id)).ShouldBe(["第0条"]);

        // It leads to nothing outside.
        await Store.Documents.DeleteAsync(Owner, NotesKind.KindName, source, Cancel);
        Told(await ReadArchiveAsync(copy.Id)).ShouldBe(Told(copy));
    }

    [Fact]
    public async Task All_of_it_is_put_back_or_nothing()
    {
        var archive = WithNewIds(await ReadArchiveAsync(await LivedAsync()));
        var broken = archive with { Parts = [.. archive.Parts, archive.Parts[0] with { ArtifactId = NewId(), CurrentId = NewId() }] };
        await Should.ThrowAsync<Exception>(() => Store.Documents.ImportAsync(broken, new Idempotency("k", "f"), Cancel));

        (await FindAsync(archive.Id)).ShouldBeNull();
        (await Store.ForeignAsync($"SELECT count(*) FROM artifacts WHERE id = '{archive.Artifacts[0].Id}'")).ShouldBe(["0"]);
        (await Store.Documents.ImportAsync(archive, new Idempotency("k", "f"), Cancel)).ShouldBeOfType<StartResult.Started>("the key was not taken");
    }

    [Fact]
    public async Task The_same_key_puts_it_back_once()
    {
        var archive = await ReadArchiveAsync(await LivedAsync());
        var (first, key) = (WithNewIds(archive), new Idempotency("once", "f"));
        var started = await Store.Documents.ImportAsync(first, key, Cancel);
        (await Store.Documents.ImportAsync(WithNewIds(archive), key, Cancel)).ShouldBe(started);
        (await Store.Documents.ImportAsync(WithNewIds(archive), key with { Fingerprint = "other" }, Cancel)).ShouldBeOfType<StartResult.KeyReused>();
        (await ListAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task It_is_whoever_puts_it_back_and_nobody_elses_can_be_read()
    {
        var document = await LivedAsync();
        var other = await NewOwnerAsync();
        (await Store.Documents.ReadArchiveAsync(other, NotesKind.KindName, document, Cancel)).ShouldBeNull();
        (await Store.Documents.ReadArchiveAsync(Owner, SheetKind.KindName, document, Cancel)).ShouldBeNull();

        var copy = WithNewIds(await ReadArchiveAsync(document)) with { OwnerId = other };
        await Store.Documents.ImportAsync(copy, null, Cancel);
        (await FindAsync(copy.Id)).ShouldBeNull();
        (await Store.Documents.ReadArchiveAsync(other, NotesKind.KindName, copy.Id, Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Deleting_what_was_put_back_leaves_nothing_of_it()
    {
        var document = await LivedAsync();
        var copy = WithNewIds(await ReadArchiveAsync(document));
        await Store.Documents.ImportAsync(copy, null, Cancel);
        await Store.Documents.DeleteAsync(Owner, NotesKind.KindName, document, Cancel);
        await Store.Documents.DeleteAsync(Owner, NotesKind.KindName, copy.Id, Cancel);
        foreach (var table in (string[])["documents", "document_params", "artifacts", "transforms", "parts", "transform_inputs", "transform_outputs"])
            (await Store.ForeignAsync($"SELECT count(*) FROM {table}")).ShouldBe(["0"], table);
    }

    [Fact]
    public async Task A_long_history_is_put_back_in_a_moment()
    {
        var (run, started) = (await BeginAsync(1), TimeProvider.System.GetTimestamp());
        await CommittedAsync(Batch(run, 1, "text", Completed, Note(0)));
        var archive = await ReadArchiveAsync(run.DocumentId);
        var last = archive.Artifacts[0];
        var (artifacts, transforms) = (archive.Artifacts.ToList(), archive.Transforms.ToList());
        for (var edit = 0; edit < 3_000; edit++)
        {
            var (next, maker) = (last with { Id = NewId() }, archive.Transforms[0] with { Id = NewId(), ByPerson = true, Round = 0, Model = null });
            transforms.Add(maker with { Inputs = [new ArtifactRole(last.Id, "revises")], Outputs = [new ArtifactRole(next.Id, "note_0")] });
            artifacts.Add(last = next);
        }

        var copy = WithNewIds(archive with
        {
            Artifacts = artifacts, Transforms = transforms, Parts = [archive.Parts[0] with { CurrentId = last.Id, Revision = 3_001 }],
        });
        started = TimeProvider.System.GetTimestamp();
        await Store.Documents.ImportAsync(copy, null, Cancel);
        var took = TimeProvider.System.GetElapsedTime(started);
        TestContext.Current.TestOutputHelper!.WriteLine($"3,001 versions put back in {took.TotalMilliseconds:0} ms");
        took.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        Told(await ReadArchiveAsync(copy.Id)).ShouldBe(Told(copy));
    }

    /// <summary>Two attempts, an edit, marks, and a generation that was stopped.</summary>
    private async Task<Guid> LivedAsync()
    {
        var run = await BeginAsync(2);
        await CommittedAsync(Batch(run, 1, "one", FailedWithNext(TimeSpan.Zero), Note(0)));
        var second = await ClaimAsync();
        await CommittedAsync(Batch(second, 1, "two 🕰️", Completed, Note(1)));
        var parts = (await ReadAsync(run.DocumentId)).Parts;
        await Store.Documents.EditAsync(new PartEdit(Owner, run.DocumentId, parts[0].ArtifactId, 1, Note(0, "改过").Artifact), Cancel);
        await Store.Documents.MarkAsync(new PartMarks(Owner, run.DocumentId, parts[0].ArtifactId, Favourite: true, null), Cancel);
        await Store.Documents.MarkAsync(new PartMarks(Owner, run.DocumentId, parts[1].ArtifactId, null, null) { Locked = true }, Cancel);
        await Store.Documents.MarkAsync(Owner, NotesKind.KindName, run.DocumentId, favourite: true, Cancel);
        var stopped = await RestartAsync(run.DocumentId, notes: 1);
        await Store.Documents.StopAsync(Owner, stopped.TransformId, Cancel);
        return run.DocumentId;
    }

    private async Task<DocumentArchive> ReadArchiveAsync(Guid document) =>
        (await Store.Documents.ReadArchiveAsync(Owner, NotesKind.KindName, document, Cancel)).ShouldNotBeNull();

    private Task<IReadOnlyList<DocumentEntry>> ListAsync() => Store.Documents.ListAsync(new ListRequest(Owner, NotesKind.KindName, 100), Cancel);

    private DocumentArchive WithNewIds(DocumentArchive archive)
    {
        var ids = archive.Artifacts.Select(artifact => artifact.Id).Concat(archive.Transforms.Select(transform => transform.Id)).ToDictionary(id => id, _ => NewId());
        IReadOnlyList<ArtifactRole> Renamed(IEnumerable<ArtifactRole> roles) => [.. roles.Select(role => new ArtifactRole(ids[role.ArtifactId], role.Role))];
        return archive with
        {
            Id = NewId(),
            Artifacts = [.. archive.Artifacts.Select(artifact => artifact with { Id = ids[artifact.Id] })],
            Transforms =
            [
                .. archive.Transforms.Select(transform => transform with
                {
                    Id = ids[transform.Id],
                    RetryOf = transform.RetryOf is { } retried ? ids[retried] : null,
                    Inputs = Renamed(transform.Inputs),
                    Outputs = Renamed(transform.Outputs),
                }),
            ],
            Parts =
            [
                .. archive.Parts.Select(part => part with
                {
                    ArtifactId = ids[part.ArtifactId], CurrentId = ids[part.CurrentId], SourceId = part.SourceId is { } source ? ids[source] : null,
                }),
            ],
        };
    }

    private static string Told(DocumentArchive archive) => System.Text.Json.JsonSerializer.Serialize(archive, FieldSet.Json);
}
