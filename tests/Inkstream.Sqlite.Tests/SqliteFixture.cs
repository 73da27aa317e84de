using System.Globalization;
using System.Text.RegularExpressions;
using Inkstream.Ports;
using Inkstream.Specification.Stores;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Inkstream.Sqlite.Tests;

/// <summary>A SQLite file of its own for each test.</summary>
internal sealed partial class SqliteFixture : StoreFixture
{
    private readonly TimeProvider _time;
    private readonly HashSet<string> _statements = new(StringComparer.Ordinal);
    private ServiceProvider _services;

    public SqliteFixture(TimeProvider time)
    {
        _time = time;
        Options = new SqliteStoreOptions { Path = Path.Combine(Path.GetTempPath(), "inkstream-tests", Guid.CreateVersion7().ToString("N")) };
        _services = Open();
    }

    public SqliteStoreOptions Options { get; }

    public SqliteDatabase Database => _services.GetRequiredService<SqliteDatabase>();

    public override IDocumentStore Documents => _services.GetRequiredService<IDocumentStore>();

    public override IRunStore Runs => _services.GetRequiredService<IRunStore>();

    public override IChangeStore Changes => _services.GetRequiredService<IChangeStore>();

    public override IPromptStore Prompts => _services.GetRequiredService<IPromptStore>();

    public override ISignal Signal => _services.GetRequiredService<ISignal>();

    public override void AddTo(IServiceCollection services) => services
        .AddSingleton(_ => Documents).AddSingleton(_ => Runs).AddSingleton(_ => Changes).AddSingleton(_ => Signal);

    public override async Task ReopenAsync()
    {
        await CloseAsync();
        _services = Open();
    }

    public override async Task<IReadOnlyList<string>> ForeignAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        return rows;
    }

    // But those that the index of words keeps itself in: what a search finds says what is in it.
    public override Task<IReadOnlyList<string>> TablesAsync() =>
        ForeignAsync("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'document_words%'");

    public override async Task<IReadOnlyList<string>> StatementsThatScanAsync()
    {
        Remember();
        var scans = new List<string>();
        foreach (var sql in _statements.Where(sql => Planned().IsMatch(sql)))
        {
            var plan = await ForeignAsync("EXPLAIN QUERY PLAN " + Parameter().Replace(sql, "NULL"));
            var derived = plan.SelectMany(line => Derived().Matches(line)).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
            if (plan.Any(line => Scan().Match(line) is { Success: true } scan && !derived.Contains(scan.Groups["name"].Value)))
                scans.Add(sql + "\n" + string.Join('\n', plan));
        }

        return scans;
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(Options.Path, recursive: true);
    }

    /// <summary>A connection that the store knows nothing of.</summary>
    public async Task<SqliteConnection> ConnectAsync()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(Options.Path, SqliteDatabase.FileName)};Pooling=False;Foreign Keys=True");
        await connection.OpenAsync();
        return connection;
    }

    private ServiceProvider Open()
    {
        var services = new ServiceCollection().AddSingleton(_time).AddSqliteStore(Options).BuildServiceProvider();
        services.GetRequiredService<SqliteDatabase>();
        return services;
    }

    private async Task CloseAsync()
    {
        Remember();
        await _services.DisposeAsync();
    }

    private void Remember() => _statements.UnionWith(Database.Statements);

    [GeneratedRegex(@"^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Planned();

    [GeneratedRegex(@"@\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"(?:MATERIALIZE|CO-ROUTINE) (?<name>\S+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Derived();

    // The partial indexes hold what is queued or running, and no more.
    [GeneratedRegex(@"\|SCAN (?!CONSTANT ROW)(?<name>\S+)(?!.*(?:VIRTUAL TABLE|INDEX transforms_(?:queued|running)))", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scan();
}
