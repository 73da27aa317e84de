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
        services.AddSingleton<IPromptStore, PostgresPromptStore>();
        services.AddSingleton<IChangeStore, PostgresChangeStore>();
        return services;
    }

    /// <summary>Brings the schema up to date, and makes sure that notifications come where they are listened to and that prepared statements stay.</summary>
    /// <exception cref="PostgresRefusedException">It cannot be used as it is.</exception>
    public static async Task OpenPostgresAsync(this IServiceProvider services, CancellationToken cancel)
    {
        try
        {
            var database = services.GetRequiredService<PostgresDatabase>();
            await database.OpenAsync(cancel);
            if (services.GetService<PostgresSignal>() is { } signal)
                await signal.CheckAsync(cancel);
            await PreparedStatements.CheckAsync(database.ConnectionString, cancel);
        }
        catch (Exception e) when (PostgresErrors.IsUnavailable(e))
        {
            throw new PostgresRefusedException($"Storage:ConnectionString leads nowhere: PostgreSQL did not answer: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        catch (StoreUnavailableException e)
        {
            throw new PostgresRefusedException($"Storage:ConnectionString leads nowhere: {e.Message.ReplaceLineEndings(" ")}", e);
        }
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
