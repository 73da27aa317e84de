using Inkstream.Postgres.Tests;
using Inkstream.Specification.Servers;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(TestServer))]

namespace Inkstream.Postgres.Tests;

/// <summary>One PostgreSQL for all tests here, with a database that has the schema already: each test gets a copy of it.</summary>
public sealed class TestServer : IAsyncLifetime
{
    private const string Template = "with_schema";

    private static TestServer s_running = null!;

    private readonly SemaphoreSlim _copying = new(1);
    private PostgresServer _server = null!;
    private int _databases;

    /// <summary>The one of this run.</summary>
    public static TestServer Running => s_running;

    public PostgresServer Server => _server;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.StartAsync("fsync=off", "session_preload_libraries=auto_explain");
        await RunAsync($"CREATE DATABASE {Template}");
        await using var database = new PostgresDatabase(
            new PostgresStoreOptions { ConnectionString = _server.ConnectionStringOf(Template) + ";Pooling=false" }, TimeProvider.System);
        await database.OpenAsync(CancellationToken.None);
        s_running = this;
    }

    /// <summary>The name of a fresh database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";

        // PostgreSQL copies one database at a time.
        await _copying.WaitAsync();
        try
        {
            await RunAsync($"CREATE DATABASE {name} TEMPLATE {Template}");
        }
        finally
        {
            _copying.Release();
        }

        return name;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _copying.Dispose();
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
