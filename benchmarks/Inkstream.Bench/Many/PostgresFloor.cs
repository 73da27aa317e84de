using System.Diagnostics;
using Inkstream.Bench.Measuring;
using Npgsql;

namespace Inkstream.Bench.Many;

/// <summary>What PostgreSQL itself costs on this machine, with nothing around it.</summary>
internal static class PostgresFloor
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(1);

    public static async Task MeasureAsync(Rounds rounds, string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false;Max Auto Prepare=10;Auto Prepare Min Usages=1");
        await connection.OpenAsync();
        await RunAsync(connection, "CREATE TABLE IF NOT EXISTS bare (id uuid, index bigint, text text, PRIMARY KEY (id, index))");
        await RunAsync(connection, "TRUNCATE bare");
        var one = new Histogram();
        var (commits, begun) = (0, Stopwatch.GetTimestamp());
        for (; Stopwatch.GetElapsedTime(begun) < Time; commits++)
        {
            var clock = Stopwatch.GetTimestamp();
            await RunAsync(connection, "INSERT INTO bare SELECT '0199aaaa-0000-7000-8000-000000000001'::uuid, $1, repeat('some text', 3)", (long)commits);
            one.AddMs(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }

        rounds.Add("floor 1 rows", commits / Stopwatch.GetElapsedTime(begun).TotalSeconds);
        rounds.Add("floor commit p50", one.Percentile(0.5));
        rounds.Add("floor commit p99", one.Percentile(0.99));

        (commits, begun) = (0, Stopwatch.GetTimestamp());
        for (; Stopwatch.GetElapsedTime(begun) < Time; commits++)
            await RunAsync(connection, "INSERT INTO bare SELECT '0199aaaa-0000-7000-8000-000000000002'::uuid, $1 * 100 + n, repeat('some text', 3) FROM generate_series(0, 99) n", (long)commits);
        rounds.Add("floor 100 rows", commits * 100 / Stopwatch.GetElapsedTime(begun).TotalSeconds);
        await NotifyAsync(rounds, connection, connectionString);
    }

    /// <summary>One row and a notification in one transaction, until another connection has heard it.</summary>
    private static async Task NotifyAsync(Rounds rounds, NpgsqlConnection connection, string connectionString)
    {
        await using var ear = new NpgsqlConnection(connectionString + ";Pooling=false");
        await ear.OpenAsync();
        await RunAsync(ear, "LISTEN bare");
        var heard = new Histogram();
        for (var i = 0; i < 300; i++)
        {
            var clock = Stopwatch.GetTimestamp();
            await RunAsync(connection, "WITH row AS (INSERT INTO bare SELECT '0199aaaa-0000-7000-8000-000000000003'::uuid, $1, 'some text') SELECT pg_notify('bare', 'd')", (long)i);
            await ear.WaitAsync();
            heard.AddMs(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }

        rounds.Add("floor notify p50", heard.Percentile(0.5));
        rounds.Add("floor notify p99", heard.Percentile(0.99));
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
#pragma warning disable CA2100 // The statements are the bench's own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
