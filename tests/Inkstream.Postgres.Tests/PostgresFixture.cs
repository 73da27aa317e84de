using System.Globalization;
using System.Text.RegularExpressions;
using Inkstream.Ports;
using Inkstream.Specification.Servers;
using Inkstream.Specification.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Inkstream.Postgres.Tests;

/// <summary>A database of its own for each test, on the server of all tests.</summary>
internal sealed partial class PostgresFixture : StoreFixture
{
    // With a store that answers later, the engine may read the clock just before a test moves it, and sleep from just
    // after: a race that a real clock does not have. So a test's clock goes on by itself too, far slower than any lease.
    private static readonly TimeSpan NudgePeriod = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Nudge = TimeSpan.FromSeconds(1);

    private readonly ITimer? _nudge;
    private readonly TimeProvider _time;
    private readonly string _name;
    private readonly string? _replica;
    private readonly Action<IServiceCollection, PostgresStoreOptions> _addSignal;
    private ServiceProvider _services;

    private PostgresFixture(
        TimeProvider time, string name, string connectionString, int? port, string? replica, Action<IServiceCollection, PostgresStoreOptions> addSignal,
        bool nudged)
    {
        (_time, _name, _replica, _addSignal, ConnectionString) = (time, name, replica, addSignal, connectionString);
        StoresConnectionString = port is null ? connectionString : new NpgsqlConnectionStringBuilder(connectionString) { Port = port.Value }.ToString();
        _services = Open();
        if (nudged && time is FakeTimeProvider fake)
            _nudge = TimeProvider.System.CreateTimer(_ => fake.Advance(Nudge), null, NudgePeriod, NudgePeriod);
    }

    public string ConnectionString { get; }

    /// <summary>The one that the store is given: by way of a proxy, where a test has one.</summary>
    public string StoresConnectionString { get; }

    /// <summary>What a server composed over this database has.</summary>
    public IServiceProvider Services => _services;

    public PostgresDatabase Database => _services.GetRequiredService<PostgresDatabase>();

    public override IDocumentStore Documents => _services.GetRequiredService<IDocumentStore>();

    public override IRunStore Runs => _services.GetRequiredService<IRunStore>();

    public override IChangeStore Changes => _services.GetRequiredService<IChangeStore>();

    public override IPromptStore Prompts => _services.GetRequiredService<IPromptStore>();

    public override ISignal Signal => _services.GetRequiredService<ISignal>();

    /// <param name="time">The clock of the store.</param>
    /// <param name="explained">Whether the server logs the plan of every statement, also inside triggers.</param>
    /// <param name="addSignal">Another signal than LISTEN/NOTIFY.</param>
    /// <param name="server">A server of the test's own, empty.</param>
    /// <param name="port">Of a proxy before the server.</param>
    /// <param name="replica">Where a replica of it is.</param>
    /// <param name="nudged">Whether a test's clock goes on by itself too.</param>
    public static async Task<StoreFixture> OpenAsync(
        TimeProvider time,
        bool explained = false,
        Action<IServiceCollection, PostgresStoreOptions>? addSignal = null,
        PostgresServer? server = null,
        int? port = null,
        string? replica = null,
        bool nudged = true)
    {
        var name = server is null ? await TestServer.Running.NewDatabaseAsync() : "postgres";
        var fixture = new PostgresFixture(
            time, name, (server ?? TestServer.Running.Server).ConnectionStringOf(name), port, replica, addSignal ?? ((services, _) => services.AddNotifySignal()), nudged);
        if (server is not null)
            await fixture.Database.OpenAsync(CancellationToken.None);
        if (explained)
        {
            // On tables this small every plan would be a scan: what still scans then has no index to use.
            foreach (var setting in new[] { "enable_seqscan = off", "auto_explain.log_min_duration = 0", "auto_explain.log_nested_statements = on" })
                await fixture.ForeignAsync($"ALTER DATABASE {name} SET {setting}");
            await fixture.ReopenAsync();
        }

        return fixture;
    }

    public override void AddTo(IServiceCollection services) => services
        .AddSingleton(_ => Documents).AddSingleton(_ => Runs).AddSingleton(_ => Changes).AddSingleton(_ => Signal);

    /// <summary>Another server's ports over the same database.</summary>
    public ServiceProvider Open()
    {
        var options = new PostgresStoreOptions { ConnectionString = StoresConnectionString, ReadConnectionString = _replica };
        var services = new ServiceCollection().AddLogging().AddSingleton(_time);
        _addSignal(services, options);
        return services.AddPostgresStore(options).BuildServiceProvider();
    }

    public override async Task ReopenAsync()
    {
        await _services.DisposeAsync();
        _services = Open();
        await Database.OpenAsync(CancellationToken.None);
    }

    public override async Task<IReadOnlyList<string>> ForeignAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        return rows;
    }

    /// <summary>A connection that the store knows nothing of.</summary>
    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    public override Task<IReadOnlyList<string>> TablesAsync() =>
        ForeignAsync("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace");

    public override Task<IReadOnlyList<string>> StatementsThatScanAsync() => Task.FromResult<IReadOnlyList<string>>(
        [.. Explained().Matches(TestServer.Running.Server.ReadLog())
            .Where(plan => plan.Groups["database"].Value == _name && Scan().IsMatch(plan.Value)).Select(plan => plan.Value)]);

    // The database goes with the server: dropping one is a checkpoint.
    public override async ValueTask DisposeAsync()
    {
        if (_nudge is not null)
            await _nudge.DisposeAsync();
        await _services.DisposeAsync();
    }

    [GeneratedRegex(@"^(?<database>\w+) \d+ LOG:  duration: .*  plan:\n(?:\t.*\n)+", RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Explained();

    // What a transition table holds is a statement's own rows; the schema is looked at once, at the start.
    [GeneratedRegex(@"Seq Scan on (?!added|removed|before|after|schema_scripts)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scan();
}
