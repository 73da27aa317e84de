using Inkstream.Documents;

namespace Inkstream.Sqlite;

/// <summary>Reads what models used, from the index alone, with what is left of deleted documents.</summary>
internal static class UsageRows
{
    public static IReadOnlyList<ModelUsage> Read(SqliteSession session, Guid ownerId, DateTimeOffset since)
    {
        using var row = session.Query(
            """
            SELECT model,
              sum(iif(recent, runs, 0)), coalesce(sum(iif(recent, input, 0)), 0), coalesce(sum(iif(recent, output, 0)), 0),
              coalesce(sum(iif(recent, seconds, 0)), 0.0),
              sum(runs), coalesce(sum(input), 0), coalesce(sum(output), 0), coalesce(sum(seconds), 0.0)
            FROM (SELECT coalesce(model, '') AS model, started_at >= @1 AS recent, 1 AS runs, usage ->> '$.inputTokens' AS input,
                         usage ->> '$.outputTokens' AS output, (julianday(ended_at) - julianday(started_at)) * 86400.0 AS seconds
                    FROM transforms WHERE user_id = @0 AND type = 'llm' AND started_at IS NOT NULL
                  UNION ALL
                  SELECT model, day >= substr(@1, 1, 10), runs, input_tokens, output_tokens, seconds FROM used_by_deleted WHERE user_id = @0)
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
