using Inkstream.Postgres;
using Inkstream.Specification.Servers;
using Npgsql;

namespace Inkstream.Bench.Many;

/// <summary>A real PostgreSQL of the bench's own, on the repository's disk, with databases that are brought up to date.</summary>
internal sealed class BenchPostgres(PostgresServer server) : IAsyncDisposable
{
    /// <summary>Some 700 MB of log, which the checkpoint after it renames for use (decision 0014: a new file costs a commit 30 to 60 ms).</summary>
    private const string FillsLogFiles =
        "CREATE TABLE filler AS SELECT string_agg(md5((i * 100 + j)::text), '') AS text FROM generate_series(1, 200000) i, generate_series(1, 100) j GROUP BY i";

    public string ConnectionString => server.ConnectionString;

    /// <summary>Starts one and brings it to the state of a server at work: its log files have been used before.</summary>
    public static async Task<BenchPostgres> StartAsync()
    {
        var server = await PostgresServer.StartAsync("shared_buffers=256MB", "min_wal_size=1GB", "max_wal_size=4GB");
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false;Command Timeout=120");
        await connection.OpenAsync();
        string[] steps = [FillsLogFiles, "DROP TABLE filler", "CHECKPOINT"];
        foreach (var sql in steps)
        {
#pragma warning disable CA2100 // The statements are the bench's own.
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }

        return new BenchPostgres(server);
    }

    /// <summary>A new database with the schema; returns its connection string.</summary>
    public async Task<string> NewDatabaseAsync(string name)
    {
        await using (var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false"))
        {
            await connection.OpenAsync();
#pragma warning disable CA2100 // The name is ours.
            await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }

        await using var database = new PostgresDatabase(new PostgresStoreOptions { ConnectionString = server.ConnectionStringOf(name) }, TimeProvider.System);
        await database.OpenAsync(CancellationToken.None);
        return server.ConnectionStringOf(name);
    }

    /// <summary>What a studio on that database is started with.</summary>
    public static string[] Settings(string connectionString) => ["--Storage:Provider=postgres", $"--Storage:ConnectionString={connectionString}"];

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
