using Inkstream.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Inkstream.Sqlite;

/// <summary>Composition.</summary>
public static class SqliteServices
{
    /// <summary>Stores everything in one SQLite file, owned by this process.</summary>
    public static IServiceCollection AddSqliteStore(this IServiceCollection services, SqliteStoreOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<SqliteDatabase>();
        services.AddSingleton<SqliteSignal>();
        services.AddSingleton<ISignal>(provider => provider.GetRequiredService<SqliteSignal>());
        services.AddSingleton<IDocumentStore, SqliteDocumentStore>();
        services.AddSingleton<IRunStore, SqliteRunStore>();
        services.AddSingleton<IPromptStore, SqlitePromptStore>();
        services.AddSingleton<IChangeStore, SqliteChangeStore>();
        return services;
    }
}
