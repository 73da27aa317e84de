using Inkstream.Specification.Engines;
using Inkstream.Specification.Servers;
using Inkstream.Specification.Stores;
using Npgsql;
using Shouldly;
using Xunit;

namespace Inkstream.Postgres.Tests;

/// <summary>Folding equals GET while the server's connections are ended under it, one by one.</summary>
public sealed class FoldWhileBackendsAreTerminatedTests : FoldSpecification
{
    private PostgresFixture _store = null!;

    protected override async Task<StoreFixture> OpenAsync(TimeProvider time) => _store = (PostgresFixture)await PostgresFixture.OpenAsync(time);

    protected override async Task DisturbAsync(CancellationToken cancel)
    {
        var ended = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(60));
        while (await NextAsync(timer, cancel))
            ended += (await _store.ForeignAsync(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1")).Count;
        ended.ShouldBeGreaterThan(3);
    }

    internal static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken cancel)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

/// <summary>Folding equals GET while PostgreSQL is restarted, in an orderly way and by a crash.</summary>
public sealed class FoldWhilePostgresIsRestartedTests : FoldSpecification, IAsyncDisposable
{
    private PostgresServer _server = null!;

    protected override async Task<StoreFixture> OpenAsync(TimeProvider time)
    {
        _server = await PostgresServer.StartAsync();
        return await PostgresFixture.OpenAsync(time, server: _server);
    }

    protected override async Task DisturbAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.5));
        var times = 0;
        do
        {
            await _server.StopAsync(crash: times++ % 2 == 1);
            await _server.StartAsync();
        }
        while (await FoldWhileBackendsAreTerminatedTests.NextAsync(timer, cancel));
        TestContext.Current.SendDiagnosticMessage($"PostgreSQL was restarted {times} times");
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _server.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
    }
}

/// <summary>Folding equals GET while answers to COMMIT get lost on the way: it is done, and nobody knows.</summary>
public sealed class FoldWhileCommitsGoUnansweredTests : FoldSpecification
{
    private readonly CommitCuttingProxy _proxy = new(TestServer.Running.Server.Port, oneIn: 8);

    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => PostgresFixture.OpenAsync(time, port: _proxy.Port);

    protected override async Task DisturbAsync(CancellationToken cancel)
    {
        _proxy.Cuts = true;
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        _proxy.Cut.ShouldBeGreaterThan(3);
    }
}

/// <summary>Folding equals GET with Redis as the signal, while Redis is killed and started again.</summary>
public sealed class FoldWhileRedisIsKilledTests : FoldSpecification, IAsyncDisposable
{
    private RedisServer _redis = null!;

    protected override async Task<StoreFixture> OpenAsync(TimeProvider time)
    {
        _redis = await RedisServer.StartAsync();
        return await PostgresFixture.OpenAsync(time, addSignal: (services, options) => TestRedis.AddTo(services, options, _redis));
    }

    protected override async Task DisturbAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(0.7));
        do
        {
            await _redis.KillAsync();
            await _redis.StartAsync();
        }
        while (await FoldWhileBackendsAreTerminatedTests.NextAsync(timer, cancel));
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _redis.DisposeAsync();
    }
}
