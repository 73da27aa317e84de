using System.Text.Json.Nodes;

namespace Inkstream.EndToEnd.Tests;

/// <summary>Outlines from outside (contract 3 and 4): whatever the model answers, the good parts are kept and the others named.</summary>
public abstract class OutlineTests<TStudio>(TStudio studio) : ScriptedStudioTests<TStudio>(studio)
    where TStudio : ScriptedStudio
{
    // The contract's, and `language` and `lastTransformId`, our additions (PROTOCOL.md).
    private static readonly string[] DocumentKeys =
    [
        "id", "status", "sourceArtifact", "totalEpisodes", "episodeDuration", "language", "components", "parts", "createdAt", "error", "missing",
        "lastTransformId", "unfinished", "streamingData",
    ];

    [Fact]
    public async Task An_outline_streams_in_part_by_part_and_every_client_folds_it_to_what_GET_answers()
    {
        var idea = await FinishedAsync(1, "纲源");
        var artifact = idea.ArtifactIds[0];
        var answer = OutlineText.Whole("甲");
        var at = answer.IndexOf("\"setting\"", StringComparison.Ordinal) + 45;
        var script = Model.Enqueue(Script.Deltas(answer[..at], answer[at..]).HoldAfter(1));
        var (id, transformId) = await Api.CreateOutlineAsync(artifact);
        var (deltas, plain) = (WatchOutline(id, deltas: true), WatchOutline(id, deltas: false));
        var request = await NextRequestAsync();
        request.Prompt.ShouldContain(idea.Ideas[0]!["body"]!.GetValue<string>());
        request.Prompt.ShouldContain("60 集");

        var writing = await Api.OutlineUntilAsync(id, read => read.StreamingData?["draft"] is not null);
        writing.Body.Select(member => member.Key).ShouldBe(DocumentKeys, ignoreOrder: true);
        writing.ComponentsOf().Select(member => member.Key).ShouldBe(OutlineApi.Components[..5]);
        writing.StreamingData!["draft"]!["part"]!.GetValue<string>().ShouldBe("setting");
        writing.StreamingData["progress"]!.GetValue<int>().ShouldBe(62);
        script.Release();

        var read = await Api.OutlineOverAsync(id);
        (read.Status, read.Missing.Count).ShouldBe(("completed", 0));
        read.Body.Select(member => member.Key).ShouldBe(DocumentKeys, ignoreOrder: true);
        foreach (var component in OutlineApi.Components)
            Canonical.Json(read.Component(component)!).ShouldBe(Canonical.Json(OutlineText.Value(component, "甲")), component);
        read.Body["sourceArtifact"]!["id"]!.GetValue<string>().ShouldBe(artifact);
        read.Body["sourceArtifact"]!["text"]!.GetValue<string>().ShouldBe(idea.Ideas[0]!["body"]!.GetValue<string>());
        await deltas.CaughtUpAsync(read);
        await plain.CaughtUpAsync(read);

        var transform = await Api.TransformAsync(transformId);
        transform["inputs"]!.AsArray().Single()!["role"]!.GetValue<string>().ShouldBe("source_artifact");
        transform["outputs"]!.AsArray().Select(output => output!["role"]!.GetValue<string>()).ShouldBe(OutlineApi.Components);

        // The list calls it by its title now, and finds it.
        var items = (await Api.ExpectAsync(200, HttpMethod.Get, "/api/outlines?q=" + Uri.EscapeDataString("剧名甲")))!["items"]!.AsArray();
        var item = items.First(one => one!["id"]!.GetValue<string>() == id)!;
        item["title"]!.GetValue<string>().ShouldBe("剧名甲");
        item["kind"]!.GetValue<string>().ShouldBe("outline");
        item["componentCount"]!.GetValue<int>().ShouldBe(8);

        await Api.ExpectAsync(204, HttpMethod.Delete, $"/api/outlines/{id}");
        await Until.TrueAsync(() => deltas.Closed == "deleted" && plain.Closed == "deleted");
        await Api.ExpectAsync(404, HttpMethod.Get, $"/api/outlines/{id}");
        await Api.ExpectAsync(200, HttpMethod.Get, $"/api/ideations/{idea.Body["id"]!.GetValue<string>()}");
    }

    [Fact]
    public async Task Components_in_any_order_are_kept_wrong_shapes_are_dropped_and_asked_for_again()
    {
        var good = JsonNode.Parse(OutlineText.Answer(OutlineApi.Components.Reverse(), "乙"))!.AsObject();
        good["characters"] = "没有";
        good["synopsis_stages"] = new JsonArray("只有一段");
        good.Remove("genre");
        good["nobody asked"] = 1;
        Model.Enqueue(Script.Text(good.ToJsonString()).InDeltas(40));
        Model.Enqueue(Script.Text(OutlineText.Answer(["synopsis_stages", "characters", "genre"], "丙")).InDeltas(40));
        var (id, _) = await Api.CreateOutlineAsync();
        await NextRequestAsync();
        OutlineText.AskedIn((await NextRequestAsync()).Prompt).ShouldBe(["genre", "synopsis_stages", "characters"]);
        var read = await Api.OutlineOverAsync(id);
        read.Status.ShouldBe("completed");
        read.Component("title")!.GetValue<string>().ShouldBe("剧名乙");
        read.Component("genre")!.GetValue<string>().ShouldBe("都市丙");
        read.Component("characters")!.AsArray().Count.ShouldBe(3);
    }

    [Fact]
    public async Task Of_an_ugly_answer_the_good_parts_are_kept_and_GET_names_the_others()
    {
        // In any order, in a fence, with thoughts before it and talk behind it, a part twice, and every way to be wrong.
        const string ugly =
            """
            <think>先想想 {"title":"不是这个"}</think>好的，这是大纲：
            ```json
            {"satisfaction_points":["打脸","逆袭","真相","多的一条","第五条","第六条"],
             "characters":[{"name":"林晚","type":"女主","description":"要强","age":27},{"name":"没有描述","type":"male_lead"}],
             "unknown":{"title":"也不是这个"},
             "setting":{"core_setting_summary":"旧码头","key_scenes":"只有一句"},
             "genre":{"main":"都市"},
             "selling_points":"- 话题\n- 观众\n- 传播",
             "synopsis_stages":["一","二","三","四"],
             "title":"《雨夜》",
             "target_audience":null}
            ```
            希望你喜欢！
            """;
        for (var attempt = 0; attempt < 3; attempt++)
            Model.Enqueue(Script.Text(ugly.Replace("\\n", "\n", StringComparison.Ordinal)).InDeltas(37));
        var (id, transformId) = await Api.CreateOutlineAsync();
        var viewer = WatchOutline(id, deltas: true);
        var read = await Api.OutlineOverAsync(id);

        (read.Status, read.ErrorCode).ShouldBe(("failed", "incomplete_answer"));
        read.ComponentsOf().Select(member => member.Key).ShouldBe(["title", "selling_points", "satisfaction_points"]);
        read.Component("title")!.GetValue<string>().ShouldBe("雨夜");
        read.Component("selling_points")!.AsArray().Select(point => point!.GetValue<string>()).ShouldBe(["话题", "观众", "传播"]);
        read.Component("satisfaction_points")!.AsArray().Count.ShouldBe(5);
        read.Missing.ShouldBe(["genre", "target_audience", "setting", "synopsis_stages", "characters"]);
        read.Parts().ShouldAllBe(part => part.Value!["revision"]!.GetValue<int>() == 1);
        await viewer.CaughtUpAsync(read);
        (await Api.TransformAsync(transformId))["error"]!["code"]!.GetValue<string>().ShouldBe("incomplete_answer");

        // What was wrong is asked for again by its name, and nothing else.
        Model.Forget();
        Model.Enqueue(Script.Text(OutlineText.Answer(read.Missing, "好")));
        await Api.ExpectAsync(202, HttpMethod.Post, $"/api/outlines/{id}/generate", """{"mode":"missing"}""");
        OutlineText.AskedIn((await NextRequestAsync()).Prompt).ShouldBe(read.Missing);
        var whole = await Api.OutlineOverAsync(id);
        (whole.Status, whole.ComponentsOf().Count, whole.RevisionOf("title")).ShouldBe(("completed", 8, 1));
    }

    [Fact]
    public async Task What_no_attempt_brings_is_missing_and_only_that_is_asked_for_when_the_missing_ones_are_generated()
    {
        const string wrong = """{"characters":[{"name":"没有别的"}],"setting":[]}""";
        Model.Enqueue(Script.Text(OutlineText.Answer(OutlineApi.Components[..5], "丁")));
        Model.Enqueue(Script.Text(wrong));
        Model.Enqueue(Script.Text(wrong));
        var (id, _) = await Api.CreateOutlineAsync();
        var failed = await Api.OutlineOverAsync(id);
        (failed.Status, failed.ErrorCode).ShouldBe(("failed", "incomplete_answer"));
        failed.Missing.ShouldBe(["setting", "synopsis_stages", "characters"]);
        failed.ComponentsOf().Count.ShouldBe(5);
        Model.Forget();

        Model.Enqueue(Script.Text(OutlineText.Answer(["setting", "synopsis_stages", "characters"], "戊")));
        await Api.ExpectAsync(202, HttpMethod.Post, $"/api/outlines/{id}/generate", """{"mode":"missing"}""");
        var prompt = (await NextRequestAsync()).Prompt;
        OutlineText.AskedIn(prompt).ShouldBe(["setting", "synopsis_stages", "characters"]);
        prompt.ShouldContain("剧名丁", Case.Sensitive, "what is there is context");
        var read = await Api.OutlineOverAsync(id);
        (read.Status, read.Component("title")!.GetValue<string>(), read.ComponentsOf().Count).ShouldBe(("completed", "剧名丁", 8));
        read.RevisionOf("title").ShouldBe(1);
        (await Api.ExpectAsync(409, HttpMethod.Post, $"/api/outlines/{id}/generate", """{"mode":"missing"}"""))!["code"]!.GetValue<string>().ShouldBe("nothing_missing");
    }

    [Fact]
    public async Task Stop_keeps_what_closed_and_names_the_rest()
    {
        var answer = OutlineText.Whole("停");
        var at = answer.IndexOf("\"selling_points\"", StringComparison.Ordinal) + 30;
        var script = Model.Enqueue(Script.Deltas(answer[..at], answer[at..]).HoldAfter(1));
        var (id, transformId) = await Api.CreateOutlineAsync();
        var viewer = WatchOutline(id, deltas: true);
        await NextRequestAsync();
        await Api.OutlineUntilAsync(id, read => read.StreamingData?["draft"] is not null);
        (await Api.ExpectAsync(409, HttpMethod.Post, $"/api/outlines/{id}/generate", """{"parts":["title"]}"""))!["transformId"]!.GetValue<string>().ShouldBe(transformId);
        await Api.StopAsync(transformId);
        var stopped = await Api.ReadOutlineAsync(id);
        stopped.Status.ShouldBe("cancelled");
        stopped.ComponentsOf().Select(member => member.Key).ShouldBe(["title", "genre", "target_audience"]);
        stopped.Missing.ShouldBe(OutlineApi.Components[3..]);
        stopped.Body["unfinished"]!["part"]!.GetValue<string>().ShouldBe("selling_points");
        script.Release();
        await viewer.CaughtUpAsync(stopped);
    }

    [Fact]
    public async Task A_repeated_request_with_the_same_key_makes_one_outline()
    {
        Model.Enqueue(Script.Text(OutlineText.Whole("一次")));
        const string body = """{"sourceText":"只做一次的故事。","totalEpisodes":12,"episodeDuration":3}""";
        var key = ("Idempotency-Key", "outline-" + Guid.CreateVersion7());
        var first = await Api.ExpectAsync(201, HttpMethod.Post, "/api/outlines", body, key);
        var again = await Api.ExpectAsync(201, HttpMethod.Post, "/api/outlines", body, key);
        again!.ToJsonString().ShouldBe(first!.ToJsonString());
        await Api.ExpectAsync(422, HttpMethod.Post, "/api/outlines", body.Replace("12", "13", StringComparison.Ordinal), key);
        await Api.OutlineOverAsync(first["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"totalEpisodes":60}""", "sourceArtifactId")]
    [InlineData("""{"sourceText":"  "}""", "sourceText")]
    [InlineData("""{"sourceText":"文","totalEpisodes":201}""", "totalEpisodes")]
    [InlineData("""{"sourceText":"文","episodeDuration":0}""", "episodeDuration")]
    [InlineData("""{"sourceText":"文","language":"fr"}""", "language")]
    [InlineData("""{"sourceText":"文","model":"nobody"}""", "model")]
    [InlineData("""{"sourceArtifactId":"0199d1a8-0000-7000-8000-000000000000"}""", "sourceArtifactId")]
    public async Task A_wrong_request_says_which_field(string body, string field) =>
        (await Api.ExpectAsync(400, HttpMethod.Post, "/api/outlines", body))!["errors"]!.AsObject().ContainsKey(field).ShouldBeTrue();

    private FoldClient WatchOutline(string id, bool deltas) => Fixture.WatchOutline(id, deltas);
}
