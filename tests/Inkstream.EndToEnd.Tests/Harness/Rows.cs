using System.Data.Common;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Inkstream.EndToEnd.Tests.Harness;

/// <summary>What lies in the database, read behind the server's back. The SQL is what SQLite and PostgreSQL both take.</summary>
internal static class Rows
{
    public sealed record Chunk(long Index, string Text);

    public sealed record Transform(string Id, string Status, string? RetryOf, string? Reason, string? Error, string? OutputText);

    public static IReadOnlyList<Chunk> Chunks(this DbConnection database, string transformId) => Read(
        database, "SELECT chunk_index, chunk_data FROM transform_chunks WHERE transform_id = @p ORDER BY chunk_index", transformId,
        row => new Chunk(Number(row, 0), row.GetString(1)));

    /// <summary>The attempts of a document, in the order they were made.</summary>
    public static IReadOnlyList<Transform> Attempts(this DbConnection database, string documentId) => Read(
        database,
        "SELECT id, status, retry_of, attempt_reason, error, output_text FROM transforms WHERE document_id = @p AND type = 'llm' ORDER BY id",
        documentId,
        row => new Transform(Text(row, 0)!, Text(row, 1)!, Text(row, 2), Text(row, 3), Text(row, 4), Text(row, 5)));

    /// <summary>The ids of the parts that are shown, in order.</summary>
    public static IReadOnlyList<string> Parts(this DbConnection database, string documentId) => Read(
        database, "SELECT artifact_id FROM parts WHERE document_id = @p AND NOT retired ORDER BY round, number", documentId, row => Text(row, 0)!);

    public static long Count(this DbConnection database, string sql, string? parameter = null) =>
        Read(database, sql, parameter, row => Number(row, 0)).Single();

    public static int Execute(this DbConnection database, string sql, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        using var command = Command(database, sql);
        foreach (var (name, value) in parameters)
            Add(command, name, value);
        return command.ExecuteNonQuery();
    }

    private static List<T> Read<T>(DbConnection database, string sql, string? parameter, Func<DbDataReader, T> one)
    {
        using var command = Command(database, sql);
        if (parameter is not null)
            Add(command, "@p", parameter);
        using var row = command.ExecuteReader();
        var rows = new List<T>();
        while (row.Read())
            rows.Add(one(row));
        return rows;
    }

    private static DbCommand Command(DbConnection database, string sql)
    {
        var command = database.CreateCommand();
#pragma warning disable CA2100 // The statements are the tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    private static void Add(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);

        // As a literal in psql: the column says what it is.
        if (parameter is NpgsqlParameter npgsql)
            npgsql.NpgsqlDbType = NpgsqlDbType.Unknown;
        command.Parameters.Add(parameter);
    }

    private static long Number(DbDataReader row, int column) => Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture);

    private static string? Text(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : Convert.ToString(row.GetValue(column), CultureInfo.InvariantCulture);
}
