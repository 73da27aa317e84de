using Inkstream.Documents;

namespace Inkstream.Postgres;

/// <summary>Reads what models used.</summary>
internal static class UsageRows
{
    public static async Task<IReadOnlyList<ModelUsage>> ReadAsync(PostgresSession session, Guid ownerId, DateTimeOffset since, CancellationToken cancel) =>
        await session.AllAsync(
            """
            SELECT coalesce(model, ''),
              count(*) FILTER (WHERE started_at >= $2), coalesce(sum(input) FILTER (WHERE started_at >= $2), 0)::bigint,
              coalesce(sum(output) FILTER (WHERE started_at >= $2), 0)::bigint, coalesce(sum(seconds) FILTER (WHERE started_at >= $2), 0)::float8,
              count(*), coalesce(sum(input), 0)::bigint, coalesce(sum(output), 0)::bigint, coalesce(sum(seconds), 0)::float8
            FROM (SELECT model, started_at, (usage ->> 'inputTokens')::bigint AS input, (usage ->> 'outputTokens')::bigint AS output,
                         extract(epoch FROM ended_at - started_at) AS seconds
                    FROM transforms WHERE user_id = $1 AND type = 'llm' AND started_at IS NOT NULL) t
            GROUP BY model ORDER BY model COLLATE "C"
            """,
            [ownerId, since],
            row => new ModelUsage(
                row.GetString(0),
                new UsageSum(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), Math.Round(row.GetDouble(4), 3)),
                new UsageSum(row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), Math.Round(row.GetDouble(8), 3))),
            cancel);
}
