using Inkstream.Ports;
using Inkstream.Specification.Stores;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Inkstream.Postgres.Tests;

/// <summary>The signal's suite with two servers over one database: one commits, the other hears.</summary>
public sealed class PostgresSignalElsewhereTests : SignalSpecification
{
    protected override async Task<StoreFixture> OpenAsync(TimeProvider time) => new TwoServers((PostgresFixture)await PostgresFixture.OpenAsync(time));
}

/// <summary>The signal's suite over PostgreSQL with Redis, on one server.</summary>
public sealed class RedisSignalOverPostgresTests : SignalSpecification
{
    protected override Task<StoreFixture> OpenAsync(TimeProvider time) => PostgresFixture.OpenAsync(time, addSignal: TestRedis.AddTo);

    // Nobody notifies for a foreign commit here: the poll shows it within its second.
    protected override bool HearsForeignCommits => false;
}

/// <summary>The signal's suite with two servers over one database and one Redis.</summary>
public sealed class RedisSignalElsewhereTests : SignalSpecification
{
    protected override async Task<StoreFixture> OpenAsync(TimeProvider time) =>
        new TwoServers((PostgresFixture)await PostgresFixture.OpenAsync(time, addSignal: TestRedis.AddTo));

    protected override bool HearsForeignCommits => false;
}

/// <summary>A store whose signal is the one that another server hears.</summary>
internal sealed class TwoServers(PostgresFixture one) : StoreFixture
{
    private readonly ServiceProvider _other = one.Open();

    public override IDocumentStore Documents => one.Documents;

    public override IRunStore Runs => one.Runs;

    public override IChangeStore Changes => one.Changes;

    public override ISignal Signal => _other.GetRequiredService<ISignal>();

    public override void AddTo(IServiceCollection services) => one.AddTo(services);

    public override Task ReopenAsync() => one.ReopenAsync();

    public override Task<IReadOnlyList<string>> ForeignAsync(string sql) => one.ForeignAsync(sql);

    public override IPromptStore Prompts => one.Prompts;

    public override Task<IReadOnlyList<string>> TablesAsync() => one.TablesAsync();

    public override Task<IReadOnlyList<string>> StatementsThatScanAsync() => one.StatementsThatScanAsync();

    public override async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await one.DisposeAsync();
    }
}
