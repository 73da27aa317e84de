using Inkstream.Ports;
using Microsoft.Data.Sqlite;

namespace Inkstream.Sqlite;

/// <summary>People's own prompts.</summary>
public sealed class SqlitePromptStore(SqliteDatabase database, TimeProvider time) : IPromptStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<PromptVersion>> CurrentAsync(Guid ownerId, CancellationToken cancel) => database.ReadAsync<IReadOnlyList<PromptVersion>>(
        session => Read(session.Query(
            """
            SELECT name, version, text, created_at FROM prompt_versions v
             WHERE user_id = @0 AND version = (SELECT max(version) FROM prompt_versions n WHERE n.user_id = @0 AND n.name = v.name) ORDER BY name
            """, ownerId)),
        cancel);

    /// <inheritdoc/>
    public async Task<PromptVersion?> CurrentAsync(Guid ownerId, string name, CancellationToken cancel) =>
        await VersionsAsync(ownerId, name, 1, cancel) is [var newest] ? newest : null;

    /// <inheritdoc/>
    public Task<IReadOnlyList<PromptVersion>> VersionsAsync(Guid ownerId, string name, int most, CancellationToken cancel) => database.ReadAsync<IReadOnlyList<PromptVersion>>(
        session => Read(session.Query(
            "SELECT name, version, text, created_at FROM prompt_versions WHERE user_id = @0 AND name = @1 ORDER BY version DESC LIMIT @2", ownerId, name, most)),
        cancel);

    /// <inheritdoc/>
    public Task<PromptVersion?> SaveAsync(Guid ownerId, string name, int seen, string? text, CancellationToken cancel) => database.WriteAsync(
        session =>
        {
            var version = new PromptVersion(name, seen + 1, text, time.GetUtcNow());
            return session.Execute(
                """
                INSERT INTO prompt_versions (user_id, name, version, text, created_at)
                SELECT @0, @1, @2 + 1, @3, @4
                 WHERE @2 = (SELECT coalesce(max(version), 0) FROM prompt_versions WHERE user_id = @0 AND name = @1)
                """, ownerId, name, seen, text, version.CreatedAt) > 0 ? version : null;
        },
        cancel);

    private static List<PromptVersion> Read(SqliteDataReader row)
    {
        using (row)
        {
            var versions = new List<PromptVersion>();
            while (row.Read())
                versions.Add(new PromptVersion(row.GetString(0), row.GetInt32(1), row.StringOrNull(2), row.Time(3)));
            return versions;
        }
    }
}
