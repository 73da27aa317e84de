using Inkstream.Documents;

namespace Inkstream.Ports;

/// <summary>
/// What features ask of the database. Every read and write is by owner: what belongs to someone else is as if it did
/// not exist (invariant 14).
/// </summary>
public interface IDocumentStore
{
    /// <summary>Makes the person known, once.</summary>
    Task EnsureOwnerAsync(Guid ownerId, string name, CancellationToken cancel);

    /// <summary>Creates a document and queues its first generation, in one transaction.</summary>
    Task<StartResult> CreateAsync(NewDocument document, NewGeneration generation, Idempotency? key, CancellationToken cancel);

    /// <summary>Queues another generation, unless one is under way.</summary>
    Task<StartResult> StartAsync(
        Guid ownerId, string kind, Guid documentId, NewGeneration generation, Idempotency? key, CancellationToken cancel);

    /// <summary>What the same <c>Idempotency-Key</c> led to earlier; null when it is new.</summary>
    Task<StartResult?> EarlierAsync(Guid ownerId, Idempotency key, CancellationToken cancel);

    /// <summary>
    /// The document from one consistent read: all of it, but of a long run only the first page of its chunks
    /// (<see cref="GenerationSnapshot.ChunkCount"/> says how many there are).
    /// </summary>
    Task<DocumentSnapshot?> ReadAsync(Guid ownerId, string kind, Guid documentId, CancellationToken cancel);

    /// <summary>
    /// A page of an attempt's chunks: from <paramref name="from"/>, before <paramref name="before"/>. They are dense and
    /// never change, so pages that are read later are still of that one read.
    /// </summary>
    /// <exception cref="StoreUnavailableException">They are gone: the document was deleted, or its chunks were swept.</exception>
    Task<IReadOnlyList<string>> ReadChunksAsync(Guid ownerId, Guid transformId, int from, int before, CancellationToken cancel);

    /// <summary>A page of the person's documents.</summary>
    Task<IReadOnlyList<DocumentEntry>> ListAsync(ListRequest request, CancellationToken cancel);

    /// <summary>Deletes the document and all of it; what runs loses its run. False when there is none.</summary>
    Task<bool> DeleteAsync(Guid ownerId, string kind, Guid documentId, CancellationToken cancel);

    /// <summary>
    /// Stops the generation that the transform belongs to, whichever attempt it names. Final at once: a worker that
    /// still writes is refused from then on. False when there is no such transform; true also when it was over.
    /// </summary>
    Task<bool> StopAsync(Guid ownerId, Guid transformId, CancellationToken cancel);

    /// <summary>One transform, all of it.</summary>
    Task<TransformDetail?> ReadTransformAsync(Guid ownerId, Guid transformId, CancellationToken cancel);

    /// <summary>A part of this person's, in whichever document, by its first or its current artifact. Null when there is none that is shown.</summary>
    Task<FoundPart?> FindPartAsync(Guid ownerId, Guid artifactId, CancellationToken cancel);

    /// <summary>
    /// Everything that was ever written as this part, newest first, also what never became its current version because a
    /// person's stood. Empty when there is no such part.
    /// </summary>
    Task<IReadOnlyList<PartVersion>> ReadVersionsAsync(Guid ownerId, string kind, Guid documentId, Guid artifactId, CancellationToken cancel);

    /// <summary>Where all of a document came from: its transforms, and those that led to what they took in. Null when there is no such document.</summary>
    Task<Lineage?> ReadLineageAsync(Guid ownerId, string kind, Guid documentId, CancellationToken cancel);

    /// <summary>All of a document with its history, from one consistent read. Null when there is no such document.</summary>
    Task<DocumentArchive?> ReadArchiveAsync(Guid ownerId, string kind, Guid documentId, CancellationToken cancel);

    /// <summary>
    /// Puts a document back with its history, all of it or nothing, in one transaction. Nothing is generated: it is
    /// <c>idle</c>. Its ids are new, its transforms over, and every reference is to what is inside: whoever calls has made
    /// sure. The result has <see cref="Guid.Empty"/> for a transform.
    /// </summary>
    Task<StartResult> ImportAsync(DocumentArchive archive, Idempotency? key, CancellationToken cancel);

    /// <summary>What the person's generations used, by model: since a moment, and in all, from one statement.</summary>
    Task<IReadOnlyList<ModelUsage>> ReadUsageAsync(Guid ownerId, DateTimeOffset since, CancellationToken cancel);

    /// <summary>A person's new version: a <c>human</c> transform and a new artifact; what was stays.</summary>
    Task<EditResult> EditAsync(PartEdit edit, CancellationToken cancel);

    /// <summary>
    /// A person's mark on a whole document. It moves the library and not the document: GET shows nothing of it. Null
    /// when there is no such document.
    /// </summary>
    Task<DocumentEntry?> MarkAsync(Guid ownerId, string kind, Guid documentId, bool favourite, CancellationToken cancel);

    /// <summary>A person's marks. Null when there is no such part.</summary>
    Task<DocumentPart?> MarkAsync(PartMarks marks, CancellationToken cancel);
}
