using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Specification.Kinds;
using Shouldly;
using Xunit;

namespace Inkstream.Specification.Stores;

/// <summary>No statement of a request, of Live or of a worker reads a whole table (design, Schema).</summary>
public abstract class PlanSpecification : StoreSpecification
{
    [Fact]
    public async Task No_statement_on_the_way_of_a_reader_or_a_worker_scans_a_table()
    {
        var (documents, runs, changes) = (Store.Documents, Store.Runs, Store.Changes);
        await documents.CreateAsync(Document(), Generation(2), new Idempotency("k", "f"), Cancel);
        foreach (var sort in Enum.GetValues<ListSort>())
            foreach (var after in new[] { null, new ListPosition(sort, NewId(), Start, "书") })
                foreach (var text in new[] { null, "书", "书名里" })
                    await documents.ListAsync(
                        new ListRequest(Owner, after is null ? null : NotesKind.KindName, 5) { Sort = sort, After = after, Text = text, Facets = ["a", "b"], Status = "completed", FavouritesOnly = text is null }, Cancel);
        (await documents.ListAsync(new ListRequest(Owner, NotesKind.KindName, 5), Cancel)).Count.ShouldBe(1);
        var run = await ClaimAsync();
        await CommittedAsync(Batch(run, 1, "text", null, Note(0)) with { Prompt = new RunPrompt("t", "p") });
        await runs.HeartbeatAsync([run.Lease], Cancel);
        await runs.LostAsync([run.Lease], Cancel);
        await runs.TakeOverAsync((await runs.RunningAsync("other", Cancel))[0], Cancel);
        run = await ClaimAsync();
        await CommittedAsync(Batch(run, 1, "text", FailedWithNext(TimeSpan.Zero)));
        var read = await ReadAsync(run.DocumentId);
        await documents.StopAsync(Owner, read.Generation!.TransformId, Cancel);
        await documents.MarkAsync(Owner, NotesKind.KindName, run.DocumentId, true, Cancel);
        var part = (await ReadAsync(run.DocumentId)).Parts[0].ArtifactId;
        await documents.MarkAsync(new PartMarks(Owner, run.DocumentId, part, true, null), Cancel);
        await documents.EditAsync(new PartEdit(Owner, run.DocumentId, part, 1, Note(0).Artifact), Cancel);
        await documents.StartAsync(Owner, NotesKind.KindName, run.DocumentId, Generation(), null, Cancel);
        await documents.ReadTransformAsync(Owner, run.Lease.TransformId, Cancel);
        await runs.ReadForRunAsync(run.DocumentId, Cancel);
        await changes.ReadAsync([new ReadRequest(run.DocumentId, run.Lease.TransformId, 1)], Cancel);
        await changes.VersionsAsync([run.DocumentId], Cancel);
        await changes.LibraryVersionsAsync([Owner], Cancel);
        var library = await changes.ReadLibraryAsync(Owner, null, 10, Cancel);
        await changes.ReadLibraryAsync(Owner, library.Version - 1, 10, Cancel);
        await documents.ReadUsageAsync(Owner, Start, Cancel);
        await Store.Prompts.SaveAsync(Owner, "a", 0, "text", Cancel);
        await Store.Prompts.CurrentAsync(Owner, Cancel);
        await Store.Prompts.CurrentAsync(Owner, "a", Cancel);
        await documents.DeleteAsync(Owner, NotesKind.KindName, run.DocumentId, Cancel);

        var scans = await Store.StatementsThatScanAsync();
        scans.ShouldBeEmpty(string.Join("\n\n", scans));
    }
}
