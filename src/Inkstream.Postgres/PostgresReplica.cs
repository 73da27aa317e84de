using Microsoft.Extensions.Logging;
using Npgsql;

namespace Inkstream.Postgres;

/// <summary>
/// Lists and search read a replica, where there is one. A person reads from it only once it has replayed all that the
/// primary knows of that person's library: the library's version is asked of the primary, and the replica answers for no
/// earlier one. So nobody goes back in time, on whatever server the write was (design, Decisions taken).
/// </summary>
public sealed class PostgresReplica : IAsyncDisposable
{
    /// <summary>How long a replica that failed is left alone.</summary>
    public static TimeSpan Rest { get; } = TimeSpan.FromSeconds(5);

    private readonly PostgresDatabase _primary;
    private readonly NpgsqlDataSource? _source;
    private readonly TimeProvider _time;
    private readonly ILogger<PostgresReplica> _log;
    private long? _failedAt;

    /// <summary>Composed by the host.</summary>
    public PostgresReplica(PostgresDatabase primary, PostgresStoreOptions options, TimeProvider time, ILogger<PostgresReplica> log)
    {
        (_primary, _time, _log) = (primary, time, log);
        if (options.ReadConnectionString is { Length: > 0 } connectionString)
            _source = PostgresDatabase.Source(PostgresDatabase.Complete(connectionString, options.Connections));
    }

    /// <summary>How many reads the replica has answered.</summary>
    public long Answered { get; private set; }

    internal async Task<T> ReadAsync<T>(Guid ownerId, Func<PostgresSession, Task<T>> read, CancellationToken cancel)
    {
        if (_source is null || (_failedAt is { } failed && _time.GetElapsedTime(failed) < Rest))
            return await _primary.ReadAsync(read, cancel);
        var least = await _primary.ReadAsync(session => LibraryVersionAsync(session, ownerId, cancel), cancel);
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancel);
            var session = new PostgresSession(connection);

            // One snapshot for both statements would be better told than proved; a later read can only show more.
            if (await LibraryVersionAsync(session, ownerId, cancel) >= least)
            {
                var result = await read(session);
                _failedAt = null;
                Answered++;
                return result;
            }
        }
        catch (Exception e) when (e is PostgresException || PostgresErrors.IsUnavailable(e))
        {
            // Also one that has not replayed the schema yet. What is wrong with the question, the primary says.
            _failedAt = _time.GetTimestamp();
            Log.ReplicaFailed(_log, e.Message);
        }

        return await _primary.ReadAsync(read, cancel);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source?.DisposeAsync() ?? default;

    private static Task<long> LibraryVersionAsync(PostgresSession session, Guid ownerId, CancellationToken cancel) =>
        session.FirstAsync("SELECT library_version FROM users WHERE id = $1", [ownerId], row => row.GetInt64(0), cancel);
}
