using Inkstream.Documents;

namespace Inkstream.Sqlite;

/// <summary>Reads what models used, from the index alone.</summary>
internal static class UsageRows
{
    public static IReadOnlyList<ModelUsage> Read(SqliteSession session, Guid ownerId, DateTimeOffset since)
    {
        using var row = session.Query(
            """
            SELECT coalesce(model, ''),
              coalesce(sum(started_at >= @1), 0), coalesce(sum(iif(started_at >= @1, usage ->> '$.inputTokens', 0)), 0),
              coalesce(sum(iif(started_at >= @1, usage ->> '$.outputTokens', 0)), 0), coalesce(sum(iif(started_at >= @1, seconds, 0)), 0),
              count(started_at), coalesce(sum(usage ->> '$.inputTokens'), 0), coalesce(sum(usage ->> '$.outputTokens'), 0), coalesce(sum(seconds), 0)
            FROM (SELECT model, started_at, usage, (julianday(ended_at) - julianday(started_at)) * 86400.0 AS seconds
                    FROM transforms WHERE user_id = @0 AND type = 'llm' AND started_at IS NOT NULL)
            GROUP BY model ORDER BY model
            """, ownerId, since);
        var all = new List<ModelUsage>();
        while (row.Read())
            all.Add(new ModelUsage(
                row.GetString(0),
                new UsageSum(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), Math.Round(row.GetDouble(4), 3)),
                new UsageSum(row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), Math.Round(row.GetDouble(8), 3))));
        return all;
    }
}
