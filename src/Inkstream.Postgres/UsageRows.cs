using Inkstream.Documents;

namespace Inkstream.Postgres;

/// <summary>Reads what models used, with what is left of deleted documents.</summary>
internal static class UsageRows
{
    public static async Task<IReadOnlyList<ModelUsage>> ReadAsync(PostgresSession session, Guid ownerId, DateTimeOffset since, CancellationToken cancel) =>
        await session.AllAsync(
            """
            SELECT model,
              coalesce(sum(runs) FILTER (WHERE recent), 0)::bigint, coalesce(sum(input) FILTER (WHERE recent), 0)::bigint,
              coalesce(sum(output) FILTER (WHERE recent), 0)::bigint, coalesce(sum(seconds) FILTER (WHERE recent), 0)::float8,
              sum(runs)::bigint, coalesce(sum(input), 0)::bigint, coalesce(sum(output), 0)::bigint, coalesce(sum(seconds), 0)::float8
            FROM (SELECT coalesce(model, '') AS model, started_at >= $2 AS recent, 1::bigint AS runs, (usage ->> 'inputTokens')::bigint AS input,
                         (usage ->> 'outputTokens')::bigint AS output, extract(epoch FROM ended_at - started_at)::float8 AS seconds
                    FROM transforms WHERE user_id = $1 AND type = 'llm' AND started_at IS NOT NULL
                  UNION ALL
                  SELECT model, day >= ($2 AT TIME ZONE 'UTC')::date, runs, input_tokens, output_tokens, seconds
                    FROM used_by_deleted WHERE user_id = $1) t
            GROUP BY model ORDER BY model COLLATE "C"
            """,
            [ownerId, since],
            row => new ModelUsage(
                row.GetString(0),
                new UsageSum(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), Math.Round(row.GetDouble(4), 3)),
                new UsageSum(row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), Math.Round(row.GetDouble(8), 3))),
            cancel);
}
