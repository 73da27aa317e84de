using Inkstream.Ports;
using Npgsql;

namespace Inkstream.Postgres;

/// <summary>People's own prompts.</summary>
public sealed class PostgresPromptStore(PostgresDatabase database) : IPromptStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<PromptVersion>> CurrentAsync(Guid ownerId, CancellationToken cancel) => await database.ReadAsync(
        session => session.AllAsync(
            """
            SELECT name, version, text, created_at FROM prompt_versions v
             WHERE user_id = $1 AND version = (SELECT max(version) FROM prompt_versions n WHERE n.user_id = $1 AND n.name = v.name) ORDER BY name COLLATE "C"
            """, [ownerId], Read, cancel),
        cancel);

    /// <inheritdoc/>
    public async Task<PromptVersion?> CurrentAsync(Guid ownerId, string name, CancellationToken cancel) =>
        await VersionsAsync(ownerId, name, 1, cancel) is [var newest] ? newest : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PromptVersion>> VersionsAsync(Guid ownerId, string name, int most, CancellationToken cancel) => await database.ReadAsync(
        session => session.AllAsync(
            "SELECT name, version, text, created_at FROM prompt_versions WHERE user_id = $1 AND name = $2 ORDER BY version DESC LIMIT $3",
            [ownerId, name, most], Read, cancel),
        cancel);

    /// <summary>Of two at once the second waits for the first at the key, and finds that it is too late.</summary>
    public Task<PromptVersion?> SaveAsync(Guid ownerId, string name, int seen, string? text, CancellationToken cancel) => database.WriteAsync(
        session => session.FirstAsync(
            """
            INSERT INTO prompt_versions (user_id, name, version, text, created_at)
            SELECT $1, $2, $3 + 1, $4, coalesce($5::timestamptz, now())
             WHERE $3 = (SELECT coalesce(max(version), 0) FROM prompt_versions WHERE user_id = $1 AND name = $2)
            ON CONFLICT DO NOTHING
            RETURNING name, version, text, created_at
            """, [ownerId, name, seen, text, database.Now], Read, cancel),
        cancel);

    private static PromptVersion Read(NpgsqlDataReader row) => new(row.GetString(0), row.GetInt32(1), row.StringOrNull(2), row.Time(3));
}
