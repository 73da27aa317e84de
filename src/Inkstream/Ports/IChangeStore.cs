using Inkstream.Documents;

namespace Inkstream.Ports;

/// <summary>What Live asks of the database. Whose a document is was checked when the viewer joined.</summary>
public interface IChangeStore
{
    /// <summary>The versions of those documents that exist: what the poll compares (invariant 7).</summary>
    Task<IReadOnlyDictionary<Guid, DocumentVersion>> VersionsAsync(IReadOnlyCollection<Guid> documents, CancellationToken cancel);

    /// <summary>Reads all the documents in one statement; those that do not exist are absent.</summary>
    Task<IReadOnlyDictionary<Guid, DocumentSnapshot>> ReadAsync(IReadOnlyCollection<ReadRequest> requests, CancellationToken cancel);

    /// <summary>The versions of those people's libraries.</summary>
    Task<IReadOnlyDictionary<Guid, long>> LibraryVersionsAsync(IReadOnlyCollection<Guid> owners, CancellationToken cancel);

    /// <summary>What changed in a library after <paramref name="since"/>; the newest entries when that is null.</summary>
    /// <param name="ownerId">Whose library.</param>
    /// <param name="since">The library's version that the viewer has.</param>
    /// <param name="most">How many entries at the most; <see cref="LibraryChanges.Version"/> says how far they reach.</param>
    /// <param name="cancel">Ends the wait.</param>
    Task<LibraryChanges> ReadLibraryAsync(Guid ownerId, long? since, int most, CancellationToken cancel);
}

/// <summary>What changed in a library.</summary>
/// <param name="Version">The version that the viewer has after these.</param>
/// <param name="Items">New or changed entries.</param>
/// <param name="Removed">Deleted documents.</param>
/// <param name="More">Whether more is waiting behind <paramref name="Version"/>.</param>
public sealed record LibraryChanges(long Version, IReadOnlyList<DocumentEntry> Items, IReadOnlyList<Guid> Removed, bool More);
