using Npgsql;

namespace Inkstream.Bench.Floors;

/// <summary>PostgreSQL with nothing around it: one row and one notification a commit, and a connection that hears it.</summary>
internal sealed class BareNotify : IDisposable
{
    private readonly NpgsqlConnection _writer;
    private readonly NpgsqlConnection _ear;
    private readonly NpgsqlCommand _insert;
    private string _heard = "";

    public BareNotify(string connectionString)
    {
        _writer = Open(connectionString);
        _ear = Open(connectionString);
        Run(_writer, "CREATE TABLE IF NOT EXISTS bare_path (id uuid, index bigint GENERATED ALWAYS AS IDENTITY, text text, PRIMARY KEY (id, index))");
        Run(_ear, "LISTEN bare_path");
        _ear.Notification += (_, notification) => _heard = notification.Payload;
        _insert = new NpgsqlCommand(
            "WITH row AS (INSERT INTO bare_path (id, text) VALUES ('0199aaaa-0000-7000-8000-000000000001', $1)) SELECT pg_notify('bare_path', $1)", _writer);
        _insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = "" });
        _insert.Prepare();
    }

    /// <summary>Commits the text; returns it as it was heard on the other connection.</summary>
    public string CommitAndHear(string text)
    {
        _insert.Parameters[0].Value = text;
        _insert.ExecuteNonQuery();
        while (_heard != text)
            _ear.Wait();
        return _heard;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _ear.Dispose();
        _writer.Dispose();
    }

    private static NpgsqlConnection Open(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        connection.Open();
        return connection;
    }

    private static void Run(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // The statements are the bench's own.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
