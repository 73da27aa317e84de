using Inkstream.Documents;
using Inkstream.Ports;

namespace Inkstream.Bench.Writer;

/// <summary>The product's own store; only what Live reads of documents is counted.</summary>
internal sealed class MeasuredChangeStore(IChangeStore store, Ledger ledger) : IChangeStore
{
    public Task<IReadOnlyDictionary<Guid, DocumentSnapshot>> ReadAsync(IReadOnlyCollection<ReadRequest> requests, CancellationToken cancel)
    {
        ledger.Read(requests.Count);
        return store.ReadAsync(requests, cancel);
    }

    public Task<IReadOnlyDictionary<Guid, DocumentVersion>> VersionsAsync(IReadOnlyCollection<Guid> documents, CancellationToken cancel) =>
        store.VersionsAsync(documents, cancel);

    public Task<IReadOnlyDictionary<Guid, long>> LibraryVersionsAsync(IReadOnlyCollection<Guid> owners, CancellationToken cancel) =>
        store.LibraryVersionsAsync(owners, cancel);

    public Task<LibraryChanges> ReadLibraryAsync(Guid ownerId, long? since, int most, CancellationToken cancel) =>
        store.ReadLibraryAsync(ownerId, since, most, cancel);
}
