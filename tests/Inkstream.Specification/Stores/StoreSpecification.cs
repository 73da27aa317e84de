using System.Text;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Specification.Kinds;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Inkstream.Specification.Stores;

/// <summary>What the suites of a store share: a fresh database a test, and a vocabulary to move it.</summary>
public abstract class StoreSpecification : IAsyncLifetime
{
    protected static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly DocumentKinds Kinds = new([new NotesKind(), new SheetKind()]);

    protected FakeTimeProvider Time { get; } = new(Start);

    protected StoreFixture Store { get; private set; } = null!;

    protected Guid Owner { get; private set; }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected static DocumentProjection Projection { get; } = new(Kinds);

    /// <summary>Supplies a fresh, empty database.</summary>
    protected abstract Task<StoreFixture> OpenAsync(TimeProvider time);

    public virtual async ValueTask InitializeAsync()
    {
        Store = await OpenAsync(Clock);
        Owner = await NewOwnerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The clock of the store.</summary>
    protected virtual TimeProvider Clock => Time;

    protected Guid NewId()
    {
        // Two ids of one millisecond have no order.
        Time.Advance(TimeSpan.FromMilliseconds(1));
        return Ids.New(Time);
    }

    protected async Task<Guid> NewOwnerAsync()
    {
        var owner = NewId();
        await Store.Documents.EnsureOwnerAsync(owner, "writer", Cancel);
        return owner;
    }

    protected NewGeneration Generation(int notes = 3, bool replaces = false, int attempts = 3) =>
        new(NewId(), "any", "{}", NotesKind.Asked(notes), replaces, [], attempts);

    protected NewDocument Document(string title = "书", string about = "{}", Guid? owner = null) =>
        new(NewId(), owner ?? Owner, NotesKind.KindName, title, about);

    protected async Task<StartResult.Started> CreateAsync(int notes = 3, int attempts = 3, string title = "书", string about = "{}", Guid? owner = null) =>
        (await Store.Documents.CreateAsync(Document(title, about, owner), Generation(notes, attempts: attempts), null, Cancel))
        .ShouldBeOfType<StartResult.Started>();

    protected async Task<StartResult.Started> RestartAsync(Guid document, int notes = 3, bool replaces = false) =>
        (await Store.Documents.StartAsync(Owner, NotesKind.KindName, document, Generation(notes, replaces), null, Cancel))
        .ShouldBeOfType<StartResult.Started>();

    protected async Task<ClaimedRun> ClaimAsync(string owner = "worker") => (await Store.Runs.ClaimAsync(owner, 1, Cancel)).ShouldHaveSingleItem();

    protected async Task<ClaimedRun> BeginAsync(int notes = 3, int attempts = 3)
    {
        await CreateAsync(notes, attempts);
        return await ClaimAsync();
    }

    protected FinishedPart Note(int n, string? title = null) =>
        new(NewId(), $"note_{n}", new NewArtifact("note", NotesKind.Note(title ?? $"第{n}条", "正文")));

    protected async Task<RunOutcome> CommitAsync(RunBatch batch) => (await Store.Runs.CommitAsync([batch], Cancel)).ShouldHaveSingleItem();

    protected async Task<RunOutcome.Committed> CommittedAsync(RunBatch batch) => (await CommitAsync(batch)).ShouldBeOfType<RunOutcome.Committed>();

    protected static RunBatch Batch(ClaimedRun run, long sequence, string text = "", RunEnd? end = null, params FinishedPart[] parts) =>
        new(run.Lease, sequence) { Text = text, Parts = parts, End = end };

    protected static RunEnd Completed => new(TransformStatus.Completed, null, new TokenUsage(3, 5), null);

    protected RunEnd FailedWithNext(TimeSpan after) => new(
        TransformStatus.Failed, RunErrors.IncompleteAnswer, null, new NextAttempt(NewId(), 2, RunErrors.IncompleteAnswer.Code, after));

    /// <summary>A document whose first generation brought that many notes.</summary>
    protected async Task<Guid> FinishedAsync(int notes)
    {
        var run = await BeginAsync(notes);
        await CommittedAsync(Batch(run, 1, "text", Completed, [.. Enumerable.Range(0, notes).Select(n => Note(n))]));
        return run.DocumentId;
    }

    /// <summary>A finished document of one note that was made from this version of another document's part.</summary>
    protected async Task<Guid> MadeFromAsync(DocumentPart source)
    {
        var generation = Generation(1) with { Inputs = [new ArtifactRole(source.CurrentId, "source_artifact")] };
        (await Store.Documents.CreateAsync(Document("由来"), generation, null, Cancel)).ShouldBeOfType<StartResult.Started>();
        var run = await ClaimAsync();
        await CommittedAsync(Batch(run, 1, "text", Completed, Note(0)));
        return run.DocumentId;
    }

    /// <summary>A running generation that is to give this part a new version.</summary>
    protected async Task<ClaimedRun> ReviseAsync(Guid document, DocumentPart part)
    {
        var generation = Generation(1) with { Inputs = [new ArtifactRole(part.CurrentId, "revises")] };
        (await Store.Documents.StartAsync(Owner, NotesKind.KindName, document, generation, null, Cancel)).ShouldBeOfType<StartResult.Started>();
        return await ClaimAsync();
    }

    /// <summary>The document with all its chunks.</summary>
    protected async Task<DocumentSnapshot?> FindAsync(Guid document)
    {
        var read = await Store.Documents.ReadAsync(Owner, NotesKind.KindName, document, Cancel);
        if (read?.Generation is not { } generation || generation.Chunks.Count == generation.ChunkCount)
            return read;
        var chunks = generation.Chunks.ToList();
        while (chunks.Count < generation.ChunkCount)
            chunks.AddRange(await Store.Documents.ReadChunksAsync(Owner, generation.TransformId, chunks.Count, generation.ChunkCount, Cancel));
        return read with { Generation = generation with { Chunks = chunks } };
    }

    protected async Task<DocumentSnapshot> ReadAsync(Guid document) => (await FindAsync(document)).ShouldNotBeNull();

    protected async Task<TransformDetail> TransformAsync(Guid transform) =>
        (await Store.Documents.ReadTransformAsync(Owner, transform, Cancel)).ShouldNotBeNull();

    protected static string Json(DocumentSnapshot document) => Encoding.UTF8.GetString(Projection.Whole(document).ToJson());

    protected static IEnumerable<string> Titles(DocumentSnapshot document) => document.Parts.Select(part => part.Data.GetProperty("title").GetString()!);
}
