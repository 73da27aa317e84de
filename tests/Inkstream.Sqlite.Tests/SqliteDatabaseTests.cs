using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace Inkstream.Sqlite.Tests;

public sealed class SqliteDatabaseTests : IAsyncLifetime
{
    private readonly SqliteFixture _store = new(TimeProvider.System);

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_second_owner_of_the_same_path_refuses_and_names_the_setting()
    {
        Should.Throw<StoreInUseException>(() => new SqliteDatabase(_store.Options, TimeProvider.System))
            .Message.ShouldSatisfyAllConditions(m => m.ShouldContain("Storage:Path"), m => m.ShouldContain(_store.Options.Path));
        await _store.ReopenAsync();
    }

    [Fact]
    public async Task Every_schema_script_is_recorded_with_its_checksum()
    {
        var rows = await _store.ForeignAsync("SELECT name, checksum FROM schema_scripts ORDER BY name");
        rows.Select(row => row.Split('|')[0]).ShouldBe(
            typeof(SqliteDatabase).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        rows.ShouldAllBe(row => row.Length - row.IndexOf('|') - 1 == 64);
    }

    [Fact]
    public Task A_changed_script_is_refused() =>
        RefusesAsync("UPDATE schema_scripts SET checksum = 'other'", "UPDATE schema_scripts SET checksum = 'other'", "changed");

    [Fact]
    public Task A_newer_database_is_refused() => RefusesAsync(
        "INSERT INTO schema_scripts VALUES ('9999_future.sql', 'x', 'y')", "DELETE FROM schema_scripts WHERE name = '9999_future.sql'", "newer");

    [Fact]
    public async Task A_commit_is_on_the_disk_before_it_is_answered()
    {
        (await _store.ForeignAsync("PRAGMA journal_mode")).ShouldBe(["wal"]);
        (await _store.Database.WriteAsync(
            session =>
            {
                using var row = session.Query("PRAGMA synchronous");
                row.Read();
                return row.GetInt64(0);
            },
            TestContext.Current.CancellationToken)).ShouldBe(2);
    }

    /// <summary>Refused, and whoever refused lets go of the file.</summary>
    private async Task RefusesAsync(string sql, string repair, string says)
    {
        await _store.ForeignAsync(sql);
        await using (var other = new Folder(_store))
        {
            Should.Throw<InvalidOperationException>(() => new SqliteDatabase(other.Options, TimeProvider.System)).Message.ShouldContain(says);
            await using var connection = new SqliteConnection($"Data Source={Path.Combine(other.Options.Path, SqliteDatabase.FileName)};Pooling=False;Default Timeout=1");
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = repair;
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A copy of the fixture's database.</summary>
    private sealed class Folder : IAsyncDisposable
    {
        public Folder(SqliteFixture of)
        {
            Options = new SqliteStoreOptions { Path = of.Options.Path + "-copy" };
            Directory.CreateDirectory(Options.Path);
            var file = Path.Combine(Options.Path, SqliteDatabase.FileName);
            of.ForeignAsync($"VACUUM INTO '{file}'").GetAwaiter().GetResult();
        }

        public SqliteStoreOptions Options { get; }

        public ValueTask DisposeAsync()
        {
            Directory.Delete(Options.Path, recursive: true);
            return default;
        }
    }
}
