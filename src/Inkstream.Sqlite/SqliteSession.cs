using Microsoft.Data.Sqlite;

namespace Inkstream.Sqlite;

/// <summary>One connection with its prepared statements. Used by one caller at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    // How long a statement waits for another process's write lock.
    private const int BusySeconds = 2;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);

    public SqliteSession(string file, bool readOnly)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Pooling = false,
            ForeignKeys = true,
            DefaultTimeout = BusySeconds,
            Mode = readOnly ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadWriteCreate,
        }.ToString());
        _connection.Open();
        Run($"PRAGMA busy_timeout = {BusySeconds * 1000}");
        if (readOnly)
            Run("PRAGMA query_only = ON");
    }

    /// <summary>The connection, for Dapper and for schema scripts.</summary>
    public SqliteConnection Connection => _connection;

    /// <summary>The kept statements' SQL: a test asks for their plans.</summary>
    public IEnumerable<string> Statements => _statements.Keys;

    /// <summary>Runs a statement that is not worth keeping.</summary>
    public void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a kept statement; <paramref name="values"/> are <c>@0</c>, <c>@1</c>, …</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>Reads with a kept statement.</summary>
    public SqliteDataReader Query(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteReader();

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
                command.Parameters.Add(new SqliteParameter($"@{i}", DBNull.Value));
            _statements[sql] = command;
        }

        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] switch
            {
                null => DBNull.Value,
                Guid id => Text.Of(id),
                DateTimeOffset time => Text.Of(time),
                bool flag => flag ? 1 : 0,
                { } value => value,
            };
        return command;
    }
}
