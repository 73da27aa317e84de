using Inkstream.Documents;
using Inkstream.Ports;

namespace Inkstream.Specification.Faults;

/// <summary>Counts what Live reads, and lets a test hold a read that was done but not answered.</summary>
public sealed class WatchedReads(IChangeStore inner) : IChangeStore
{
    private int _reads;

    public int Reads => Volatile.Read(ref _reads);

    /// <summary>Awaited after every read, before it is answered.</summary>
    public Func<Task>? AfterRead { get; set; }

    public Task<IReadOnlyDictionary<Guid, DocumentVersion>> VersionsAsync(IReadOnlyCollection<Guid> documents, CancellationToken cancel) =>
        inner.VersionsAsync(documents, cancel);

    public async Task<IReadOnlyDictionary<Guid, DocumentSnapshot>> ReadAsync(IReadOnlyCollection<ReadRequest> requests, CancellationToken cancel)
    {
        Interlocked.Increment(ref _reads);
        var read = await inner.ReadAsync(requests, cancel);
        if (AfterRead is { } after)
            await after();
        return read;
    }

    public Task<IReadOnlyDictionary<Guid, long>> LibraryVersionsAsync(IReadOnlyCollection<Guid> owners, CancellationToken cancel) =>
        inner.LibraryVersionsAsync(owners, cancel);

    public Task<LibraryChanges> ReadLibraryAsync(Guid ownerId, long? since, int most, CancellationToken cancel) =>
        inner.ReadLibraryAsync(ownerId, since, most, cancel);
}
