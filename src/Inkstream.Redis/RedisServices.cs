using Inkstream.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Inkstream.Redis;

/// <summary>Composition.</summary>
public static class RedisServices
{
    /// <summary>The signal of Redis Pub/Sub, for a store whose commits do not notify by themselves.</summary>
    public static IServiceCollection AddRedisSignal(this IServiceCollection services, RedisSignalOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<RedisSignal>();
        services.AddSingleton<ISignal>(provider => provider.GetRequiredService<RedisSignal>());
        services.AddSingleton<IAnnouncer>(provider => provider.GetRequiredService<RedisSignal>());
        return services;
    }
}
