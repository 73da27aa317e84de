using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Inkstream.EndToEnd.Tests;

/// <summary>Outlines as files (contract 3): what goes out as JSON comes back without loss, on either store and from one to the other.</summary>
public sealed class OutlineFileTests(ScriptedStudio sqlite, PostgresStudio postgres)
    : IClassFixture<ScriptedStudio>, IClassFixture<PostgresStudio>
{
    // Quotes, escapes, what other formats mean something by, characters of two units, joined ones, odd spaces.
    private static readonly string[] Pieces =
    [
        "雨夜", "她说：“别回头。”", "\"quoted\"", "🕰️", "👩‍👩‍👧", "\\u0041 \\n", "</script>", "&amp;", "𠮷野家", "é e\u0301", "# 一", "[[注]] /* x */ **粗** _下_",
        "\t", "\n\n", "\u2028", "\u00A0", "\uFFFD", "\uE000", "٠١٢", "\u202Eright", "'", "$1", "{0}", "😀\uFE0F",
    ];

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
            var (id, read) = await LiveAsync(home.Api, dice, ofIdea: round % 3 != 0);
            var file = await ExportAsync(home.Api, id);
            foreach (var studio in (ScriptedStudio[])[home, away])
            {
                var imported = await ImportAsync(studio.Api, file);
                var copy = await studio.Api.ReadOutlineAsync(imported);
                (copy.Status, copy.Body["createdAt"]!.ToJsonString()).ShouldBe(("idle", read.Body["createdAt"]!.ToJsonString()));
                Canonical.Json(copy.ComponentsOf()).ShouldBe(Canonical.Json(read.ComponentsOf()));
                foreach (var (component, part) in read.Parts())
                    foreach (var mark in (string[])["revision", "locked", "outOfDate"])
                        copy.Parts()[component]![mark]?.ToJsonString().ShouldBe(part![mark]?.ToJsonString(), $"{component} {mark}");
                (copy.Body["sourceArtifact"]!["text"]!.GetValue<string>()).ShouldBe(read.Body["sourceArtifact"]!["text"]!.GetValue<string>());
                await SameHistoryAsync(home.Api, id, studio.Api, imported, read);

                Encoding.UTF8.GetString(await ExportAsync(studio.Api, imported)).ShouldBe(Encoding.UTF8.GetString(file), $"seed {seed}, round {round}");
            }
        }

        home.Model.Otherwise = null;
    }

    [Fact]
    public async Task What_was_imported_is_written_on_and_no_id_of_another_place_is_in_the_file()
    {
        var api = sqlite.Api;
        sqlite.Model.Forget();
        sqlite.Model.Otherwise = request => Script.Text(OutlineText.AskedIn(request.Prompt) is { Count: > 0 } parts ? OutlineText.Answer(parts, "机") : Answers.Of(1, "机"));
        var (ideation, _) = await api.CreateAsync(1);
        var idea = (await api.ReadOverAsync(ideation)).ArtifactIds[0];
        await api.ExpectAsync(200, HttpMethod.Patch, $"/api/ideations/{ideation}/ideas/{idea}", """{"body":"人改过的点子"}""", ("If-Match", "\"1\""));
        var (id, _) = await api.CreateOutlineAsync(idea);
        await api.OutlineOverAsync(id);
        var text = Encoding.UTF8.GetString(await ExportAsync(api, id));
        System.Text.RegularExpressions.Regex.IsMatch(text, "[0-9a-f]{8}-[0-9a-f]{4}-", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5)).ShouldBeFalse(text);

        var imported = await ImportAsync(api, Encoding.UTF8.GetBytes(text));
        var before = await api.ReadOutlineAsync(imported);
        (before.Body["sourceArtifact"]!["text"]!.GetValue<string>(), before.Body["sourceArtifact"]!["documentId"]).ShouldBe(("人改过的点子", null));
        await api.ExpectAsync(204, HttpMethod.Delete, $"/api/ideations/{ideation}");
        await api.ExpectAsync(204, HttpMethod.Delete, $"/api/outlines/{id}");
        await api.SaveAsync(imported, "genre", "人写的", before.RevisionOf("genre"));
        sqlite.Model.Otherwise = request =>
        {
            request.Prompt.ShouldContain("人改过的点子");
            return Script.Text(OutlineText.Answer(OutlineText.AskedIn(request.Prompt), "后"));
        };
        await api.GeneratePartsAsync(imported, "title", "characters/0");
        var after = await api.OutlineOverAsync(imported);
        (after.Status, after.Component("title")!.GetValue<string>(), after.Component("genre")!.GetValue<string>()).ShouldBe(("completed", "剧名后", "人写的"));
        after.Parts()["title"]!["outOfDate"].ShouldBeNull();
        (await api.ExpectAsync(200, HttpMethod.Get, $"/api/outlines/{imported}/components/title/versions"))!.AsArray().Count.ShouldBe(2);
        var graph = (await api.ExpectAsync(200, HttpMethod.Get, $"/api/outlines/{imported}/lineage"))!;
        graph["nodes"]!.AsArray().Select(node => node!["type"]!.GetValue<string>()).ShouldContain("brainstorm_idea");
        var item = (await api.ExpectAsync(200, HttpMethod.Get, "/api/outlines?limit=100"))!["items"]!.AsArray().Single(one => one!["id"]!.GetValue<string>() == imported)!;
        (item["title"]!.GetValue<string>(), item["componentCount"]!.GetValue<int>()).ShouldBe(("剧名后", 8));
        sqlite.Model.Otherwise = null;
    }

    [Fact]
    public async Task What_is_being_written_is_exported_as_far_as_it_stands()
    {
        sqlite.Model.Forget();
        var answer = OutlineText.Whole("写");
        var at = answer.IndexOf("\"setting\"", StringComparison.Ordinal) + 30;
        var script = sqlite.Model.Enqueue(Script.Deltas(answer[..at], answer[at..]).HoldAfter(1));
        var (id, _) = await sqlite.Api.CreateOutlineAsync();
        await sqlite.Api.OutlineUntilAsync(id, read => read.ComponentsOf().Count == 5);
        var file = await ExportAsync(sqlite.Api, id);
        (await GetAsync(sqlite.Api, id, "md")).Text.ShouldContain("剧名写");
        (await GetAsync(sqlite.Api, id, "fountain")).Text.ShouldContain("（待写）");
        (await GetAsync(sqlite.Api, id, "docx")).Bytes.Length.ShouldBeGreaterThan(1_000);
        script.Release();
        await sqlite.Api.OutlineOverAsync(id);

        var imported = await ImportAsync(sqlite.Api, file);
        var copy = await sqlite.Api.ReadOutlineAsync(imported);
        (copy.Status, copy.ComponentsOf().Count).ShouldBe(("idle", 5));
        Encoding.UTF8.GetString(await ExportAsync(sqlite.Api, imported)).ShouldBe(Encoding.UTF8.GetString(file));
    }

    [Fact]
    public async Task A_repeated_import_with_the_same_key_makes_one_outline()
    {
        var file = Encoding.UTF8.GetString(await SmallAsync());
        var first = await sqlite.Api.ExpectAsync(201, HttpMethod.Post, "/api/outlines/import", file, ("Idempotency-Key", "imported-once"));
        var again = await sqlite.Api.ExpectAsync(201, HttpMethod.Post, "/api/outlines/import", file, ("Idempotency-Key", "imported-once"));
        again!["id"]!.GetValue<string>().ShouldBe(first!["id"]!.GetValue<string>());
        (await sqlite.Api.ExpectAsync(422, HttpMethod.Post, "/api/outlines/import", file + " ", ("Idempotency-Key", "imported-once")))!["code"]!.GetValue<string>()
            .ShouldBe("idempotency_key_reused");
    }

    [Theory]
    [InlineData("md", "text/markdown; charset=utf-8")]
    [InlineData("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("json", "application/json; charset=utf-8")]
    [InlineData("fountain", "text/plain; charset=utf-8")]
    public async Task The_files_name_is_the_title_in_its_own_script(string format, string type)
    {
        var id = await ImportAsync(sqlite.Api, await SmallAsync());
        await sqlite.Api.SaveAsync(id, "title", "雨夜/“归途”: 第1部 🕰️ " + new string('长', 150), 1);
        using var response = await sqlite.Api.SendAsync(HttpMethod.Get, $"/api/outlines/{id}/export?format={format}");
        response.Content.Headers.ContentType!.ToString().ShouldBe(type);
        var disposition = response.Content.Headers.ContentDisposition!;
        (disposition.DispositionType, disposition.FileName).ShouldBe(("attachment", $"outline.{format}"));
        disposition.FileNameStar!.ShouldStartWith("雨夜 “归途” 第1部 🕰️ 长长");
        disposition.FileNameStar!.ShouldEndWith("." + format);
        Encoding.UTF8.GetByteCount(disposition.FileNameStar!).ShouldBeLessThan(256);
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task There_is_no_file_of_what_is_not_there_and_no_format_that_we_do_not_write()
    {
        foreach (var path in (string[])["outlines", "ideations"])
        {
            await sqlite.Api.ExpectAsync(404, HttpMethod.Get, $"/api/{path}/{Guid.CreateVersion7()}/export?format=json");
            await sqlite.Api.ExpectAsync(404, HttpMethod.Get, $"/api/{path}/{Guid.CreateVersion7()}/export?format=md");
            await sqlite.Api.ExpectAsync(404, HttpMethod.Get, $"/api/{path}/nonsense/export?format=json");
            var refused = await sqlite.Api.ExpectAsync(400, HttpMethod.Get, $"/api/{path}/{Guid.CreateVersion7()}/export?format=pdf");
            refused!["errors"]!["format"]![0]!.GetValue<string>().ShouldContain("md");
            await sqlite.Api.ExpectAsync(400, HttpMethod.Get, $"/api/{path}/{Guid.CreateVersion7()}/export");
        }

        // An ideation is no outline, whatever it is asked for as.
        var outline = await ImportAsync(sqlite.Api, await SmallAsync());
        await sqlite.Api.ExpectAsync(404, HttpMethod.Get, $"/api/ideations/{outline}/export?format=json");
    }

    [Fact]
    public async Task An_ideation_is_exported_with_its_versions_and_for_people()
    {
        sqlite.Model.Forget();
        sqlite.Model.Otherwise = _ => Script.Text(Answers.Of(2, "*星*"));
        var (id, _) = await sqlite.Api.CreateAsync(2, userInput: "# 不是标题\n1. 不是列表");
        var read = await sqlite.Api.ReadOverAsync(id);
        sqlite.Model.Otherwise = null;
        var path = $"/api/ideations/{id}/ideas/{read.ArtifactIds[0]}";
        await sqlite.Api.ExpectAsync(200, HttpMethod.Patch, path, """{"body":"人改过"}""", ("If-Match", "\"1\""));
        await sqlite.Api.ExpectAsync(200, HttpMethod.Patch, $"/api/ideations/{id}/ideas/{read.ArtifactIds[1]}", """{"dismissed":true}""");
        var file = JsonNode.Parse((await GetAsync(sqlite.Api, id, "json", "ideations")).Bytes)!;
        file["ideas"]![0]!["body"]!.GetValue<string>().ShouldBe("人改过");
        file["artifacts"]!.AsArray().Count.ShouldBe(3);
        file["artifacts"]![2]!["data"]!["source_artifact_id"]!.GetValue<string>().ShouldBe("a1");
        file["transforms"]!.AsArray().Select(transform => transform!["by"]!.GetValue<string>()).ShouldBe(["model", "person"]);
        var text = (await GetAsync(sqlite.Api, id, "md", "ideations")).Text;
        text.ShouldContain("\\# 不是标题\\\n  1\\. 不是列表");
        text.ShouldContain("人改过");
        text.ShouldContain("\\*星\\*");
        text.ShouldContain("## 已放弃");

        var versions = (await sqlite.Api.ExpectAsync(200, HttpMethod.Get, path + "/versions"))!.AsArray();
        versions.Select(version => (version!["by"]!.GetValue<string>(), version["current"]!.GetValue<bool>())).ShouldBe([("person", true), ("model", false)]);
        versions[0]!["value"]!["body"]!.GetValue<string>().ShouldBe("人改过");
        versions[1]!["value"]!["title"]!.GetValue<string>().ShouldBe(read.Titles[0]);
        await sqlite.Api.ExpectAsync(404, HttpMethod.Get, $"/api/ideations/{id}/ideas/{Guid.CreateVersion7()}/versions");
        await sqlite.Api.ExpectAsync(404, HttpMethod.Get, $"/api/ideations/{Guid.CreateVersion7()}/ideas/{read.ArtifactIds[0]}/versions");
    }

    public static readonly TheoryData<string, Action<JsonObject>> Hostile = new()
    {
        { "format", file => file["format"] = "word" },
        { "version", file => file["version"] = 2 },
        { "surprise", file => file["surprise"] = 1 },
        { "createdAt", file => file["createdAt"] = "0001-01-01T00:00:00Z" },
        { "createdAt", file => file["createdAt"] = "yesterday" },
        { "totalEpisodes", file => file["totalEpisodes"] = 201 },
        { "totalEpisodes", file => file["totalEpisodes"] = "60" },
        { "episodeDuration", file => file["episodeDuration"] = 0 },
        { "language", file => file["language"] = "fr" },
        { "platform", file => file["platform"] = new string('x', 201) },
        { "genrePaths", file => file["genrePaths"] = new JsonArray(new JsonArray("a"), new JsonArray("b"), new JsonArray("c"), new JsonArray("d")) },
        { "source.text", file => file["source"]!["text"] = new string('长', 20_001) },
        { "source.text", file => file["source"]!["text"] = "NUL \0" },
        { "source.type", file => file["source"]!["type"] = "outline_title" },
        { "source.artifact", file => file["source"]!["artifact"] = "a99" },
        { "source.version", file => file["source"]!["version"] = "a2" },
        { "artifacts[1].type", file => file["artifacts"]![1]!["type"] = "password" },
        { "artifacts[1].id", file => file["artifacts"]![1]!["id"] = "a1" },
        { "artifacts[1].data", file => file["artifacts"]![1]!["data"] = new JsonObject { ["title"] = "x", ["extra"] = 1 } },
        { "artifacts[1].data", file => file["artifacts"]![1]!["data"] = "x" },
        { "artifacts[1].data.title", file => file["artifacts"]![1]!["data"]!["title"] = new JsonArray() },
        { "artifacts[1].data.title", file => file["artifacts"]![1]!["data"]!["title"] = "" },
        { "artifacts[1].data.title", file => file["artifacts"]![1]!["data"]!["title"] = "NUL \0" },
        { "artifacts[1].createdAt", file => file["artifacts"]![1]!["createdAt"] = "9999-12-31T00:00:00Z" },
        { "artifacts[8].data.characters/0.age", file => file["artifacts"]![8]!["data"]!["characters"]![0]!["age"] = 7 },
        { "artifacts[8].data.characters/0.evil", file => file["artifacts"]![8]!["data"]!["characters"]![0]!["evil"] = "x" },
        { "artifacts[0].data.source_artifact_id", file => file["artifacts"]![0]!["data"]!["source_artifact_id"] = Guid.Empty.ToString() },
        { "artifacts", file => file["artifacts"]!.AsArray().Add(new JsonObject { ["id"] = "a77", ["type"] = "user_input", ["createdAt"] = "2026-01-01T00:00:00Z", ["data"] = new JsonObject { ["title"] = "孤", ["text"] = "儿" } }) },
        { "artifacts", file => Repeat(file["artifacts"]!.AsArray(), 5_001) },
        { "transforms[1].status", file => file["transforms"]![1]!["status"] = "running" },
        { "transforms[1].by", file => file["transforms"]![1]!["by"] = "god" },
        { "transforms[1].by", file => file["transforms"]![1]!["by"] = "person" },
        { "transforms[1].retryOf", file => file["transforms"]![1]!["retryOf"] = "t2" },
        { "transforms[1].retryOf", file => file["transforms"]![1]!["retryOf"] = "t9" },
        { "transforms[1].round", file => file["transforms"]![1]!["round"] = -1 },
        { "transforms[1].asked", file => file["transforms"]![1]!["asked"]![0] = "characters/99" },
        { "transforms[1].inputs[0].artifact", file => file["transforms"]![1]!["inputs"]![0]!["artifact"] = "a2" },
        { "transforms[1].inputs[0].artifact", file => file["transforms"]![1]!["inputs"]![0]!["artifact"] = Guid.Empty.ToString() },
        { "transforms[1].inputs[0].role", file => file["transforms"]![1]!["inputs"]![0]!["role"] = "eats" },
        { "transforms[1].outputs[0].artifact", file => file["transforms"]![1]!["outputs"]![0]!["artifact"] = "a1" },
        { "transforms[1].outputs[0].role", file => file["transforms"]![1]!["outputs"]![0]!["role"] = "genre" },
        { "transforms[1].params", file => file["transforms"]![1]!["params"] = new JsonObject { ["evil"] = 1 } },
        { "transforms[1].params.note", file => file["transforms"]![1]!["params"] = new JsonObject { ["note"] = new string('x', 20_001) } },
        { "transforms", file => Swap(file["transforms"]!.AsArray()) },
        { "parts[1].part", file => file["parts"]![1]!["part"] = "ending" },
        { "parts[1].artifact", file => file["parts"]![1]!["artifact"] = "a3" },
        { "parts[1].current", file => file["parts"]![1]!["current"] = "a99" },
        { "parts[1].revision", file => file["parts"]![1]!["revision"] = 0 },
        { "parts[1].source", file => file["parts"]![1]!["source"] = "a99" },
        { "parts[2].artifact", file => file["parts"]![2] = file["parts"]![1]!.DeepClone() },
        { "components.title", file => file["components"]!["title"] = "改在了别处" },
        { "components.setting", file => file["components"]!.AsObject().Remove("setting") },
    };

    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    public async Task A_file_that_is_not_right_is_refused_and_says_where(string field, Action<JsonObject> spoil)
    {
        var file = JsonNode.Parse(await SmallAsync())!.AsObject();
        spoil(file);
        var before = await CountAsync();
        var refused = await sqlite.Api.ExpectAsync(400, HttpMethod.Post, "/api/outlines/import", file.ToJsonString());
        refused!["errors"]!.AsObject().Select(error => error.Key).ShouldContain(key => key.StartsWith(field, StringComparison.Ordinal), refused.ToJsonString());
        (await CountAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"format":"inkstream-outline","format":"inkstream-outline"}""")]
    [InlineData("""{"source":{"text":"\ud800"}}""")]
    public async Task What_is_no_such_file_at_all_is_refused(string body) =>
        (await sqlite.Api.ExpectAsync(400, HttpMethod.Post, "/api/outlines/import", body))!["errors"]!.AsObject().Count.ShouldBe(1);

    [Theory]
    [InlineData("\"title\": \"剧名小\"\n", "\"title\": \"剧名小\", \"title\": \"还有一个\"\n")]
    [InlineData("\"source\": \"manual\"", "\"source\": \"manual\", \"text\": \"又一个\"")]
    [InlineData("\"title\": \"剧名小\"\n", "\"title\": \"\\ud800\"\n")]
    [InlineData("\"沈砚\": ", "\"沈\\ud800砚\": ")]
    [InlineData("\"沈砚\": ", "\"沈\\u0000砚\": ")]
    [InlineData("\"沈砚\": ", "\"a\": \"b\", \"a\": ")]
    public async Task Names_that_are_there_twice_and_halves_of_characters_are_refused(string before, string after)
    {
        var file = Encoding.UTF8.GetString(await SmallAsync());
        file.ShouldContain(before);
        await sqlite.Api.ExpectAsync(400, HttpMethod.Post, "/api/outlines/import", file.Replace(before, after, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""[{"name":"a","type":"other","description":"b","relationships":{"\ud800":"x"}}]""", "characters")]
    [InlineData("""[{"name":"a","type":"other","description":"b","relationships":{"\u0000":"x"}}]""", "characters")]
    [InlineData("""[{"name":"a","name":"c","type":"other","description":"b"}]""", "characters")]
    [InlineData("\"NUL \\u0000\"", "title")]
    public async Task An_edit_that_no_database_could_keep_is_refused_too(string value, string component)
    {
        foreach (var api in (StudioApi[])[sqlite.Api, postgres.Api])
        {
            var id = await ImportAsync(api, await SmallAsync());
            await api.ExpectAsync(400, HttpMethod.Patch, $"/api/outlines/{id}/components/{component}", $"{{\"value\":{value}}}", ("If-Match", "\"1\""));
        }
    }

    [Fact]
    public async Task What_nests_too_deep_or_is_too_long_is_refused()
    {
        var small = Encoding.UTF8.GetString(await SmallAsync());
        var deep = small.Replace("\"components\": {", $"\"components\": {{\"deep\": {new string('[', 5_000)}{new string(']', 5_000)},", StringComparison.Ordinal);
        await sqlite.Api.ExpectAsync(400, HttpMethod.Post, "/api/outlines/import", deep);
        var refused = await sqlite.Api.ExpectAsync(413, HttpMethod.Post, "/api/outlines/import", small + new string(' ', 17 * 1024 * 1024));
        refused!["code"]!.GetValue<string>().ShouldBe("too_large");
    }

    /// <summary>A small outline's file: of its own text (a1, t1), all components (a2 to a9, t2).</summary>
    private async Task<byte[]> SmallAsync()
    {
        sqlite.Model.Forget();
        sqlite.Model.Enqueue(Script.Text(OutlineText.Whole("小")));
        var (id, _) = await sqlite.Api.CreateOutlineAsync();
        (await sqlite.Api.OutlineOverAsync(id)).Status.ShouldBe("completed");
        return await ExportAsync(sqlite.Api, id);
    }

    /// <summary>An outline to which a lot was done, and as it stands.</summary>
    private static async Task<(string Id, Read Read)> LiveAsync(StudioApi api, Random dice, bool ofIdea)
    {
        var subject = new OutlineSubject(api, dice);
        var id = ofIdea ? await subject.CreateAsync() : (await api.CreateOutlineAsync(text: Words(dice) + "。尾")).Id;
        var read = await api.OutlineOverAsync(id);
        for (var step = 0; step < 12; step++)
        {
            switch (dice.Next(5))
            {
                case 0:
                    await subject.GenerateAsync(id, read);
                    if (dice.Next(3) == 0 && (await api.ReadOutlineAsync(id)).StreamingData?["transformId"]?.GetValue<string>() is { } running)
                        await api.StopAsync(running);
                    break;
                case 1 when ofIdea:
                    await subject.EditAsync(id, read);
                    break;
                case 2:
                    await RestoreAsync(api, id, read, dice);
                    break;
                default:
                    if (read.ComponentsOf().Select(member => member.Key).ToList() is { Count: > 0 } there)
                    {
                        var component = there[dice.Next(there.Count)];
                        await api.SaveAsync(id, component, OutlineText.Value(component, Words(dice)), read.RevisionOf(component));
                    }

                    break;
            }

            read = await api.OutlineOverAsync(id);
        }

        return (id, read);
    }

    private static async Task RestoreAsync(StudioApi api, string id, Read read, Random dice)
    {
        if (read.ComponentsOf().Select(member => member.Key).ToList() is not { Count: > 0 } there)
            return;
        var component = there[dice.Next(there.Count)];
        var versions = (await api.ExpectAsync(200, HttpMethod.Get, $"/api/outlines/{id}/components/{component}/versions"))!.AsArray();
        var chosen = versions[dice.Next(versions.Count)]!["artifactId"]!.GetValue<string>();
        await api.ExpectAsync(200, HttpMethod.Post, $"/api/outlines/{id}/components/{component}/versions/{chosen}/restore");
    }

    /// <summary>Every version, by whom and when, is there in the same order; the lineage has as many nodes and edges of each sort.</summary>
    private static async Task SameHistoryAsync(StudioApi home, string id, StudioApi away, string imported, Read read)
    {
        foreach (var component in read.ComponentsOf().Select(member => member.Key))
            (await VersionsAsync(away, imported, component)).ShouldBe(await VersionsAsync(home, id, component), component);
        (await SortsAsync(away, imported)).ShouldBe(await SortsAsync(home, id));

        // Ids are new ones; what a version restores is told by its place among them.
        static async Task<string> VersionsAsync(StudioApi api, string id, string component)
        {
            var versions = (await api.ExpectAsync(200, HttpMethod.Get, $"/api/outlines/{id}/components/{component}/versions"))!.AsArray();
            var ids = versions.Select(version => version!["artifactId"]!.GetValue<string>()).ToList();
            return string.Join('\n', versions.Select(version =>
            {
                version!["artifactId"] = null;
                if (version["restores"] is { } restored)
                {
                    var place = ids.IndexOf(restored.GetValue<string>());
                    place.ShouldBeGreaterThanOrEqualTo(0);
                    version["restores"] = place;
                }

                return Canonical.Json(version);
            }));
        }

        static async Task<string> SortsAsync(StudioApi api, string id)
        {
            var graph = (await api.ExpectAsync(200, HttpMethod.Get, $"/api/outlines/{id}/lineage"))!;
            return string.Join(
                '\n',
                graph["nodes"]!.AsArray().Select(node => $"{node!["kind"]} {node["type"]} {node["label"]} {node["createdAt"]}")
                    .Concat(graph["edges"]!.AsArray().Select(edge => $"→ {edge!["role"]}")).Order(StringComparer.Ordinal));
        }
    }

    private async Task<int> CountAsync() => (await sqlite.Api.ExpectAsync(200, HttpMethod.Get, "/api/outlines?limit=100"))!["items"]!.AsArray().Count;

    private static async Task<byte[]> ExportAsync(StudioApi api, string id) => (await GetAsync(api, id, "json")).Bytes;

    private static async Task<(byte[] Bytes, string Text)> GetAsync(StudioApi api, string id, string format, string kind = "outlines")
    {
        using var response = await api.SendAsync(HttpMethod.Get, $"/api/{kind}/{id}/export?format={format}");
        ((int)response.StatusCode).ShouldBe(200);
        var bytes = await response.Content.ReadAsByteArrayAsync(Cancel);
        return (bytes, Encoding.UTF8.GetString(bytes));
    }

    private static async Task<string> ImportAsync(StudioApi api, byte[] file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/outlines/import") { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await api.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync(Cancel);
        ((int)response.StatusCode).ShouldBe(201, body);
        var id = JsonNode.Parse(body)!["id"]!.GetValue<string>();
        response.Headers.Location!.ToString().ShouldBe($"/api/outlines/{id}");
        return id;
    }

    private static string Words(Random dice) => string.Concat(Enumerable.Range(0, dice.Next(1, 6)).Select(_ => Pieces[dice.Next(Pieces.Length)]))
        + dice.Next(1_000).ToString(CultureInfo.InvariantCulture);

    private static void Repeat(JsonArray all, int count)
    {
        while (all.Count < count)
            all.Add(new JsonObject { ["id"] = $"x{all.Count}", ["type"] = "user_input", ["createdAt"] = "2026-01-01T00:00:00Z", ["data"] = new JsonObject() });
    }

    private static void Swap(JsonArray transforms)
    {
        var first = transforms[0]!;
        transforms.RemoveAt(0);
        transforms.Add(first);
    }
}
