namespace Inkstream.EndToEnd.Tests;

/// <summary>Stop is a row: it works from anywhere, really ends the model's call, and is never overwritten (invariants 4, 11).</summary>
public abstract class StopTests<TStudio>(TStudio studio) : ScriptedStudioTests<TStudio>(studio)
    where TStudio : ScriptedStudio
{
    [Theory]
    [InlineData("openai", false)]
    [InlineData("anthropic", false)]
    [InlineData("openai", true)]
    public async Task Stop_from_another_client_or_after_a_reload_ends_the_models_call_and_keeps_what_is_finished(string model, bool afterReload)
    {
        var (id, transformId, script, request, viewer) = await WritingAsync(model);
        var plain = Watch(id, deltas: false);
        if (afterReload)
        {
            viewer.Drop();
            await Until.TrueAsync(() => viewer.Closed == "dropped");
            viewer.Connect(fresh: true);
            var shown = await viewer.UntilAsync(document => document["streamingData"] is not null);
            transformId = shown["streamingData"]!["transformId"]!.GetValue<string>();
        }

        using (var other = new StudioApi(Api.Address))
            await other.StopAsync(transformId);

        await request.Aborted.WaitAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        var stopped = await Api.ReadAsync(id);
        JudgeStopped(stopped);

        // The model's own end must change nothing any more.
        script.Release();
        await request.Ended.WaitAsync(Until.Patience, TestContext.Current.CancellationToken);
        await Api.StopAsync(transformId);
        await FinishedAsync(1, "后来" + id);
        (await Api.ReadAsync(id)).Version.ShouldBe(stopped.Version);
        await viewer.CaughtUpAsync(stopped);
        await plain.CaughtUpAsync(stopped);
        viewer.Events.Concat(plain.Events).ShouldAllBe(folded => !folded.State.Contains("\"status\":\"completed\"", StringComparison.Ordinal));
        (await Api.TransformAsync(transformId))["status"]!.GetValue<string>().ShouldBe("cancelled");
    }

    [Fact]
    public async Task Stop_in_the_moment_in_which_the_model_ends_is_never_overwritten()
    {
        for (var round = 0; round < 25; round++)
        {
            var answer = Answers.Of(1, $"瞬{round.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
            var script = Model.Enqueue(Script.Deltas(answer[..^3], answer[^3..]).HoldAfter(1));
            var (id, transformId) = await Api.CreateAsync(1);
            var viewer = Watch(id);
            await NextRequestAsync();
            await viewer.UntilAsync(document => document["streamingData"]?["draft"] is not null);
            var stop = Api.StopAsync(transformId);
            script.Release();
            await stop;
            var end = await Api.ReadOverAsync(id);
            await viewer.CaughtUpAsync(end);
            var statuses = viewer.Events.Select(folded => System.Text.Json.Nodes.JsonNode.Parse(folded.State)!["status"]!.GetValue<string>()).Distinct().ToList();
            statuses.Count.ShouldBeLessThanOrEqualTo(2, string.Join(" → ", statuses));
            using var database = Fixture.Studio.OpenDatabase();
            database.Attempts(id).ShouldHaveSingleItem().Status.ShouldBe(end.Status);
        }
    }

    [Fact]
    public async Task Stop_while_waiting_for_a_retry_means_no_retry()
    {
        Model.Enqueue(Script.Status(429).RetryAfter(3));
        var (id, transformId) = await Api.CreateAsync(2);
        await NextRequestAsync();
        var waiting = await Api.ReadUntilAsync(id, read => read.StreamingData?["attempt"]!["retryAt"] is not null);
        waiting.StreamingData!["attempt"]!["reason"]!.GetValue<string>().ShouldBe("model_rate_limited");

        await Api.StopAsync(transformId);
        var stopped = await Api.ReadAsync(id);
        stopped.Status.ShouldBe("cancelled");
        stopped.Missing.ShouldBe(["ideas/0", "ideas/1"]);
        stopped.ErrorCode.ShouldBeNull();

        var requests = Model.Requests.Count;
        await Until.PassedAsync(TimeSpan.FromSeconds(3.5));
        Model.Requests.Count.ShouldBe(requests);
        (await Api.ReadAsync(id)).Version.ShouldBe(stopped.Version);
    }

    [Fact]
    public async Task Stop_by_the_id_of_an_earlier_attempt_stops_its_successor()
    {
        var answer = Answers.Of(3, "先");
        Model.Enqueue(Script.Deltas(answer[..(answer.IndexOf('}', StringComparison.Ordinal) + 1)], "x").CutAfter(1));
        var held = Model.Enqueue(Script.Text(Answers.Of(2, "后")).InDeltas(10).HoldAfter(3));
        var (id, first) = await Api.CreateAsync(3);
        await NextRequestAsync();
        var second = await NextRequestAsync();
        await held.Held.WaitAsync(Until.Patience, TestContext.Current.CancellationToken);
        await Api.ReadUntilAsync(id, read => read.Text.Length > 0 && read.StreamingData!["transformId"]!.GetValue<string>() != first);

        await Api.StopAsync(first);

        await second.Aborted.WaitAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        var stopped = await Api.ReadAsync(id);
        stopped.Status.ShouldBe("cancelled");
        stopped.Titles.ShouldBe([Answers.Title("先", 0)]);
        (await Api.TransformAsync(first))["status"]!.GetValue<string>().ShouldBe("failed");
        held.Release();
    }

    [Fact]
    public async Task Leaving_is_not_stopping_and_the_run_goes_on_to_its_end_with_nobody_there()
    {
        var (id, _, script, request, viewer) = await WritingAsync("openai");
        var before = await Api.ReadAsync(id);
        viewer.ComesBack = false;
        viewer.Drop();
        await Until.TrueAsync(() => viewer.Closed == "dropped");
        (await Api.ReadAsync(id)).Version.ShouldBe(before.Version);

        script.Release();
        var end = await Api.ReadOverAsync(id);
        end.Status.ShouldBe("completed");
        end.Titles.ShouldBe([Answers.Title("停", 0), Answers.Title("停", 1), Answers.Title("停", 2)]);
        request.Aborted.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Stop_after_the_end_changes_nothing()
    {
        var read = await FinishedAsync(2, "已完");
        var transformId = Transform(read);
        await Api.StopAsync(transformId);
        await Api.StopAsync(transformId);
        (await Api.ReadAsync(read.Body["id"]!.GetValue<string>())).Version.ShouldBe(read.Version);
    }

    [Fact]
    public async Task Deleting_ends_the_models_call_tells_the_viewers_and_leaves_no_orphans()
    {
        var (id, transformId, script, request, viewer) = await WritingAsync("openai");
        await Api.ExpectAsync(204, HttpMethod.Delete, $"/api/ideations/{id}");
        await request.Aborted.WaitAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        await Until.TrueAsync(() => viewer.Closed == "deleted");
        await Api.ExpectAsync(404, HttpMethod.Get, $"/api/ideations/{id}");
        await Api.ExpectAsync(404, HttpMethod.Get, $"/api/transforms/{transformId}");
        await Api.ExpectAsync(404, HttpMethod.Delete, $"/api/ideations/{id}");
        script.Release();

        using var database = Fixture.Studio.OpenDatabase();
        foreach (var (table, column) in new[]
        {
            ("documents", "id"), ("document_params", "document_id"), ("transforms", "document_id"), ("parts", "document_id"),
        })
            database.Count($"SELECT count(*) FROM {table} WHERE {column} = @p", id).ShouldBe(0, table);
        foreach (var table in new[] { "runs", "transform_chunks", "transform_inputs", "transform_outputs" })
            database.Count($"SELECT count(*) FROM {table} WHERE transform_id NOT IN (SELECT id FROM transforms)").ShouldBe(0, table);
        database.Count("SELECT count(*) FROM artifacts WHERE id NOT IN (SELECT artifact_id FROM transform_outputs)").ShouldBe(0);
    }

    private static void JudgeStopped(Read read)
    {
        read.Status.ShouldBe("cancelled");
        read.Body["error"].ShouldBeNull();
        read.StreamingData.ShouldBeNull();
        read.Titles.ShouldBe([Answers.Title("停", 0)]);
        read.Missing.ShouldBe(["ideas/1", "ideas/2"]);
        read.Body["unfinished"]!["part"]!.GetValue<string>().ShouldBe("ideas/1");
        read.Body["unfinished"]!["value"]!["title"]!.GetValue<string>().ShouldBe(Answers.Title("停", 1));
    }

    /// <summary>An ideation whose model stands still in the middle of the second of three ideas.</summary>
    private async Task<(string Id, string TransformId, Script Script, ModelRequest Request, FoldClient Viewer)> WritingAsync(string model)
    {
        var answer = Answers.Of(3, "停");
        var half = answer.IndexOf(Answers.Title("停", 1), StringComparison.Ordinal) + 30;
        var script = Model.Enqueue(Script.Deltas(answer[..20], answer[20..half], answer[half..]).HoldAfter(2));
        var (id, transformId) = await Api.CreateAsync(3, model: model);
        var viewer = Watch(id);
        var request = await NextRequestAsync();
        await viewer.UntilAsync(document => document["ideas"]!.AsArray().Count == 1 && document["streamingData"]?["draft"] is not null);
        return (id, transformId, script, request, viewer);
    }

    private string Transform(Read read)
    {
        using var database = Fixture.Studio.OpenDatabase();
        return database.Attempts(read.Body["id"]!.GetValue<string>())[^1].Id;
    }
}
