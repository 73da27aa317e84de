using Inkstream.Documents;
using Inkstream.Ports;

namespace Inkstream.Postgres;

/// <summary>What Live asks: always of the primary (design, Decisions taken).</summary>
public sealed class PostgresChangeStore(PostgresDatabase database) : IChangeStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<Guid, DocumentVersion>> VersionsAsync(IReadOnlyCollection<Guid> documents, CancellationToken cancel) =>
        VersionsAsync("SELECT id, version FROM documents WHERE id = ANY($1)", documents, version => new DocumentVersion(version), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<Guid, DocumentSnapshot>> ReadAsync(IReadOnlyCollection<ReadRequest> requests, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyDictionary<Guid, DocumentSnapshot>>(
            async session => await DocumentRows.ReadAsync(session, requests, retired: false, cancel), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<Guid, long>> LibraryVersionsAsync(IReadOnlyCollection<Guid> owners, CancellationToken cancel) =>
        VersionsAsync("SELECT id, library_version FROM users WHERE id = ANY($1)", owners, version => version, cancel);

    /// <inheritdoc/>
    public Task<LibraryChanges> ReadLibraryAsync(Guid ownerId, long? since, int most, CancellationToken cancel) =>
        database.ReadAsync(session => ChangesAsync(session, ownerId, since, most, cancel), cancel);

    private static async Task<LibraryChanges> ChangesAsync(PostgresSession session, Guid ownerId, long? since, int most, CancellationToken cancel)
    {
        // The version is read first: what the later statements see beyond it comes once more, and changes nothing then.
        var version = await session.FirstAsync("SELECT library_version FROM users WHERE id = $1", [ownerId], row => row.GetInt64(0), cancel);

        // A viewer that is ahead saw another history, such as before a backup was restored: it begins anew.
        if (since is not { } from || from > version)
            return new LibraryChanges(version, await EntryRows.NewestAsync(session, ownerId, most, cancel), [], More: false);

        var items = await EntryRows.SinceAsync(session, ownerId, from, most, cancel);
        var removed = await session.AllAsync(
            "SELECT list_version, document_id FROM deletions WHERE user_id = $1 AND list_version > $2 ORDER BY list_version LIMIT $3",
            [ownerId, from, most], row => (Version: row.GetInt64(0), Id: row.GetGuid(1)), cancel);
        if (items.Count < most && removed.Count < most)
            return new LibraryChanges(version, items, [.. removed.Select(r => r.Id)], More: false);

        // A full page reaches as far as the shorter of the two lists that were cut.
        var reach = Math.Min(
            items.Count < most ? long.MaxValue : items[^1].ListVersion,
            removed.Count < most ? long.MaxValue : removed[^1].Version);
        return new LibraryChanges(
            reach, [.. items.Where(i => i.ListVersion <= reach)], [.. removed.Where(r => r.Version <= reach).Select(r => r.Id)], More: true);
    }

    private Task<IReadOnlyDictionary<Guid, T>> VersionsAsync<T>(string sql, IReadOnlyCollection<Guid> ids, Func<long, T> read, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyDictionary<Guid, T>>(
            async session => (await session.AllAsync(sql, [ids.ToArray()], row => (Id: row.GetGuid(0), Version: row.GetInt64(1)), cancel))
                .ToDictionary(row => row.Id, row => read(row.Version)),
            cancel);
}
