using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Inkstream.EndToEnd.Tests;

/// <summary>Ideations as files (contract 3): what goes out as JSON comes back without loss, on either store and from one to the other.</summary>
public sealed class IdeationFileTests(ScriptedStudio sqlite, PostgresStudio postgres)
    : IClassFixture<ScriptedStudio>, IClassFixture<PostgresStudio>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Exported_imported_and_exported_again_it_is_the_same_bytes_whatever_was_done_to_it(bool onPostgres)
    {
        var (home, away) = onPostgres ? ((ScriptedStudio)postgres, sqlite) : (sqlite, postgres);
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}");
        for (var round = 0; round < (Repository.Full ? 40 : 4); round++)
        {
            var dice = new Random(seed + round);
            home.Model.Forget();
            home.Model.Otherwise = new RandomModel(seed + round).Next;
            var (id, read) = await LiveAsync(home.Api, dice);
            var file = await ExportAsync(home.Api, id);
            foreach (var studio in (ScriptedStudio[])[home, away])
            {
                var imported = await ImportAsync(studio.Api, file);
                var copy = await studio.Api.ReadAsync(imported);
                copy.Status.ShouldBe("idle");
                foreach (var field in (string[])["createdAt", "userInput", "selectedPlatform", "genrePaths", "genreProportions", "requirements"])
                    Canonical.Json(copy.Body[field]!).ShouldBe(Canonical.Json(read.Body[field]!), field);
                WithoutIds(copy.Ideas).ShouldBe(WithoutIds(read.Ideas));
                for (var i = 0; i < read.Ideas.Count; i++)
                    WithoutIds(await VersionsAsync(studio.Api, imported, copy.ArtifactIds[i])).ShouldBe(WithoutIds(await VersionsAsync(home.Api, id, read.ArtifactIds[i])));

                Encoding.UTF8.GetString(await ExportAsync(studio.Api, imported)).ShouldBe(Encoding.UTF8.GetString(file), $"seed {seed}, round {round}");
            }
        }

        home.Model.Otherwise = null;
    }

    [Fact]
    public async Task What_was_imported_is_found_written_on_and_made_into_an_outline_and_no_id_of_another_place_is_in_the_file()
    {
        foreach (var studio in (ScriptedStudio[])[sqlite, postgres])
        {
            var (api, model) = (studio.Api, studio.Model);
            var file = Encoding.UTF8.GetString(await SmallAsync());
            System.Text.RegularExpressions.Regex.IsMatch(file, "[0-9a-f]{8}-[0-9a-f]{4}-", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5)).ShouldBeFalse(file);
            var id = await ImportAsync(api, Encoding.UTF8.GetBytes(file));
            var found = (await api.ExpectAsync(200, HttpMethod.Get, "/api/ideations?limit=100&q=" + Uri.EscapeDataString("人改过的正文")))!["items"]!.AsArray();
            found.Select(item => item!["id"]!.GetValue<string>()).ShouldContain(id);
            found.Single(item => item!["id"]!.GetValue<string>() == id)!["title"]!.GetValue<string>().ShouldBe("钟表匠的来信");

            model.Forget();
            model.Enqueue(Script.Text(Answers.Of(2, "又")));
            await api.GenerateAsync(id, "more", 2);
            (await studio.NextRequestAsync()).Prompt.ShouldContain("钟表匠的来信");
            var more = await api.ReadOverAsync(id);
            (more.Status, more.Ideas.Count).ShouldBe(("completed", 5));
            model.Enqueue(Script.Text(OutlineText.Whole("出")));
            var (outline, _) = await api.CreateOutlineAsync(more.ArtifactIds[0]);
            (await studio.NextRequestAsync()).Prompt.ShouldContain("人改过的正文");
            (await api.OutlineOverAsync(outline)).Status.ShouldBe("completed");
        }
    }

    [Fact]
    public async Task A_repeated_import_with_the_same_key_makes_one_ideation()
    {
        var file = Encoding.UTF8.GetString(await SmallAsync());
        var first = await sqlite.Api.ExpectAsync(201, HttpMethod.Post, "/api/ideations/import", file, ("Idempotency-Key", "ideas-once"));
        var again = await sqlite.Api.ExpectAsync(201, HttpMethod.Post, "/api/ideations/import", file, ("Idempotency-Key", "ideas-once"));
        again!["id"]!.GetValue<string>().ShouldBe(first!["id"]!.GetValue<string>());
    }

    public static readonly TheoryData<string, Action<JsonObject>> Hostile = new()
    {
        { "format", file => file["format"] = "inkstream-outline" },
        { "version", file => file["version"] = 2 },
        { "surprise", file => file["surprise"] = 1 },
        { "createdAt", file => file["createdAt"] = "0001-01-01T00:00:00Z" },
        { "language", file => file["language"] = "fr" },
        { "platform", file => file["platform"] = new string('x', 201) },
        { "count", file => file["count"] = 13 },
        { "userInput", file => file["userInput"] = "NUL \0" },
        { "requirements", file => file["requirements"] = new string('长', 20_001) },
        { "genrePaths", file => file["genrePaths"] = new JsonArray(new JsonArray("a"), new JsonArray("b"), new JsonArray("c"), new JsonArray("d")) },
        { "artifacts[0].type", file => file["artifacts"]![0]!["type"] = "outline_title" },
        { "artifacts[0].data", file => file["artifacts"]![0]!["data"] = "x" },
        { "artifacts[0].data.extra", file => file["artifacts"]![0]!["data"]!["extra"] = 1 },
        { "artifacts[0].data.idea_title", file => file["artifacts"]![0]!["data"]!["idea_title"] = new JsonArray() },
        { "artifacts[3].data.source_artifact_id", file => file["artifacts"]![3]!["data"]!["source_artifact_id"] = Guid.Empty.ToString() },
        { "transforms[0].status", file => file["transforms"]![0]!["status"] = "running" },
        { "transforms[0].asked", file => file["transforms"]![0]!["asked"]![0] = "title" },
        { "transforms[0].outputs[0].role", file => file["transforms"]![0]!["outputs"]![0]!["role"] = "title" },
        { "transforms[0].params.mode", file => file["transforms"]![0]!["params"]!["mode"] = "everything" },
        { "transforms[0].params.count", file => file["transforms"]![0]!["params"]!["count"] = 0 },
        { "transforms[0].params.basedOnArtifact", file => file["transforms"]![0]!["params"]!["basedOnArtifact"] = "a99" },
        { "transforms[1].inputs[0].artifact", file => file["transforms"]![1]!["inputs"]![0]!["artifact"] = "a4" },
        { "parts[0].part", file => file["parts"]![0]!["part"] = "ideas/0" },
        { "parts[0].current", file => file["parts"]![0]!["current"] = "a99" },
        { "parts[1].artifact", file => file["parts"]![1] = file["parts"]![0]!.DeepClone() },
        { "ideas[1]", file => file["ideas"]![1]!["body"] = "改在了别处" },
        { "ideas", file => file["ideas"]!.AsArray().RemoveAt(2) },
    };

    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    public async Task A_file_that_is_not_right_is_refused_and_says_where(string field, Action<JsonObject> spoil)
    {
        var file = JsonNode.Parse(await SmallAsync())!.AsObject();
        spoil(file);
        var before = await CountAsync();
        var refused = await sqlite.Api.ExpectAsync(400, HttpMethod.Post, "/api/ideations/import", file.ToJsonString());
        refused!["errors"]!.AsObject().Select(error => error.Key).ShouldContain(key => key.StartsWith(field, StringComparison.Ordinal), refused.ToJsonString());
        (await CountAsync()).ShouldBe(before);
    }

    private byte[]? _small;

    /// <summary>Three ideas (a1 to a3, t1), the first of them edited by a person (a4, t2).</summary>
    private async Task<byte[]> SmallAsync()
    {
        if (_small is not null)
            return _small;
        sqlite.Model.Forget();
        sqlite.Model.Enqueue(Script.Text(Answers.Of(3, "小")));
        var (id, _) = await sqlite.Api.CreateAsync(3, "钟表匠的来信。");
        var read = await sqlite.Api.ReadOverAsync(id);
        await sqlite.Api.ExpectAsync(
            200, HttpMethod.Patch, $"/api/ideations/{id}/ideas/{read.ArtifactIds[0]}", """{"body":"人改过的正文","favourite":true}""", ("If-Match", "\"1\""));
        return _small = await ExportAsync(sqlite.Api, id);
    }

    private static async Task<(string Id, Read Read)> LiveAsync(StudioApi api, Random dice)
    {
        var subject = new IdeationSubject(api, dice);
        var id = await subject.CreateAsync();
        var read = await api.ReadOverAsync(id);
        for (var step = 0; step < 12; step++)
        {
            switch (dice.Next(4))
            {
                case 0:
                    await subject.GenerateAsync(id, read);
                    if (dice.Next(3) == 0 && (await api.ReadAsync(id)).StreamingData?["transformId"]?.GetValue<string>() is { } running)
                        await api.StopAsync(running);
                    break;
                case 1 when read.Ideas.Count > 0:
                    await api.ExpectAsync(202, HttpMethod.Post, $"/api/ideations/{id}/generate", new JsonObject
                    {
                        ["mode"] = dice.Next(2) == 0 ? "title" : "more",
                        ["basedOn"] = read.ArtifactIds[dice.Next(read.Ideas.Count)],
                        ["note"] = "要“更狠”\n一点 👍",
                    }.ToJsonString());
                    break;
                default:
                    await subject.EditAsync(id, read);
                    break;
            }

            read = await api.ReadOverAsync(id);
        }

        return (id, read);
    }

    private static string WithoutIds(JsonArray items) => string.Join('\n', items.Select(item =>
    {
        var bare = item!.DeepClone().AsObject();
        bare.Remove("artifactId");
        return Canonical.Json(bare);
    }));

    private static async Task<JsonArray> VersionsAsync(StudioApi api, string id, string artifact) =>
        (await api.ExpectAsync(200, HttpMethod.Get, $"/api/ideations/{id}/ideas/{artifact}/versions"))!.AsArray();

    private async Task<int> CountAsync() => (await sqlite.Api.ExpectAsync(200, HttpMethod.Get, "/api/ideations?limit=100"))!["items"]!.AsArray().Count;

    private static async Task<byte[]> ExportAsync(StudioApi api, string id)
    {
        using var response = await api.SendAsync(HttpMethod.Get, $"/api/ideations/{id}/export?format=json");
        ((int)response.StatusCode).ShouldBe(200);
        return await response.Content.ReadAsByteArrayAsync(Cancel);
    }

    private static async Task<string> ImportAsync(StudioApi api, byte[] file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/ideations/import") { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await api.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync(Cancel);
        ((int)response.StatusCode).ShouldBe(201, body);
        var id = JsonNode.Parse(body)!["id"]!.GetValue<string>();
        response.Headers.Location!.ToString().ShouldBe($"/api/ideations/{id}");
        return id;
    }
}
