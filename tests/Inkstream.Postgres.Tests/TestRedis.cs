using Inkstream.Postgres.Tests;
using Inkstream.Redis;
using Inkstream.Specification.Servers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

[assembly: AssemblyFixture(typeof(TestRedis))]

namespace Inkstream.Postgres.Tests;

/// <summary>One Redis for all tests here; each test has a channel of its own.</summary>
public sealed class TestRedis : IAsyncLifetime
{
    private static RedisServer s_server = null!;

    public async ValueTask InitializeAsync() => s_server = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => s_server.DisposeAsync();

    /// <summary>Redis tells the servers, and commits do not notify.</summary>
    internal static void AddTo(IServiceCollection services, PostgresStoreOptions options) => AddTo(services, options, s_server);

    internal static void AddTo(IServiceCollection services, PostgresStoreOptions options, RedisServer server)
    {
        options.Notifies = false;
        services.AddRedisSignal(new RedisSignalOptions { Address = RedisAddress.Read(server.Address)!, Channel = options.ConnectionString });
    }
}
