using Inkstream.EndToEnd.Tests.Harness;
using Npgsql;

[assembly: AssemblyFixture(typeof(SharedPostgres))]

namespace Inkstream.EndToEnd.Tests.Harness;

/// <summary>One real PostgreSQL for all studios here that want one, from the first that asks to the end of the run; each gets a database of its own.</summary>
public sealed class SharedPostgres : IAsyncLifetime
{
    private static readonly SemaphoreSlim s_gate = new(1);
    private static PostgresServer? s_server;
    private static int s_databases;

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        if (s_server is not null)
            await s_server.DisposeAsync();
    }

    /// <summary>The settings of a studio over a fresh, empty database.</summary>
    internal static async Task<string[]> NewDatabaseAsync()
    {
        // PostgreSQL copies one database at a time.
        await s_gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            // What is tested here is not PostgreSQL's own durability.
            s_server ??= await PostgresServer.StartAsync("fsync=off");
            var name = $"studio_{++s_databases}";
            await using var connection = new NpgsqlConnection(s_server.ConnectionString + ";Pooling=false");
            await connection.OpenAsync(TestContext.Current.CancellationToken);
#pragma warning disable CA2100 // The name is our own.
            await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            return ["Storage:Provider=postgres", $"Storage:ConnectionString={s_server.ConnectionStringOf(name)}"];
        }
        finally
        {
            s_gate.Release();
        }
    }
}
