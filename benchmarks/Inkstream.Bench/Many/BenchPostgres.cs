using Inkstream.Postgres;
using Inkstream.Specification.Servers;
using Npgsql;

namespace Inkstream.Bench.Many;

/// <summary>A real PostgreSQL of the bench's own, on the repository's disk, with databases that are brought up to date.</summary>
internal sealed class BenchPostgres(PostgresServer server) : IAsyncDisposable
{
    public string ConnectionString => server.ConnectionString;

    public static async Task<BenchPostgres> StartAsync() => new(await PostgresServer.StartAsync("shared_buffers=256MB"));

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
