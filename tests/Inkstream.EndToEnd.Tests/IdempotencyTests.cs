using System.Text.Json.Nodes;

namespace Inkstream.EndToEnd.Tests;

/// <summary><c>Idempotency-Key</c> makes a repeat return the first answer (contract 3).</summary>
public abstract class IdempotencyTests<TStudio>(TStudio studio) : ScriptedStudioTests<TStudio>(studio)
    where TStudio : ScriptedStudio
{
    private const string Body = """{"platform":"抖音","count":2}""";

    [Fact]
    public async Task A_repeated_creation_returns_the_first_answer_and_makes_nothing()
    {
        var key = Key();
        Model.Enqueue(Script.Text(Answers.Of(2, "幂")));
        var first = await CreateAsync(Body, key);
        await NextRequestAsync();
        await Api.ReadOverAsync(first["id"]!.GetValue<string>());
        var count = Documents();
        (await CreateAsync(Body, key)).ToJsonString().ShouldBe(first.ToJsonString());
        Documents().ShouldBe(count);
    }

    [Fact]
    public async Task Repeats_that_come_at_the_same_time_get_one_answer()
    {
        var key = Key();
        Model.Enqueue(Script.Text(Answers.Of(2, "同")));
        var count = Documents();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CreateAsync(Body, key)));
        answers.Select(answer => answer.ToJsonString()).Distinct().Count().ShouldBe(1);
        Documents().ShouldBe(count + 1);
        await NextRequestAsync();
        await Api.ReadOverAsync(answers[0]["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        var key = Key();
        Model.Enqueue(Script.Text(Answers.Of(2, "别")));
        var first = await CreateAsync(Body, key);
        var problem = await Api.ExpectAsync(422, HttpMethod.Post, "/api/ideations", """{"platform":"快手","count":2}""", ("Idempotency-Key", key));
        problem!["code"]!.GetValue<string>().ShouldBe("idempotency_key_reused");
        await NextRequestAsync();
        await Api.ReadOverAsync(first["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("more")]
    [InlineData("regenerate")]
    [InlineData("missing")]
    public async Task A_repeated_generation_returns_the_first_answer_while_it_runs_and_after(string mode)
    {
        var read = mode == "missing" ? await OneOfTwoAsync() : await FinishedAsync(2, "始" + mode);
        var id = read.Body["id"]!.GetValue<string>();
        var key = Key();
        var body = new JsonObject { ["mode"] = mode };
        if (mode == "regenerate")
            body["basedOn"] = read.ArtifactIds[0];
        var script = Model.Enqueue(Script.Text(Answers.Of(2, "续" + mode)).HoldAfter(0));
        var first = await GenerateAsync();
        await NextRequestAsync();
        (await GenerateAsync()).ShouldBe(first);
        script.Release();
        (await Api.ReadOverAsync(id)).Status.ShouldBe("completed");
        (await GenerateAsync()).ShouldBe(first);

        async Task<string> GenerateAsync() => (await Api.ExpectAsync(
            202, HttpMethod.Post, $"/api/ideations/{id}/generate", body.ToJsonString(), ("Idempotency-Key", key)))!["transformId"]!.GetValue<string>();
    }

    [Fact]
    public async Task A_key_that_is_too_long_is_refused() =>
        await Api.ExpectAsync(400, HttpMethod.Post, "/api/ideations", Body, ("Idempotency-Key", new string('k', 201)));

    private static string Key() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

    private async Task<JsonNode> CreateAsync(string body, string key) =>
        (await Api.ExpectAsync(201, HttpMethod.Post, "/api/ideations", body, ("Idempotency-Key", key)))!;

    private async Task<Read> OneOfTwoAsync()
    {
        Model.Enqueue(Script.Text(Answers.Of(1, "缺")).HoldAfter(1));
        var (id, transformId) = await Api.CreateAsync(2);
        await NextRequestAsync();
        await Api.ReadUntilAsync(id, read => read.Ideas.Count == 1);
        await Api.StopAsync(transformId);
        return await Api.ReadAsync(id);
    }

    private long Documents()
    {
        using var database = Fixture.Studio.OpenDatabase();
        return database.Count("SELECT count(*) FROM documents");
    }
}
