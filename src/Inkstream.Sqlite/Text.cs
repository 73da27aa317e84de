using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Inkstream.Sqlite;

/// <summary>How values stand in the database: ids and times as text.</summary>
internal static class Text
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public static string Of(Guid id) => id.ToString("D");

    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static Guid Id(this SqliteDataReader row, int column) => Guid.Parse(row.GetString(column));

    public static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static DateTimeOffset Time(this SqliteDataReader row, int column) => Time(row.GetString(column));

    public static DateTimeOffset? TimeOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    public static string? StringOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>JSON of ours, or of whoever wrote the row: what cannot be read is an empty object, not an error.</summary>
    public static JsonElement Json(string? text)
    {
        try
        {
            return text is null ? Empty : JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return Empty;
        }
    }

    private static readonly JsonElement Empty = JsonElement.Parse("{}");
}
