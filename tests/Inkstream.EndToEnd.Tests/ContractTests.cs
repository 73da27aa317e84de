using System.Net;
using System.Text.Json.Nodes;

namespace Inkstream.EndToEnd.Tests;

/// <summary>What can be seen from outside, key by key (contract 3 and 4).</summary>
public abstract class ContractTests<TStudio>(TStudio studio) : ScriptedStudioTests<TStudio>(studio)
    where TStudio : ScriptedStudio
{
    // The contract's, and `rounds` and `lastTransformId`, our additions (PROTOCOL.md).
    private static readonly string[] DocumentKeys =
    [
        "id", "status", "userInput", "selectedPlatform", "genrePaths", "genreProportions", "requirements", "ideas", "rounds", "createdAt", "error",
        "missing", "lastTransformId", "unfinished", "streamingData",
    ];

    // The contract's five, and `asked`, our addition (PROTOCOL.md).
    private static readonly string[] StreamingKeys = ["transformId", "attempt", "asked", "chunks", "draft", "progress"];

    // The contract's four, and `startedAt`, our addition.
    private static readonly string[] AttemptKeys = ["number", "of", "reason", "retryAt", "startedAt"];

    // The contract's six, and who wrote it in which round, our additions.
    private static readonly string[] IdeaKeys = ["artifactId", "title", "body", "favourite", "dismissed", "revision", "round", "by"];

    private static readonly string[] TransformKeys =
    [
        "transformId", "status", "chunks", "results", "progress", "text", "prompt", "model", "usage", "cost", "attempt", "retryOf", "inputs",
        "outputs", "error", "createdAt", "startedAt", "firstWordAt", "endedAt",
    ];

    private static readonly string[] ListKeys =
        ["id", "kind", "status", "title", "selectedPlatform", "genrePaths", "ideaCount", "ideaTitles", "favourite", "createdAt", "updatedAt"];

    [Fact]
    public async Task Every_key_of_the_document_is_there_in_every_state_and_no_other()
    {
        var answer = Answers.Of(2, "键");
        var script = Model.Enqueue(Script.Deltas(answer[..70], answer[70..]).HoldAfter(1));
        var (id, transformId) = await Api.CreateAsync(2, userInput: "一个想法");
        await NextRequestAsync();
        var streaming = await Api.ReadUntilAsync(id, read => read.StreamingData?["draft"] is not null);
        streaming.Status.ShouldBe("streaming");
        Keys(streaming.Body).ShouldBe(DocumentKeys, ignoreOrder: true);
        Keys(streaming.StreamingData!).ShouldBe(StreamingKeys, ignoreOrder: true);
        Keys(streaming.StreamingData!["attempt"]!).ShouldBe(AttemptKeys, ignoreOrder: true);
        Keys(streaming.StreamingData["draft"]!).ShouldBe(["part", "value"], ignoreOrder: true);
        Keys(await Api.TransformAsync(transformId)).ShouldBe(TransformKeys, ignoreOrder: true);
        script.Release();

        var completed = await Api.ReadOverAsync(id);
        Keys(completed.Body).ShouldBe(DocumentKeys, ignoreOrder: true);
        completed.Ideas.ShouldAllBe(idea => Keys(idea!).SequenceEqual(IdeaKeys));
        completed.StreamingData.ShouldBeNull();
        completed.Body["userInput"]!.GetValue<string>().ShouldBe("一个想法");
        completed.Body["createdAt"]!.GetValue<string>().ShouldEndWith("Z");
        Keys(await Api.TransformAsync(transformId)).ShouldBe(TransformKeys, ignoreOrder: true);

        Model.Enqueue(Script.Status(401));
        await Api.GenerateAsync(id, "more");
        await NextRequestAsync();
        var failed = await Api.ReadOverAsync(id);
        Keys(failed.Body).ShouldBe(DocumentKeys, ignoreOrder: true);
        Keys(failed.Body["error"]!).ShouldBe(["code", "message", "retryable"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_transform_tells_what_was_asked_and_what_came()
    {
        var answer = Answers.Of(2, "述");
        Model.Enqueue(Script.Text(answer).InDeltas(9).Usage(120, 340));
        var (id, transformId) = await Api.CreateAsync(2);
        var request = await NextRequestAsync();
        await Api.ReadOverAsync(id);
        var transform = await Api.TransformAsync(transformId);
        transform["status"]!.GetValue<string>().ShouldBe("completed");
        transform["text"]!.GetValue<string>().ShouldBe(answer);
        string.Concat(transform["chunks"]!.AsArray().Select(chunk => chunk!.GetValue<string>())).ShouldBe(answer);
        transform["progress"]!.GetValue<int>().ShouldBe(100);
        transform["results"]!.AsArray().Count.ShouldBe(2);
        transform["model"]!.GetValue<string>().ShouldBe("openai");
        transform["usage"]!["inputTokens"]!.GetValue<long>().ShouldBe(120);
        transform["usage"]!["outputTokens"]!.GetValue<long>().ShouldBe(340);
        transform["outputs"]!.AsArray().Select(output => output!["role"]!.GetValue<string>()).ShouldBe(["idea_0", "idea_1"]);
        request.Prompt.ShouldContain("抖音");
        transform["prompt"]!.GetValue<string>().ShouldContain("抖音");
    }

    [Fact]
    public async Task A_creation_says_where_and_GET_knows_what_did_not_change()
    {
        Model.Enqueue(Script.Text(Answers.Of(1, "址")));
        using var created = await Api.SendAsync(HttpMethod.Post, "/api/ideations", """{"platform":"抖音","count":1}""");
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = JsonNode.Parse(await created.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["id"]!.GetValue<string>();
        Guid.Parse(id).Version.ShouldBe(7);
        created.Headers.Location!.ToString().ShouldBe($"/api/ideations/{id}");
        await NextRequestAsync();
        var read = await Api.ReadOverAsync(id);

        using var response = await Api.SendAsync(HttpMethod.Get, created.Headers.Location.ToString());
        response.Headers.ETag!.IsWeak.ShouldBeFalse();
        response.Headers.CacheControl!.ToString().ShouldBe("no-cache, private");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        foreach (var known in new[] { $"\"{read.Version}\"", $"\"other\", \"{read.Version}\"", $"W/\"{read.Version}\"", "*" })
        {
            using var same = await Api.SendAsync(HttpMethod.Get, $"/api/ideations/{id}", null, ("If-None-Match", known));
            same.StatusCode.ShouldBe(HttpStatusCode.NotModified, known);
            same.Headers.ETag!.Tag.ShouldBe($"\"{read.Version}\"");
        }

        using var changed = await Api.SendAsync(HttpMethod.Get, $"/api/ideations/{id}", null, ("If-None-Match", "\"0\""));
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?deltas=true")]
    public async Task The_stream_has_the_headers_and_ids_of_the_contract(string form)
    {
        var read = await FinishedAsync(1, "流" + form);
        var path = $"/api/stream/ideation/{read.Body["id"]!.GetValue<string>()}{form}";
        using var fresh = new SseLines(await Api.OpenAsync(path));
        fresh.Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        fresh.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        fresh.Response.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
        fresh.Response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        var first = (await fresh.EventAsync())!.Value;
        first.Id.ShouldBe(read.Version);
        first.Name.ShouldBeNull();
        Keys(first.Data).ShouldBe(DocumentKeys, ignoreOrder: true);

        using var back = new SseLines(await Api.OpenAsync(path, lastEventId: read.Version));
        (await back.LineAsync())!.ShouldStartWith(":", Case.Sensitive, "the headers leave at once, though there is nothing to tell");

        using var strange = new SseLines(await Api.OpenAsync(path, lastEventId: "what?"));
        Keys((await strange.EventAsync())!.Value.Data).ShouldBe(DocumentKeys, ignoreOrder: true);
    }

    [Fact]
    public async Task A_comment_line_comes_at_least_every_15_seconds()
    {
        var read = await FinishedAsync(1, "醒");
        using var stream = new SseLines(await Api.OpenAsync($"/api/stream/ideation/{read.Body["id"]!.GetValue<string>()}", lastEventId: read.Version));
        await stream.LineAsync();
        await stream.LineAsync();
        var waits = System.Diagnostics.Stopwatch.StartNew();
        (await stream.LineAsync())!.ShouldStartWith(":");
        waits.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task The_list_is_newest_first_and_pages_and_searches()
    {
        var read = await FinishedAsync(2, "列");
        var page = (await Api.ExpectAsync(200, HttpMethod.Get, "/api/ideations"))!;
        Keys(page).ShouldBe(["items", "next"], ignoreOrder: true);
        var item = page["items"]!.AsArray()[0]!;
        Keys(item).ShouldBe(ListKeys, ignoreOrder: true);
        item["id"]!.GetValue<string>().ShouldBe(read.Body["id"]!.GetValue<string>());
        item["ideaCount"]!.GetValue<int>().ShouldBe(2);
        var ids = page["items"]!.AsArray().Select(one => one!["id"]!.GetValue<string>()).ToList();
        ids.ShouldBe(ids.OrderDescending(StringComparer.Ordinal));
        (await Api.ExpectAsync(200, HttpMethod.Get, "/api/ideations?q=" + Uri.EscapeDataString("没有这样的")))!["items"]!.AsArray().Count.ShouldBe(0);
    }

    [Fact]
    public async Task What_can_be_chosen_is_offered()
    {
        (await Api.ExpectAsync(200, HttpMethod.Get, "/api/platforms"))!.AsArray().Count.ShouldBe(13);
        (await Api.ExpectAsync(200, HttpMethod.Get, "/api/genres"))!.AsArray().Select(root => root!["name"]!.GetValue<string>()).ShouldBe(["女频", "男频"], ignoreOrder: true);
        var models = (await Api.ExpectAsync(200, HttpMethod.Get, "/api/models"))!.AsArray();
        models.Select(model => model!["name"]!.GetValue<string>()).ShouldBe(["anthropic", "openai"], ignoreOrder: true);
        foreach (var path in new[] { "/health/live", "/health/ready" })
        {
            using var response = await Api.SendAsync(HttpMethod.Get, path);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }
    }

    [Fact]
    public async Task The_OpenAPI_document_in_docs_is_the_one_that_is_served()
    {
        var served = (await Api.ExpectAsync(200, HttpMethod.Get, "/openapi/v1.json"))!.AsObject();
        var kept = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "openapi.json"), TestContext.Current.CancellationToken))!.AsObject();
        served.Remove("servers");
        kept.Remove("servers");
        Canonical.Json(served).ShouldBe(Canonical.Json(kept), "docs/openapi.json is stale: run ./build/update-openapi.sh");
    }

    [Fact]
    public async Task The_types_of_the_page_are_those_of_the_OpenAPI_document()
    {
        var web = Path.Combine(Repository.Root, "web");
        var made = Path.Combine(Directory.CreateTempSubdirectory("inkstream-types-").FullName, "schema.d.ts");
        await RunAsync(web, Path.Combine("node_modules", ".bin", "openapi-typescript"), Path.Combine("..", "docs", "openapi.json"), "-o", made);
        var kept = await File.ReadAllTextAsync(Path.Combine(web, "src", "api", "schema.d.ts"), TestContext.Current.CancellationToken);
        (await File.ReadAllTextAsync(made, TestContext.Current.CancellationToken)).ShouldBe(kept, "web/src/api/schema.d.ts is stale: run ./build/update-openapi.sh");
        Directory.Delete(Path.GetDirectoryName(made)!, recursive: true);
    }

    private static async Task RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new System.Diagnostics.ProcessStartInfo(Path.Combine(folder, program), arguments)
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = System.Diagnostics.Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, said);
    }

    private static IEnumerable<string> Keys(JsonNode node) => node.AsObject().Select(member => member.Key);
}
