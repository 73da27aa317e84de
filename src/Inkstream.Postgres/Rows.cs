using System.Text.Json;
using Inkstream.Documents;
using Npgsql;

namespace Inkstream.Postgres;

/// <summary>How values stand in rows.</summary>
internal static class Rows
{
    private static readonly JsonElement Empty = JsonElement.Parse("{}");

    public static DateTimeOffset Time(this NpgsqlDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);

    public static DateTimeOffset? TimeOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    public static string? StringOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static JsonElement Json(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? Empty : JsonElement.Parse(row.GetString(column));

    public static string[] Strings(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? [] : row.GetFieldValue<string[]>(column);

    public static List<string> StringsOfJson(this NpgsqlDataReader row, int column) => JsonSerializer.Deserialize<List<string>>(row.GetString(column)) ?? [];

    public static RunError? Error(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : JsonSerializer.Deserialize<RunError>(row.GetString(column), FieldSet.Json);

    public static AttemptInfo Attempt(this NpgsqlDataReader row, int column) => new(
        row.GetInt32(column),
        row.GetInt32(column + 1),
        row.StringOrNull(column + 2),
        row.IsDBNull(column + 4) ? row.TimeOrNull(column + 3) : null,
        row.TimeOrNull(column + 4));

    /// <summary>JSON of a value of ours; null stays null.</summary>
    public static string? JsonOf<T>(T? value)
        where T : class => value is null ? null : JsonSerializer.Serialize(value, FieldSet.Json);
}
