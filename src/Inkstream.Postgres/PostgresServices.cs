using Inkstream.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Inkstream.Postgres;

/// <summary>Composition.</summary>
public static class PostgresServices
{
    /// <summary>
    /// Stores everything in PostgreSQL, which any number of servers may share. The signal is
    /// <see cref="AddNotifySignal"/> or another adapter's.
    /// </summary>
    public static IServiceCollection AddPostgresStore(this IServiceCollection services, PostgresStoreOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<PostgresDatabase>();
        services.AddSingleton<PostgresReplica>();
        services.AddSingleton<IDocumentStore, PostgresDocumentStore>();
        services.AddSingleton<IRunStore, PostgresRunStore>();
        services.AddSingleton<IChangeStore, PostgresChangeStore>();
        return services;
    }

    /// <summary>The signal of LISTEN/NOTIFY.</summary>
    public static IServiceCollection AddNotifySignal(this IServiceCollection services)
    {
        services.AddSingleton<PostgresSignal>();
        services.AddSingleton<ISignal>(provider => provider.GetRequiredService<PostgresSignal>());
        services.AddSingleton<IAnnouncer>(provider => provider.GetRequiredService<PostgresSignal>());
        return services;
    }
}
