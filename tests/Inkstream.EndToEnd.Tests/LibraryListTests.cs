using System.Text.Json.Nodes;

namespace Inkstream.EndToEnd.Tests;

/// <summary><c>GET /api/ideations</c>: orders, filters, pages, the mark on an ideation, and what a poll asks.</summary>
/// <typeparam name="TStudio">With which database.</typeparam>
public abstract class LibraryListTests<TStudio>(TStudio studio) : ScriptedStudioTests<TStudio>(studio)
    where TStudio : ScriptedStudio
{
    [Fact]
    public async Task The_list_is_narrowed_by_platform_by_genre_with_all_below_it_by_status_and_by_mark()
    {
        var sweet = await MakeAsync("快手", """[["女频","爱情类","甜宠"]]""");
        var travel = await MakeAsync("快手", """[["女频","设定类","穿越"]]""");
        var other = await MakeAsync("ReelShort", """[["女频","爱情类","甜宠"]]""");
        await Api.ExpectAsync(200, HttpMethod.Patch, $"/api/ideations/{travel}", """{"favourite":true}""");

        (await IdsAsync("platform=快手")).ShouldBe([travel, sweet]);
        (await IdsAsync("platform=快手&genre=女频/爱情类")).ShouldBe([sweet]);
        (await IdsAsync("genre=女频")).ShouldBe([other, travel, sweet]);
        (await IdsAsync("genre=女频/设定类/穿越&platform=ReelShort")).ShouldBeEmpty();
        (await IdsAsync("favourite=true&genre=女频")).ShouldBe([travel]);
        (await IdsAsync("genre=女频&status=completed")).ShouldBe([other, travel, sweet]);
        (await IdsAsync("genre=女频&status=streaming")).ShouldBeEmpty();
        (await IdsAsync("genre=女频&sort=oldest")).ShouldBe([sweet, travel, other]);
    }

    [Fact]
    public async Task Pages_of_any_order_follow_each_other_by_an_opaque_cursor()
    {
        for (var i = 0; i < 4; i++)
            await MakeAsync("微博", "[]", userInput: $"页 {4 - i}");
        foreach (var sort in new[] { "newest", "oldest", "updated", "title" })
        {
            var (ids, next) = (new List<string>(), "");
            do
            {
                var page = (await Api.ExpectAsync(200, HttpMethod.Get, Path($"platform=微博&sort={sort}&limit=2&cursor={next}")))!;
                page["items"]!.AsArray().Count.ShouldBeLessThanOrEqualTo(2);
                ids.AddRange(Ids(page));
                next = page["next"]?.GetValue<string>();
            }
            while (next is not null);
            ids.ShouldBe(await IdsAsync($"platform=微博&sort={sort}"), sort);
            ids.Count.ShouldBe(4);
        }
    }

    [Theory]
    [InlineData("sort=best", "sort")]
    [InlineData("status=done", "status")]
    [InlineData("platform=电台", "platform")]
    [InlineData("genre=女频/火星", "genre")]
    [InlineData("favourite=yes", "favourite")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("cursor=01900000-0000-7000-8000-000000000001", "cursor")]
    [InlineData("sort=title&cursor=bjAxOTAwMDAwMDAwMDcwMDA4MDAwMDAwMDAwMDAwMDAx", "cursor")]
    public async Task A_wrong_query_is_refused_by_its_name(string query, string field)
    {
        var problem = await Api.ExpectAsync(400, HttpMethod.Get, Path(query));
        problem!["code"]!.GetValue<string>().ShouldBe("invalid");
        problem["errors"]!.AsObject().Select(error => error.Key).ShouldBe([field]);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        var problem = await Api.ExpectAsync(400, HttpMethod.Get, Path($"sort=x&status=x&platform=x&genre=x&limit=x&favourite=x&cursor=x&q={new string('x', 201)}"));
        problem!["errors"]!.AsObject().Select(error => error.Key)
            .ShouldBe(["cursor", "favourite", "genre", "limit", "platform", "q", "sort", "status"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_mark_answers_the_item_moves_the_library_and_leaves_the_document_as_it_is()
    {
        var id = await MakeAsync("优酷", "[]");
        var before = await Api.ReadAsync(id);
        using var stream = new SseLines(await Api.OpenAsync("/api/stream/library"));
        await stream.EventAsync();
        var item = (await Api.ExpectAsync(200, HttpMethod.Patch, $"/api/ideations/{id}", """{"favourite":true}"""))!;
        item["favourite"]!.GetValue<bool>().ShouldBeTrue();
        var told = (await stream.EventAsync())!.Value.Data["items"]!.AsArray().Single()!;
        Canonical.Json(told).ShouldBe(Canonical.Json(item));
        (await Api.ReadAsync(id)).Version.ShouldBe(before.Version);

        foreach (var (status, body, path) in new[]
        {
            (400, "{}", id), (400, """{"favourite":"yes"}""", id), (404, """{"favourite":true}""", "01900000-0000-7000-8000-000000000009"), (404, """{"favourite":true}""", "x"),
        })
            await Api.ExpectAsync(status, HttpMethod.Patch, $"/api/ideations/{path}", body);
    }

    [Fact]
    public async Task A_poll_of_the_list_that_knows_the_librarys_version_gets_304_and_its_tag_resumes_the_stream()
    {
        var id = await MakeAsync("优酷", "[]");
        using var first = await Api.SendAsync(HttpMethod.Get, "/api/ideations?sort=updated");
        var tag = first.Headers.ETag!;
        tag.IsWeak.ShouldBeTrue();
        first.Headers.CacheControl!.ToString().ShouldBe("no-cache, private");
        using (var same = await Api.SendAsync(HttpMethod.Get, "/api/ideations?sort=updated", null, ("If-None-Match", tag.ToString())))
            ((int)same.StatusCode).ShouldBe(304);

        using var stream = new SseLines(await Api.OpenAsync("/api/stream/library", tag.Tag.Trim('"')));
        (await stream.LineAsync())!.ShouldStartWith(":", Case.Sensitive, "nothing was missed");
        await Api.ExpectAsync(200, HttpMethod.Patch, $"/api/ideations/{id}", """{"favourite":true}""");
        var moved = (await stream.EventAsync())!.Value;
        using var news = await Api.SendAsync(HttpMethod.Get, "/api/ideations?sort=updated", null, ("If-None-Match", tag.ToString()));
        ((int)news.StatusCode).ShouldBe(200);
        news.Headers.ETag!.Tag.ShouldBe($"\"{moved.Id}\"");
    }

    [Fact]
    public async Task The_search_finds_ideas_too()
    {
        var read = await FinishedAsync(2, "灯塔XyZ");
        var id = read.Body["id"]!.GetValue<string>();
        (await IdsAsync("q=" + Uri.EscapeDataString(read.Titles[1]))).ShouldBe([id]);
        (await IdsAsync("q=灯塔xyz")).ShouldBe([id]);
    }

    /// <summary>A finished ideation with one idea.</summary>
    private async Task<string> MakeAsync(string platform, string genrePaths, string? userInput = null)
    {
        Model.Enqueue(Script.Text(Answers.Of(1, Guid.CreateVersion7().ToString("N")[20..])));
        var genres = JsonNode.Parse(genrePaths)!;
        var body = new JsonObject
        {
            ["platform"] = platform, ["count"] = 1, ["genrePaths"] = genres, ["userInput"] = userInput,
            ["genreProportions"] = new JsonArray([.. Enumerable.Repeat(100, genres.AsArray().Count).Select(share => (JsonNode)share)]),
        };
        var id = (await Api.ExpectAsync(201, HttpMethod.Post, "/api/ideations", body.ToJsonString()))!["id"]!.GetValue<string>();
        await NextRequestAsync();
        (await Api.ReadOverAsync(id)).Status.ShouldBe("completed");
        return id;
    }

    private async Task<List<string>> IdsAsync(string query) => Ids((await Api.ExpectAsync(200, HttpMethod.Get, Path(query)))!);

    private static string Path(string query) => "/api/ideations?" + string.Join('&', query.Split('&').Select(pair => pair.Split('=', 2) is [var name, var value]
        ? $"{name}={Uri.EscapeDataString(Uri.UnescapeDataString(value))}"
        : pair));

    private static List<string> Ids(JsonNode page) => [.. page["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>())];
}
