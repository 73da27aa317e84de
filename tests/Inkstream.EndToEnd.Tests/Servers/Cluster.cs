using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Inkstream.EndToEnd.Tests.Servers;

/// <summary>
/// Two studios over one real PostgreSQL, with one model. What the model answers is told by a tag in the writer's idea,
/// so that any server and any attempt gets the ideas that are still missing.
/// </summary>
internal sealed partial class Cluster : IAsyncDisposable
{
    public const int Ideas = 4;

    private Cluster(PostgresServer database, ScriptedModelServer model) => (Database, Model) = (database, model);

    public PostgresServer Database { get; }

    public ScriptedModelServer Model { get; }

    public List<StudioServer> Studios { get; } = [];

    public FoldClients Clients { get; } = FoldClients.Start();

    public static async Task<Cluster> StartAsync(string[]? settings = null, bool anHourApart = false)
    {
        // What is tested here is not PostgreSQL's own durability.
        var database = await PostgresServer.StartAsync("fsync=off");
        var cluster = new Cluster(database, await ScriptedModelServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken));
        string[] all =
        [
            .. StudioServer.SettingsOf(cluster.Model, ModelProtocol.OpenAi), "Storage:Provider=postgres", $"Storage:ConnectionString={database.ConnectionString}",
            "Generation:Lease=00:00:02", .. settings ?? [],
        ];
        cluster.Studios.Add(await StudioServer.StartAsync(all));
        cluster.Studios.Add(anHourApart ? await StudioServer.StartAnHourAheadAsync(all) : await StudioServer.StartAsync(all));
        return cluster;
    }

    /// <summary>The ideas that an attempt is asked for, with the numbers that are missing.</summary>
    public static string AnswerTo(ModelRequest request)
    {
        var asked = Answers.AskedIn(request);
        return Answers.Of(asked, Tag().Match(request.Prompt).Value, first: Ideas - asked);
    }

    /// <summary>Creates an ideation whose ideas will carry that tag.</summary>
    public Task<(string Id, string TransformId)> CreateAsync(int on, string tag) => Studios[on].Api.CreateAsync(Ideas, userInput: tag);

    /// <summary>It is complete, with every idea once and in order, and the chunks of all its attempts are dense.</summary>
    public async Task<Read> JudgeAsync(string id, string tag, int on = 0)
    {
        var end = await Studios[on].Api.ReadOverAsync(id, TimeSpan.FromSeconds(60));
        end.Status.ShouldBe("completed", string.Join('\n', Studios.Select(studio => studio.Log)));
        end.Titles.ShouldBe(Enumerable.Range(0, Ideas).Select(number => Answers.Title(tag, number)));
        foreach (var run in await RowsAsync(
            $"SELECT count(c.chunk_index), coalesce(max(c.chunk_index), -1) + 1, count(DISTINCT c.chunk_index) FROM transforms t LEFT JOIN transform_chunks c ON c.transform_id = t.id WHERE t.document_id = '{id}' GROUP BY t.id"))
            (run[0] == run[1] && run[1] == run[2]).ShouldBeTrue($"the chunks of {id} have a gap");
        return end;
    }

    public async Task<List<string[]>> RowsAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
#pragma warning disable CA2100 // The statements are the tests' own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string[]>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!)]);
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await Clients.DisposeAsync();
        foreach (var studio in Studios)
            await studio.DisposeAsync();
        await Model.DisposeAsync();
        await Database.DisposeAsync();
    }

    [GeneratedRegex(@"标\d+x\d+x", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();
}
