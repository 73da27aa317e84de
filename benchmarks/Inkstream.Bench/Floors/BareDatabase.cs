using Microsoft.Data.Sqlite;

namespace Inkstream.Bench.Floors;

/// <summary>SQLite as the product opens it, with nothing around it: the floor of a commit.</summary>
internal sealed class BareDatabase : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _commit;
    private long _index;

    public BareDatabase(string folder)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(folder, "bare.db")};Pooling=False");
        _connection.Open();
        foreach (var sql in (string[])["PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
            "CREATE TABLE chunks (transform_id TEXT, chunk_index INTEGER, chunk_data TEXT, PRIMARY KEY (transform_id, chunk_index)) WITHOUT ROWID"])
            Command(sql).ExecuteNonQuery();
        _begin = Command("BEGIN IMMEDIATE");
        _commit = Command("COMMIT");
        _insert = Command("INSERT INTO chunks VALUES (@t, @i, @d)");
        _insert.Parameters.AddWithValue("@t", "0199aaaa-0000-7000-8000-000000000001");
        _insert.Parameters.AddWithValue("@i", _index);
        _insert.Parameters.AddWithValue("@d", "");
        _insert.Prepare();
    }

    /// <summary>Commits that many rows in one transaction.</summary>
    public void Commit(int rows, string text)
    {
        _begin.ExecuteNonQuery();
        for (var i = 0; i < rows; i++)
        {
            _insert.Parameters[1].Value = _index++;
            _insert.Parameters[2].Value = text;
            _insert.ExecuteNonQuery();
        }

        _commit.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
