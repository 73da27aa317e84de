using System.Runtime.CompilerServices;
using Npgsql;

namespace Inkstream.Postgres;

/// <summary>One connection, for as long as it is borrowed. Parameters are <c>$1</c>, <c>$2</c>, …</summary>
internal sealed class PostgresSession(NpgsqlConnection connection)
{
    /// <summary>Runs several statements without parameters, such as a schema script.</summary>
    public async Task RunAsync(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Ends a transaction that failed. On a connection that is gone with it there is nothing left to end.</summary>
    public async Task RollBackAsync()
    {
        if (connection.State is System.Data.ConnectionState.Open)
            await RunAsync("ROLLBACK", CancellationToken.None);
    }

    /// <summary>Runs one statement; how many rows it changed.</summary>
    public async Task<int> ExecuteAsync(string sql, object?[] values, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        Fill(command.Parameters, values);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Reads row by row; the reader is closed when the caller leaves the loop.</summary>
    public async IAsyncEnumerable<NpgsqlDataReader> QueryAsync(string sql, object?[] values, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        Fill(command.Parameters, values);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            yield return reader;
    }

    /// <summary>The first row, read by <paramref name="read"/>; the default when there is none.</summary>
    public async Task<T?> FirstAsync<T>(string sql, object?[] values, Func<NpgsqlDataReader, T> read, CancellationToken cancel)
    {
        await foreach (var row in QueryAsync(sql, values, cancel))
            return read(row);
        return default;
    }

    /// <summary>All rows.</summary>
    public async Task<List<T>> AllAsync<T>(string sql, object?[] values, Func<NpgsqlDataReader, T> read, CancellationToken cancel)
    {
        var all = new List<T>();
        await foreach (var row in QueryAsync(sql, values, cancel))
            all.Add(read(row));
        return all;
    }

    /// <summary>Several statements in one round trip.</summary>
    public PostgresBatch Batch() => new(connection);

    public static void Fill(NpgsqlParameterCollection parameters, object?[] values)
    {
        foreach (var value in values)
            parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
    }
}

/// <summary>Statements that go to the database together.</summary>
internal sealed class PostgresBatch(NpgsqlConnection connection) : IAsyncDisposable
{
    private readonly NpgsqlBatch _batch = new(connection);

    public PostgresBatch Add(string sql, params object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        PostgresSession.Fill(command.Parameters, values);
        _batch.BatchCommands.Add(command);
        return this;
    }

    public Task RunAsync(CancellationToken cancel) => _batch.ExecuteNonQueryAsync(cancel);

    /// <summary>The results of those statements that give rows, one after the other.</summary>
    public Task<NpgsqlDataReader> ReadAsync(CancellationToken cancel) => _batch.ExecuteReaderAsync(cancel);

    public ValueTask DisposeAsync() => _batch.DisposeAsync();
}
