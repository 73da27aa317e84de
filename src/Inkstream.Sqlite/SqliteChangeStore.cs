using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Ports;

namespace Inkstream.Sqlite;

/// <summary>What Live asks.</summary>
public sealed class SqliteChangeStore(SqliteDatabase database) : IChangeStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<Guid, DocumentVersion>> VersionsAsync(IReadOnlyCollection<Guid> documents, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyDictionary<Guid, DocumentVersion>>(session => Versions(
            session, "SELECT d.id, d.version FROM json_each(@0) r JOIN documents d ON d.id = r.value", documents, v => new DocumentVersion(v)), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<Guid, DocumentSnapshot>> ReadAsync(IReadOnlyCollection<ReadRequest> requests, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyDictionary<Guid, DocumentSnapshot>>(session => DocumentRows.Read(session, requests, retired: false), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<Guid, long>> LibraryVersionsAsync(IReadOnlyCollection<Guid> owners, CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyDictionary<Guid, long>>(session => Versions(
            session, "SELECT u.id, u.library_version FROM json_each(@0) r JOIN users u ON u.id = r.value", owners, v => v), cancel);

    /// <inheritdoc/>
    public Task<LibraryChanges> ReadLibraryAsync(Guid ownerId, long? since, int most, CancellationToken cancel) =>
        database.ReadAsync(session => Changes(session, ownerId, since, most), cancel);

    private static LibraryChanges Changes(SqliteSession session, Guid ownerId, long? since, int most)
    {
        long version = 0;
        using (var row = session.Query("SELECT library_version FROM users WHERE id = @0", ownerId))
            if (row.Read())
                version = row.GetInt64(0);
        // A viewer that is ahead saw another history, such as before a backup was restored: it begins anew.
        if (since is not { } from || from > version)
            return new LibraryChanges(version, EntryRows.Newest(session, ownerId, most), [], More: false);

        var items = EntryRows.Since(session, ownerId, from, most);
        var removed = new List<(long Version, Guid Id)>();
        using (var row = session.Query(
            "SELECT list_version, document_id FROM deletions WHERE user_id = @0 AND list_version > @1 ORDER BY list_version LIMIT @2", ownerId, from, most))
            while (row.Read())
                removed.Add((row.GetInt64(0), row.Id(1)));
        if (items.Count < most && removed.Count < most)
            return new LibraryChanges(version, items, [.. removed.Select(r => r.Id)], More: false);

        // A full page reaches as far as the shorter of the two lists that were cut.
        var reach = Math.Min(
            items.Count < most ? long.MaxValue : items[^1].ListVersion,
            removed.Count < most ? long.MaxValue : removed[^1].Version);
        return new LibraryChanges(
            reach, [.. items.Where(i => i.ListVersion <= reach)], [.. removed.Where(r => r.Version <= reach).Select(r => r.Id)], More: true);
    }

    private static Dictionary<Guid, T> Versions<T>(SqliteSession session, string sql, IReadOnlyCollection<Guid> ids, Func<long, T> read)
    {
        var versions = new Dictionary<Guid, T>();
        using var row = session.Query(sql, JsonSerializer.Serialize(ids));
        while (row.Read())
            versions[row.Id(0)] = read(row.GetInt64(1));
        return versions;
    }
}
