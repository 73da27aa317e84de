using Inkstream.Ports;
using Inkstream.Postgres;
using Inkstream.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Inkstream.Bench.Writer;

/// <summary>A store that the loads are put on.</summary>
internal interface IStoreUnderTest
{
    void AddTo(IServiceCollection services);

    IRunStore Runs(IServiceProvider services);

    IChangeStore Changes(IServiceProvider services);
}

/// <summary>A fresh file each time.</summary>
internal sealed class SqliteUnderTest : IStoreUnderTest
{
    public void AddTo(IServiceCollection services) => services.AddSqliteStore(new SqliteStoreOptions { Path = BenchOptions.NewFolder("writer") });

    public IRunStore Runs(IServiceProvider services) => ActivatorUtilities.CreateInstance<SqliteRunStore>(services);

    public IChangeStore Changes(IServiceProvider services) => ActivatorUtilities.CreateInstance<SqliteChangeStore>(services);
}

/// <summary>A database that has the schema, with LISTEN/NOTIFY.</summary>
internal sealed class PostgresUnderTest(string connectionString) : IStoreUnderTest
{
    public void AddTo(IServiceCollection services) => services.AddPostgresStore(new PostgresStoreOptions { ConnectionString = connectionString }).AddNotifySignal();

    public IRunStore Runs(IServiceProvider services) => ActivatorUtilities.CreateInstance<PostgresRunStore>(services);

    public IChangeStore Changes(IServiceProvider services) => ActivatorUtilities.CreateInstance<PostgresChangeStore>(services);
}
