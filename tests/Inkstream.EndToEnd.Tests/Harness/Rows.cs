using Microsoft.Data.Sqlite;

namespace Inkstream.EndToEnd.Tests.Harness;

/// <summary>What lies in the database file, read behind the server's back.</summary>
internal static class Rows
{
    public sealed record Chunk(long Index, string Text);

    public sealed record Transform(string Id, string Status, string? RetryOf, string? Reason, string? Error, string? OutputText);

    public static IReadOnlyList<Chunk> Chunks(this SqliteConnection database, string transformId) => Read(
        database, "SELECT chunk_index, chunk_data FROM transform_chunks WHERE transform_id = $p ORDER BY chunk_index", transformId,
        row => new Chunk(row.GetInt64(0), row.GetString(1)));

    /// <summary>The attempts of a document, in the order they were made.</summary>
    public static IReadOnlyList<Transform> Attempts(this SqliteConnection database, string documentId) => Read(
        database,
        "SELECT id, status, retry_of, attempt_reason, error, output_text FROM transforms WHERE document_id = $p AND type = 'llm' ORDER BY id",
        documentId,
        row => new Transform(row.GetString(0), row.GetString(1), Text(row, 2), Text(row, 3), Text(row, 4), Text(row, 5)));

    /// <summary>The ids of the parts that are shown, in order.</summary>
    public static IReadOnlyList<string> Parts(this SqliteConnection database, string documentId) => Read(
        database, "SELECT artifact_id FROM parts WHERE document_id = $p AND retired = 0 ORDER BY round, number", documentId, row => row.GetString(0));

    public static long Count(this SqliteConnection database, string sql, string? parameter = null) =>
        Read(database, sql, parameter ?? "", row => row.GetInt64(0)).Single();

    public static int Execute(this SqliteConnection database, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = database.CreateCommand();
#pragma warning disable CA2100 // The statements are the tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command.ExecuteNonQuery();
    }

    private static List<T> Read<T>(SqliteConnection database, string sql, string parameter, Func<SqliteDataReader, T> one)
    {
        using var command = database.CreateCommand();
#pragma warning disable CA2100 // The statements are the tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$p", parameter);
        using var row = command.ExecuteReader();
        var rows = new List<T>();
        while (row.Read())
            rows.Add(one(row));
        return rows;
    }

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
