namespace Inkstream.EndToEnd.Tests.Servers;

/// <summary>A pooler between the studio and PostgreSQL: what cannot work is said at the start (invariant 7, contract 2).</summary>
public sealed class PoolerTests
{
    [Theory]
    [InlineData(false, "session mode", "Signals:Provider")]
    [InlineData(true, "prepared statements", "Max Auto Prepare=0")]
    public async Task A_pooler_in_transaction_mode_stops_the_start_with_one_line_that_names_it_and_what_to_do(bool withRedis, params string[] says)
    {
        await using var database = await PostgresServer.StartAsync("fsync=off");
        await using var pooler = await PgBouncer.BeforeAsync(database, "transaction");
        await using var redis = await RedisServer.StartAsync();
        string[] signal = withRedis ? ["--Signals:Provider=redis", $"--Signals:Redis={redis.Address}"] : [];
        await using var server = ServerProcess.Start(
            ["--urls", "http://127.0.0.1:0", "--Storage:Provider=postgres", $"--Storage:ConnectionString={pooler.ConnectionString}", .. signal]);
        (await server.ReadyAsync()).ShouldBeNull();
        (await server.ExitCodeAsync()).ShouldNotBe(0);
        var line = server.Errors.ShouldHaveSingleItem();
        TestContext.Current.TestOutputHelper!.WriteLine(line);
        foreach (var words in (string[])["Storage:ConnectionString", "pooler in transaction mode", .. says])
            line.ShouldContain(words);
    }

    [Fact]
    public async Task Through_a_pooler_in_session_mode_it_starts_and_writes()
    {
        await using var database = await PostgresServer.StartAsync("fsync=off");
        await using var pooler = await PgBouncer.BeforeAsync(database, "session");
        await WritesAsync(pooler.ConnectionString);
    }

    [Fact]
    public async Task With_Redis_and_without_prepared_statements_a_pooler_in_transaction_mode_serves()
    {
        await using var database = await PostgresServer.StartAsync("fsync=off");
        await using var redis = await RedisServer.StartAsync();
        await using var pooler = await PgBouncer.BeforeAsync(database, "transaction");
        await WritesAsync(pooler.ConnectionString + ";Max Auto Prepare=0", "Signals:Provider=redis", $"Signals:Redis={redis.Address}");
    }

    private static async Task WritesAsync(string connectionString, params string[] settings)
    {
        await using var studio = await StudioServer.WithDemoAsync(["Storage:Provider=postgres", $"Storage:ConnectionString={connectionString}", .. settings]);
        for (var n = 0; n < 5; n++)
        {
            var (id, _) = await studio.Api.CreateAsync(3);
            var read = await studio.Api.ReadOverAsync(id);
            read.Status.ShouldBe("completed");
            read.Ideas.Count.ShouldBe(3);
        }
    }
}
