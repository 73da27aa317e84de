using System.Text.Json.Nodes;

namespace Inkstream.EndToEnd.Tests;

/// <summary><c>mode: "title"</c>: one idea gets a new title as its next revision, and everything else stays.</summary>
/// <typeparam name="TStudio">With which database.</typeparam>
public abstract class NewTitleTests<TStudio>(TStudio studio) : ScriptedStudioTests<TStudio>(studio)
    where TStudio : NoRetriesStudio
{
    [Fact]
    public async Task The_idea_gets_its_next_revision_with_a_new_title_and_nothing_else_changes()
    {
        var (id, before, artifact) = await WithIdeasAsync(3, "题");
        var viewer = Watch(id);
        await viewer.CaughtUpAsync(before);
        const string answer = """{"ideas":[{"title":"第七把钥匙"}]}""";
        var script = Model.Enqueue(Script.Deltas(answer[..22], answer[22..]).HoldAfter(1));
        var transform = await AskAsync(id, artifact, "更狠一点");
        var request = await NextRequestAsync();
        request.Prompt.ShouldContain("更狠一点");
        request.Prompt.ShouldContain(before.Ideas[1]!["body"]!.GetValue<string>());

        var writing = await Api.ReadUntilAsync(id, read => read.StreamingData?["draft"] is not null);
        writing.StreamingData!["asked"]!.AsArray().Select(part => part!.GetValue<string>()).ShouldBe(["ideas/1"]);
        writing.StreamingData["draft"]!["part"]!.GetValue<string>().ShouldBe("ideas/1");
        writing.StreamingData["progress"]!.GetValue<int>().ShouldBe(0);
        var round = writing.Body["rounds"]!.AsArray()[^1]!;
        round["mode"]!.GetValue<string>().ShouldBe("title");
        round["basedOnId"]!.GetValue<string>().ShouldBe(artifact);
        writing.Titles.ShouldBe(before.Titles);
        script.Release();

        var after = await Api.ReadOverAsync(id);
        after.Status.ShouldBe("completed");
        after.ArtifactIds.ShouldBe(before.ArtifactIds);
        var idea = after.Ideas[1]!;
        idea["title"]!.GetValue<string>().ShouldBe("第七把钥匙");
        idea["body"]!.GetValue<string>().ShouldBe(before.Ideas[1]!["body"]!.GetValue<string>());
        idea["revision"]!.GetValue<int>().ShouldBe(2);
        idea["by"]!.GetValue<string>().ShouldBe("model");
        foreach (var other in new[] { 0, 2 })
            Canonical.Json(after.Ideas[other]!).ShouldBe(Canonical.Json(before.Ideas[other]!));
        await viewer.CaughtUpAsync(after);

        var lineage = await Api.TransformAsync(transform);
        lineage["inputs"]!.AsArray().Single()!["role"]!.GetValue<string>().ShouldBe("revises");
        lineage["inputs"]!.AsArray().Single()!["artifactId"]!.GetValue<string>().ShouldBe(artifact);
        lineage["outputs"]!.AsArray().Single()!["role"]!.GetValue<string>().ShouldBe("idea_1");

        // The library tells of it.
        var item = (await Api.ExpectAsync(200, HttpMethod.Get, "/api/ideations?limit=100"))!["items"]!.AsArray().Single(one => one!["id"]!.GetValue<string>() == id)!;
        item["ideaTitles"]!.AsArray().Select(title => title!.GetValue<string>()).ShouldBe(after.Titles);
    }

    [Fact]
    public async Task A_title_that_somebody_changed_meanwhile_is_not_overwritten()
    {
        var (id, _, artifact) = await WithIdeasAsync(2, "撞");
        var script = Model.Enqueue(Script.Deltas("{\"ideas\":[{\"title\":\"机", "器起的\"}]}").HoldAfter(1));
        await AskAsync(id, artifact);
        await NextRequestAsync();
        await Api.ExpectAsync(200, HttpMethod.Patch, $"/api/ideations/{id}/ideas/{artifact}", """{"title":"人起的"}""", ("If-Match", "\"1\""));
        script.Release();
        var after = await Api.ReadOverAsync(id);
        after.Status.ShouldBe("completed");
        after.Titles[1].ShouldBe("人起的");
        after.Ideas[1]!["revision"]!.GetValue<int>().ShouldBe(2);
        after.Ideas[1]!["by"]!.GetValue<string>().ShouldBe("person");
        after.Ideas.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_failure_leaves_the_old_title_names_what_is_missing_and_missing_asks_for_the_title_again()
    {
        var (id, before, artifact) = await WithIdeasAsync(3, "败");
        await Api.ExpectAsync(200, HttpMethod.Patch, $"/api/ideations/{id}/ideas/{artifact}", """{"body":"人改的正文。"}""", ("If-Match", "\"1\""));
        Model.Enqueue(Script.Text($$"""{"ideas":[{"title":"{{before.Titles[0]}}"}]}"""));
        await AskAsync(id, artifact, "要短");
        await NextRequestAsync();
        var failed = await Api.ReadOverAsync(id);
        (failed.Status, failed.ErrorCode).ShouldBe(("failed", "unreadable_answer"), "a title that another idea has is none");
        failed.Missing.ShouldBe(["ideas/1"]);
        failed.Titles.ShouldBe(before.Titles);

        Model.Enqueue(Script.Text("""{"ideas":[{"title":"第二次才好"}]}"""));
        await Api.GenerateAsync(id, "missing");
        (await NextRequestAsync()).Prompt.ShouldContain("要短");
        var after = await Api.ReadOverAsync(id);
        after.Status.ShouldBe("completed");
        after.Titles.ShouldBe([before.Titles[0], "第二次才好", before.Titles[2]]);
        var idea = after.Ideas[1]!;
        (idea["revision"]!.GetValue<int>(), idea["by"]!.GetValue<string>(), idea["body"]!.GetValue<string>()).ShouldBe((3, "person", "人改的正文。"));
        using var again = await Api.SendAsync(HttpMethod.Post, $"/api/ideations/{id}/generate", """{"mode":"missing"}""");
        ((int)again.StatusCode).ShouldBe(409);
    }

    [Fact]
    public async Task Stop_ends_it_and_the_old_title_stays()
    {
        var (id, before, artifact) = await WithIdeasAsync(2, "停");
        Model.Enqueue(Script.Deltas("{\"ideas\":[{\"title\":\"半个", "标题\"}]}").HoldAfter(1));
        var transform = await AskAsync(id, artifact);
        var request = await NextRequestAsync();
        await Api.ReadUntilAsync(id, read => read.StreamingData?["draft"] is not null);
        await Api.StopAsync(transform);
        await request.Aborted.WaitAsync(Until.Patience, TestContext.Current.CancellationToken);
        var after = await Api.ReadOverAsync(id);
        (after.Status, after.ErrorCode).ShouldBe(("cancelled", null));
        after.Missing.ShouldBe(["ideas/1"]);
        after.Body["unfinished"]!["value"]!["title"]!.GetValue<string>().ShouldBe("半个");
        after.Titles.ShouldBe(before.Titles);
    }

    [Fact]
    public async Task An_idea_that_is_not_here_cannot_get_a_title()
    {
        var (id, _, _) = await WithIdeasAsync(1, "无");
        foreach (var (body, field) in new[]
        {
            ("""{"mode":"title"}""", "basedOn"), ("""{"mode":"title","basedOn":"01900000-0000-7000-8000-000000000009"}""", "basedOn"),
        })
        {
            var problem = await Api.ExpectAsync(400, HttpMethod.Post, $"/api/ideations/{id}/generate", body);
            problem!["errors"]!.AsObject().Select(error => error.Key).ShouldBe([field]);
        }
    }

    /// <summary>A finished ideation, and the idea in it that the test is about: the second, where there is one.</summary>
    private async Task<(string Id, Read Read, string ArtifactId)> WithIdeasAsync(int count, string tag)
    {
        var read = await FinishedAsync(count, "名" + tag);
        return (read.Body["id"]!.GetValue<string>(), read, read.ArtifactIds[^1] is var last && count > 1 ? read.ArtifactIds[1] : last);
    }

    private async Task<string> AskAsync(string id, string artifactId, string? note = null)
    {
        var body = new JsonObject { ["mode"] = "title", ["basedOn"] = artifactId, ["note"] = note };
        return (await Api.ExpectAsync(202, HttpMethod.Post, $"/api/ideations/{id}/generate", body.ToJsonString()))!["transformId"]!.GetValue<string>();
    }
}
