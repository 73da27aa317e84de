using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Inkstream.EndToEnd.Tests;

/// <summary>Bad input gets a problem that names each wrong field (issue, item 6; contract 3).</summary>
public sealed class ValidationTests(ScriptedStudio studio) : ScriptedStudioTests<ScriptedStudio>(studio)
{
    private const string Sweet = """["女频","爱情类","甜宠"]""";

    [Theory]
    [InlineData("""{"count":2}""", "platform")]
    [InlineData("""{"platform":"电台"}""", "platform")]
    [InlineData("""{"platform":null}""", "platform")]
    [InlineData("""{"platform":7}""", "platform")]
    [InlineData("""{"platform":"抖音","count":0}""", "count")]
    [InlineData("""{"platform":"抖音","count":13}""", "count")]
    [InlineData("""{"platform":"抖音","count":2.5}""", "count")]
    [InlineData("""{"platform":"抖音","count":"six"}""", "count")]
    [InlineData("""{"platform":"抖音","language":"fr"}""", "language")]
    [InlineData("""{"platform":"抖音","model":"gpt-0"}""", "model")]
    [InlineData("""{"platform":"抖音","genrePaths":[["女频","爱情类"]],"genreProportions":[100]}""", "genrePaths[0]")]
    [InlineData("""{"platform":"抖音","genrePaths":[["火星"]],"genreProportions":[100]}""", "genrePaths[0]")]
    [InlineData("""{"platform":"抖音","genrePaths":[[]],"genreProportions":[100]}""", "genrePaths[0]")]
    [InlineData("""{"platform":"抖音","genrePaths":[null],"genreProportions":[100]}""", "genrePaths[0]")]
    [InlineData("""{"platform":"抖音","genrePaths":"甜宠"}""", "genrePaths")]
    [InlineData($$"""{"platform":"抖音","genrePaths":[{{Sweet}},{{Sweet}}],"genreProportions":[50,50]}""", "genrePaths[1]")]
    [InlineData($$"""{"platform":"抖音","genrePaths":[{{Sweet}}],"genreProportions":[90]}""", "genreProportions")]
    [InlineData($$"""{"platform":"抖音","genrePaths":[{{Sweet}}],"genreProportions":[50,50]}""", "genreProportions")]
    [InlineData($$"""{"platform":"抖音","genrePaths":[{{Sweet}}]}""", "genreProportions")]
    [InlineData("""{"platform":"抖音","genreProportions":[100]}""", "genreProportions")]
    [InlineData("""{"platform":"抖音","genreProportions":["many"]}""", "genreProportions[0]")]
    [InlineData("""{"platform":"抖音",""", "$")]
    [InlineData("""[1]""", "$")]
    [InlineData("""null""", "$")]
    [InlineData("", "$")]
    public async Task A_wrong_ideation_is_refused_by_its_field(string body, string field)
    {
        var problem = await Api.ExpectAsync(400, HttpMethod.Post, "/api/ideations", body);
        JudgeProblem(problem, 400);
        problem!["errors"]!.AsObject().Select(error => error.Key).ShouldBe([field]);
    }

    [Fact]
    public async Task All_wrong_fields_are_named_at_once()
    {
        var body = new JsonObject { ["platform"] = "电台", ["count"] = 99, ["language"] = "xx", ["userInput"] = new string('字', 20_001), ["requirements"] = new string('字', 20_001) };
        var problem = await Api.ExpectAsync(400, HttpMethod.Post, "/api/ideations", body.ToJsonString());
        problem!["errors"]!.AsObject().Select(error => error.Key).ShouldBe(["count", "language", "platform", "requirements", "userInput"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_wrong_generation_is_refused_by_its_field()
    {
        var read = await FinishedAsync(1, "验");
        var path = $"/api/ideations/{read.Body["id"]!.GetValue<string>()}/generate";
        foreach (var (body, field) in new[]
        {
            ("{}", "mode"), ("""{"mode":"again"}""", "mode"), ("""{"mode":"more","count":0}""", "count"), ("""{"mode":"more","count":13}""", "count"),
            ($$"""{"mode":"more","note":"{{new string('n', 20_001)}}"}""", "note"), ("""{"mode":"more","basedOn":"x"}""", "basedOn"),
            ("""{"mode":"more","basedOn":"01900000-0000-7000-8000-000000000009"}""", "basedOn"), ("""{"mode":3}""", "mode"),
        })
        {
            var problem = await Api.ExpectAsync(400, HttpMethod.Post, path, body);
            problem!["errors"]!.AsObject().Select(error => error.Key).ShouldBe([field], body);
        }
    }

    [Fact]
    public async Task An_edit_needs_the_revision_and_an_old_one_brings_both_texts()
    {
        var read = await FinishedAsync(2, "改");
        var path = $"/api/ideations/{read.Body["id"]!.GetValue<string>()}/ideas/{read.ArtifactIds[0]}";
        JudgeProblem(await Api.ExpectAsync(428, HttpMethod.Patch, path, """{"title":"新名"}"""), 428);
        var edited = await Api.ExpectAsync(200, HttpMethod.Patch, path, """{"title":"新名"}""", ("If-Match", "\"1\""));
        edited!["revision"]!.GetValue<int>().ShouldBe(2);
        edited["artifactId"]!.GetValue<string>().ShouldBe(read.ArtifactIds[0]);
        edited["body"]!.GetValue<string>().ShouldBe(read.Ideas[0]!["body"]!.GetValue<string>());

        var problem = await Api.ExpectAsync(412, HttpMethod.Patch, path, """{"title":"我的","body":"我的正文"}""", ("If-Match", "\"1\""));
        JudgeProblem(problem, 412);
        problem!["code"]!.GetValue<string>().ShouldBe("edited_elsewhere");
        problem["mine"]!["title"]!.GetValue<string>().ShouldBe("我的");
        problem["mine"]!["body"]!.GetValue<string>().ShouldBe("我的正文");
        problem["current"]!["title"]!.GetValue<string>().ShouldBe("新名");
        problem["revision"]!.GetValue<int>().ShouldBe(2);

        foreach (var (body, field) in new[] { ("{}", "$"), ("""{"title":" "}""", "title"), ("""{"body":""}""", "body"), ("""{"favourite":"yes"}""", "favourite") })
            (await Api.ExpectAsync(400, HttpMethod.Patch, path, body, ("If-Match", "\"2\"")))!["errors"]!.AsObject().Select(error => error.Key).ShouldBe([field], body);
        (await Api.ExpectAsync(400, HttpMethod.Patch, path, $$"""{"title":"{{new string('t', 201)}}"}""", ("If-Match", "\"2\"")))!["errors"]!["title"].ShouldNotBeNull();
        await Api.ExpectAsync(200, HttpMethod.Patch, path, """{"favourite":true}""");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_256_KiB_is_too_large_whether_or_not_its_length_is_said(bool chunked)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/ideations")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{"platform":"抖音","userInput":"{{new string('x', 256 * 1024)}}"}""")),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await Api.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(413);
        JudgeProblem(JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), 413);
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_is_not_taken()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/ideations") { Content = new StringContent("platform=抖音", Encoding.UTF8, "text/plain") };
        using var response = await Api.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(415);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("GET", "/api/ideations/{0}")]
    [InlineData("DELETE", "/api/ideations/{0}")]
    [InlineData("POST", "/api/ideations/{0}/generate")]
    [InlineData("PATCH", "/api/ideations/{0}/ideas/{0}")]
    [InlineData("GET", "/api/transforms/{0}")]
    [InlineData("POST", "/api/transforms/{0}/stop")]
    [InlineData("GET", "/api/stream/ideation/{0}")]
    [InlineData("GET", "/api/nothing/{0}")]
    public async Task What_is_not_there_and_what_is_no_id_answer_404(string method, string path)
    {
        foreach (var id in new[] { "no-uuid", "1", "01900000-0000-7000-8000-0000000000ff", "%27%20OR%201=1" })
        {
            var body = method is "POST" or "PATCH" ? """{"mode":"more"}""" : null;
            JudgeProblem(await Api.ExpectAsync(404, new HttpMethod(method), path.Replace("{0}", id, StringComparison.Ordinal), body), 404);
        }
    }

    [Fact]
    public async Task Another_generation_while_one_runs_is_refused_with_its_transform()
    {
        var script = Model.Enqueue(Script.Text(Answers.Of(1, "占")).HoldAfter(0));
        var (id, transformId) = await Api.CreateAsync(1);
        await NextRequestAsync();
        foreach (var mode in new[] { "more", "regenerate", "missing" })
        {
            var problem = await Api.ExpectAsync(409, HttpMethod.Post, $"/api/ideations/{id}/generate", $$"""{"mode":"{{mode}}"}""");
            JudgeProblem(problem, 409);
            problem!["code"]!.GetValue<string>().ShouldBe("generation_running");
            problem["transformId"]!.GetValue<string>().ShouldBe(transformId);
        }

        script.Release();
        await Api.ReadOverAsync(id);
    }

    [Theory]
    [InlineData("/api/ideations?cursor=x", "cursor")]
    public async Task A_wrong_query_is_refused_by_its_name(string path, string field) =>
        (await Api.ExpectAsync(400, HttpMethod.Get, path))!["errors"]![field].ShouldNotBeNull();

    [Fact]
    public async Task A_stream_with_a_wrong_query_is_a_problem_and_not_a_crash()
    {
        var read = await FinishedAsync(1, "问");
        using var response = await Api.SendAsync(HttpMethod.Get, $"/api/stream/ideation/{read.Body["id"]!.GetValue<string>()}?deltas=maybe");
        ((int)response.StatusCode).ShouldBe(400);
        JudgeProblem(JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), 400);
    }

    private static void JudgeProblem(JsonNode? problem, int status)
    {
        problem.ShouldNotBeNull();
        problem["status"]!.GetValue<int>().ShouldBe(status);
        problem["title"]!.GetValue<string>().ShouldNotBeEmpty();
        problem["code"]!.GetValue<string>().ShouldNotBeEmpty();
        problem["retryable"]!.GetValueKind().ShouldBeOneOf(System.Text.Json.JsonValueKind.True, System.Text.Json.JsonValueKind.False);
    }
}
