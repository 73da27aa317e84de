using System.Text.Json.Nodes;

namespace Inkstream.EndToEnd.Tests;

/// <summary>Parts of an outline: edits that never overwrite, locks that always hold, versions, lineage, elements (contract 3).</summary>
public abstract class OutlinePartTests<TStudio>(TStudio studio) : ScriptedStudioTests<TStudio>(studio)
    where TStudio : ScriptedStudio
{
    [Fact]
    public async Task An_edit_is_a_new_revision_and_an_old_one_is_refused_with_both_texts()
    {
        var (id, read) = await OutlineAsync("改");
        var viewer = Fixture.WatchOutline(id, deltas: true);
        var saved = await Api.SaveAsync(id, "selling_points", new JsonArray("一", "二"), 1);
        saved!["revision"]!.GetValue<int>().ShouldBe(2);
        saved["by"]!.GetValue<string>().ShouldBe("person");
        read.Parts().ShouldAllBe(part => part.Value!["by"]!.GetValue<string>() == "model");
        saved["artifactId"]!.GetValue<string>().ShouldBe(read.Parts()["selling_points"]!["artifactId"]!.GetValue<string>());
        var refused = await Api.SaveAsync(id, "selling_points", new JsonArray("我的"), 1, status: 412);
        refused!["code"]!.GetValue<string>().ShouldBe("edited_elsewhere");
        refused["mine"]!.ToJsonString().ShouldBe(new JsonArray("我的").ToJsonString());
        refused["current"]!.ToJsonString().ShouldBe(new JsonArray("一", "二").ToJsonString());
        refused["revision"]!.GetValue<int>().ShouldBe(2);
        await Api.ExpectAsync(428, HttpMethod.Patch, $"/api/outlines/{id}/components/title", """{"value":"无"}""");
        await Api.ExpectAsync(400, HttpMethod.Patch, $"/api/outlines/{id}/components/title", """{"value":["不是"]}""", ("If-Match", "\"1\""));
        await Api.ExpectAsync(404, HttpMethod.Patch, $"/api/outlines/{id}/components/nothing", """{"locked":true}""");
        var after = await Api.ReadOutlineAsync(id);
        after.Status.ShouldBe("completed");
        after.Parts().Where(part => part.Value!["by"]!.GetValue<string>() == "person").Select(part => part.Key).ShouldBe(["selling_points"]);
        await viewer.CaughtUpAsync(after);

        // A new title is what the list calls it.
        await Api.SaveAsync(id, "title", "人起的名" + id, 1);
        var items = (await Api.ExpectAsync(200, HttpMethod.Get, "/api/outlines?limit=100"))!["items"]!.AsArray();
        items.Single(one => one!["id"]!.GetValue<string>() == id)!["title"]!.GetValue<string>().ShouldBe("人起的名" + id);
    }

    [Fact]
    public async Task Two_people_who_save_the_same_component_lose_no_text_in_any_interleaving()
    {
        var (id, _) = await OutlineAsync("二人");
        for (var round = 0; round < 12; round++)
        {
            var seen = (await Api.ReadOutlineAsync(id)).RevisionOf("genre");
            string[] texts = [$"甲{round}", $"乙{round}"];
            var answers = await Task.WhenAll(texts.Select(text => Api.SendAsync(
                HttpMethod.Patch, $"/api/outlines/{id}/components/genre", new JsonObject { ["value"] = text }.ToJsonString(), ("If-Match", $"\"{seen}\""))));
            answers.Select(answer => (int)answer.StatusCode).Order().ShouldBe([200, 412]);
            var winner = answers[0].IsSuccessStatusCode ? 0 : 1;
            var read = await Api.ReadOutlineAsync(id);
            read.Component("genre")!.GetValue<string>().ShouldBe(texts[winner]);
            var told = JsonNode.Parse(await answers[1 - winner].Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            told["mine"]!.GetValue<string>().ShouldBe(texts[1 - winner]);
            told["current"]!.GetValue<string>().ShouldBe(texts[winner]);
            Array.ForEach(answers, answer => answer.Dispose());
        }
    }

    /// <summary>The page's editing is tried against a small model of this check, in every interleaving (web/src/outlines/detail/editing.model.test.ts).</summary>
    [Fact]
    public async Task The_server_answers_every_three_saves_as_the_model_does_that_the_pages_editing_is_tried_against()
    {
        var cases = JsonNode.Parse(await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "web", "tests", "revisionCheck.json"), TestContext.Current.CancellationToken))!.AsArray();
        cases.Count.ShouldBe(216);
        var (id, read) = await OutlineAsync("模");
        var (revision, expected) = (read.RevisionOf("genre"), new List<string>());
        foreach (var one in cases)
        {
            // Each begins where its first version stands, with a revision that its own 1 means.
            await Api.SaveAsync(id, "genre", "原", revision);
            var shift = revision++;
            expected.AddRange(one!["versions"]!.AsArray().Select(version => version!.GetValue<string>()));
            foreach (var (save, answer) in one["saves"]!.AsArray().Zip(one["answers"]!.AsArray()))
            {
                var status = answer!["status"]!.GetValue<int>();
                var told = (await Api.SaveAsync(id, "genre", save!["value"]!, save["seen"]!.GetValue<int>() + shift, status))!;
                foreach (var (name, value) in answer.AsObject().Where(member => member.Key is not ("status" or "revision")))
                    Canonical.Json(told[name]!).ShouldBe(Canonical.Json(value!), one.ToJsonString());
                told["revision"]!.GetValue<int>().ShouldBe(answer["revision"]!.GetValue<int>() + shift, one.ToJsonString());
                if (status == 200)
                    revision++;
            }
        }

        // Nothing that was ever saved is gone.
        (await VersionsAsync(id, "genre")).Reverse().Skip(1).Select(version => version!["value"]!.GetValue<string>()).ShouldBe(expected);
    }

    [Fact]
    public async Task Only_the_parts_that_were_asked_for_change_and_elements_leave_the_rest_of_their_list()
    {
        var (id, before) = await OutlineAsync("件");
        Model.Enqueue(Script.Text(OutlineText.Answer(["characters/1"], "新一")));
        await Api.ExpectAsync(202, HttpMethod.Post, $"/api/outlines/{id}/generate", """{"parts":["characters/1"],"note":"更狠一点"}""");
        var prompt = (await NextRequestAsync()).Prompt;
        prompt.ShouldContain("更狠一点");
        prompt.ShouldContain("剧名件");
        var one = await Api.OutlineOverAsync(id);
        one.Status.ShouldBe("completed");
        Unchanged(before, one, "characters");
        one.RevisionOf("characters").ShouldBe(2);
        one.Parts()["characters"]!["artifactId"]!.ToJsonString().ShouldBe(before.Parts()["characters"]!["artifactId"]!.ToJsonString());
        var cast = one.Component("characters")!.AsArray();
        cast.Select(person => person!["name"]!.GetValue<string>()).ShouldBe(["林晚", "新人", "顾长风"]);

        // Two elements and a component, on top of that; the second element closes only in the second attempt.
        Model.Enqueue(Script.Text(OutlineText.Answer(["characters/0", "setting"], "新二")));
        Model.Enqueue(Script.Text(OutlineText.Answer(["characters/3"], "新三")));
        await Api.GeneratePartsAsync(id, "setting", "characters/3", "characters/0");
        var two = await Api.OutlineOverAsync(id);
        two.Status.ShouldBe("completed");
        Unchanged(one, two, "characters", "setting");
        two.RevisionOf("characters").ShouldBe(4);
        two.Component("characters")!.AsArray().Select(person => person!["description"]!.GetValue<string>()).ShouldBe(["人物新二", "人物新一", "人物件", "人物新三"]);

        // And an edit of what an element's generation left, then all of it anew: it is one part all along.
        await Api.SaveAsync(id, "characters", new JsonArray(OutlineText.Character("人写的", "手")), 4);
        Model.Enqueue(Script.Text(OutlineText.Answer(["characters"], "终")));
        await Api.GeneratePartsAsync(id, "characters", "characters/0");
        var three = await Api.OutlineOverAsync(id);
        three.RevisionOf("characters").ShouldBe(6);
        three.Component("characters")!.AsArray().Count.ShouldBe(3);
        (await VersionsAsync(id, "characters")).Count.ShouldBe(6);
        await Api.ExpectAsync(400, HttpMethod.Post, $"/api/outlines/{id}/generate", """{"parts":["characters/9"]}""");
        await Api.ExpectAsync(400, HttpMethod.Post, $"/api/outlines/{id}/generate", """{"parts":["title/0"]}""");
    }

    [Fact]
    public async Task A_locked_part_never_changes_not_even_by_a_generation_that_was_under_way()
    {
        var (id, before) = await OutlineAsync("锁");
        var answer = OutlineText.Whole("别的");
        var script = Model.Enqueue(Script.Deltas(answer[..8], answer[8..]).HoldAfter(1));
        await Api.ExpectAsync(202, HttpMethod.Post, $"/api/outlines/{id}/generate", "{}");
        await NextRequestAsync();
        var viewer = Fixture.WatchOutline(id, deltas: true);
        (await LockAsync(id, "setting", true))!["locked"]!.GetValue<bool>().ShouldBeTrue();
        script.Release();
        var read = await Api.OutlineOverAsync(id);
        (read.Status, read.Missing.Count).ShouldBe(("completed", 0));
        Canonical.Json(read.Component("setting")!).ShouldBe(Canonical.Json(before.Component("setting")!));
        read.RevisionOf("setting").ShouldBe(1);
        read.Parts()["setting"]!["locked"]!.GetValue<bool>().ShouldBeTrue();
        read.Component("title")!.GetValue<string>().ShouldBe("剧名别的");
        await viewer.CaughtUpAsync(read);

        // Asked for by name it is refused; with everything it is left out; a person may still write in it.
        var refused = await Api.ExpectAsync(409, HttpMethod.Post, $"/api/outlines/{id}/generate", """{"parts":["setting"]}""");
        refused!["code"]!.GetValue<string>().ShouldBe("part_locked");
        Model.Enqueue(Script.Text(OutlineText.Answer(OutlineApi.Components.Where(part => part != "setting"), "又")));
        await Api.ExpectAsync(202, HttpMethod.Post, $"/api/outlines/{id}/generate", "{}");
        OutlineText.AskedIn((await NextRequestAsync()).Prompt).ShouldNotContain("setting");
        (await Api.OutlineOverAsync(id)).Status.ShouldBe("completed");
        await Api.SaveAsync(id, "setting", OutlineText.Value("setting", "人"), 1);

        // What the model wrote for it meanwhile is not lost: it is a version that can be restored.
        (await VersionsAsync(id, "setting")).Count.ShouldBe(3);
        (await LockAsync(id, "setting", false))!["locked"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task An_edit_while_the_part_is_written_stands_and_the_models_text_is_a_version()
    {
        var (id, _) = await OutlineAsync("撞");
        var script = Model.Enqueue(Script.Deltas("{\"genre\":\"机", "器写的\"}").HoldAfter(1));
        await Api.GeneratePartsAsync(id, "genre");
        await NextRequestAsync();
        await Api.SaveAsync(id, "genre", "人写的", 1);
        script.Release();
        var read = await Api.OutlineOverAsync(id);
        (read.Status, read.Component("genre")!.GetValue<string>(), read.RevisionOf("genre")).ShouldBe(("completed", "人写的", 2));
        (await VersionsAsync(id, "genre")).Select(version => version!["value"]!.GetValue<string>()).ShouldBe(["机器写的", "人写的", "都市撞"]);
    }

    [Fact]
    public async Task Every_version_is_there_and_restoring_one_makes_a_new_one()
    {
        var (id, _) = await OutlineAsync("版");
        await Api.SaveAsync(id, "genre", "人写的", 1);
        Model.Enqueue(Script.Text(OutlineText.Answer(["genre"], "再")));
        await Api.ExpectAsync(202, HttpMethod.Post, $"/api/outlines/{id}/generate", """{"parts":["genre"],"note":"要古装"}""");
        await Api.OutlineOverAsync(id);
        var versions = await VersionsAsync(id, "genre");
        versions.Select(version => version!["value"]!.GetValue<string>()).ShouldBe(["都市再", "人写的", "都市版"]);
        versions.Select(version => version!["by"]!.GetValue<string>()).ShouldBe(["model", "person", "model"]);
        versions[0]!["note"]!.GetValue<string>().ShouldBe("要古装");
        versions[0]!["model"]!.GetValue<string>().ShouldBe("openai");
        var first = versions[2]!["artifactId"]!.GetValue<string>();
        var restored = await Api.ExpectAsync(200, HttpMethod.Post, $"/api/outlines/{id}/components/genre/versions/{first}/restore");
        restored!["value"]!.GetValue<string>().ShouldBe("都市版");
        restored["revision"]!.GetValue<int>().ShouldBe(4);
        var four = await VersionsAsync(id, "genre");
        four.Count.ShouldBe(4);
        four.Select(version => version!["restores"]?.GetValue<string>()).ShouldBe([first, null, null, null]);
        four[0]!["by"]!.GetValue<string>().ShouldBe("person");
        var part = (await Api.ReadOutlineAsync(id)).Parts()["genre"]!;
        (part["by"]!.GetValue<string>(), part["restored"]!.GetValue<bool>()).ShouldBe(("person", true));
        var other = (await VersionsAsync(id, "title"))[0]!["artifactId"]!.GetValue<string>();
        await Api.ExpectAsync(404, HttpMethod.Post, $"/api/outlines/{id}/components/genre/versions/{other}/restore");

        var graph = (await Api.ExpectAsync(200, HttpMethod.Get, $"/api/outlines/{id}/lineage"))!;
        graph["edges"]!.AsArray().Select(edge => edge!["role"]!.GetValue<string>()).ShouldContain("restores");

        // Who goes on from there writes again.
        await Api.SaveAsync(id, "genre", "接着写", 4);
        (await Api.ReadOutlineAsync(id)).Parts()["genre"]!["restored"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task The_lineage_goes_from_the_idea_to_the_edit_and_an_edited_idea_marks_what_was_made_from_it()
    {
        var idea = await FinishedAsync(2, "系");
        var (ideation, artifact) = (idea.Body["id"]!.GetValue<string>(), idea.ArtifactIds[1]);
        Model.Enqueue(Script.Text(OutlineText.Whole("系")));
        var (id, _) = await Api.CreateOutlineAsync(artifact);
        await NextRequestAsync();
        var before = await Api.OutlineOverAsync(id);
        before.Parts().ShouldAllBe(part => part.Value!["outOfDate"] == null);
        await Api.SaveAsync(id, "genre", "人写的", 1);
        var viewer = Fixture.WatchOutline(id, deltas: true);

        await Api.ExpectAsync(200, HttpMethod.Patch, $"/api/ideations/{ideation}/ideas/{artifact}", """{"body":"改过的故事：她没有回头。"}""", ("If-Match", "\"1\""));
        var outdated = await Api.ReadOutlineAsync(id);
        outdated.Parts().ShouldAllBe(part => part.Value!["outOfDate"]!.GetValue<string>() == "source_changed");
        outdated.Component("title")!.GetValue<string>().ShouldBe("剧名系", "never a silent refresh");
        outdated.Status.ShouldBe("completed");
        await viewer.CaughtUpAsync(outdated);

        // Chosen parts are made again, from the new text; the others keep their mark.
        Model.Enqueue(Script.Text(OutlineText.Answer(["title", "characters/0"], "新")));
        await Api.GeneratePartsAsync(id, "title", "characters/0");
        (await NextRequestAsync()).Prompt.ShouldContain("她没有回头");
        var refreshed = await Api.OutlineOverAsync(id);
        refreshed.Parts().Where(part => part.Value!["outOfDate"] is null).Select(part => part.Key).ShouldBe(["title"]);
        refreshed.Body["sourceArtifact"]!["text"]!.GetValue<string>().ShouldContain("她没有回头");

        var graph = (await Api.ExpectAsync(200, HttpMethod.Get, $"/api/outlines/{id}/lineage"))!;
        var nodes = graph["nodes"]!.AsArray().ToDictionary(node => node!["id"]!.GetValue<string>(), node => node!, StringComparer.Ordinal);
        var edges = graph["edges"]!.AsArray();
        edges.ShouldAllBe(edge => nodes.ContainsKey(edge!["from"]!.GetValue<string>()) && nodes.ContainsKey(edge["to"]!.GetValue<string>()));
        nodes.Values.ShouldAllBe(node => node["label"] != null && node["createdAt"] != null);

        // From the model that wrote the idea down to the person's edit of a component.
        var reached = new HashSet<string>(StringComparer.Ordinal) { artifact };
        for (var last = 0; last != reached.Count;)
        {
            last = reached.Count;
            reached.UnionWith([.. edges.Where(edge => reached.Contains(edge!["from"]!.GetValue<string>())).Select(edge => edge!["to"]!.GetValue<string>())]);
        }

        reached.Select(one => nodes[one]["type"]!.GetValue<string>()).Distinct().ShouldBe(
            ["brainstorm_idea", "user_input", "llm", "human", .. OutlineApi.Components.Select(part => "outline_" + part)], ignoreOrder: true);
    }

    private async Task<(string Id, Read Read)> OutlineAsync(string tag)
    {
        Model.Enqueue(Script.Text(OutlineText.Whole(tag)).InDeltas(60));
        var (id, _) = await Api.CreateOutlineAsync();
        await NextRequestAsync();
        var read = await Api.OutlineOverAsync(id);
        read.Status.ShouldBe("completed");
        return (id, read);
    }

    private Task<JsonNode?> LockAsync(string id, string component, bool locked) => Api.ExpectAsync(
        200, HttpMethod.Patch, $"/api/outlines/{id}/components/{component}", new JsonObject { ["locked"] = locked }.ToJsonString());

    private async Task<JsonArray> VersionsAsync(string id, string component) =>
        (await Api.ExpectAsync(200, HttpMethod.Get, $"/api/outlines/{id}/components/{component}/versions"))!.AsArray();

    private static void Unchanged(Read before, Read after, params string[] changed)
    {
        foreach (var component in OutlineApi.Components.Except(changed, StringComparer.Ordinal))
        {
            Canonical.Json(after.Component(component)!).ShouldBe(Canonical.Json(before.Component(component)!), component);
            after.RevisionOf(component).ShouldBe(before.RevisionOf(component), component);
        }
    }
}
