using System.Collections.Concurrent;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Specification.Faults;
using Inkstream.Specification.Kinds;
using Inkstream.Writing;
using Shouldly;
using Xunit;

namespace Inkstream.Specification.Engines;

/// <summary>Attempts, retries, stops and takeovers (contract 3, Rules; invariants 3, 4, 10–13).</summary>
public abstract class WritingSpecification : EngineSpecification
{
    private static readonly ModelException Unavailable = new(ModelErrors.Unavailable, "The model is not there.", retryable: true);

    [Fact]
    public async Task A_retry_waits_with_backoff_is_never_seen_as_failed_and_asks_only_for_what_is_missing()
    {
        await using var engine = await StartEngineAsync();
        var document = (await CreateAsync(notes: 3)).DocumentId;
        await using var viewer = await engine.WatchAsync(document, Owner, Cancel);
        var (statuses, progress) = (new List<string>(), new List<int>());
        viewer.AfterEvent = () =>
        {
            statuses.Add(viewer.Status);
            if (viewer.Streaming is { } streaming)
                progress.Add(streaming["progress"]!.GetValue<int>());
            return Task.CompletedTask;
        };

        var first = await engine.Model.NextCallAsync(Cancel);
        first.Prompt.ShouldBe("Write notes/0 notes/1 notes/2");
        first.Say(Notes("一"), ",{\"title\":\"二");
        await viewer.UntilAsync(v => v.Streaming?["draft"]?["part"]?.GetValue<string>() == "notes/1", Cancel);
        first.End(Unavailable);
        await viewer.UntilAsync(v => v.Streaming is not null && Number(v) == 2, Cancel);
        Reason(viewer).ShouldBe(ModelErrors.Unavailable);
        var wait = viewer.Streaming!["attempt"]!["retryAt"]!.GetValue<DateTimeOffset>() - Time.GetUtcNow();
        wait.ShouldBeInRange(TimeSpan.FromMilliseconds(499), TimeSpan.FromSeconds(1));
        engine.Model.Calls.ShouldBe(1);

        Time.Advance(TimeSpan.FromSeconds(1));
        var second = await engine.Model.NextCallAsync(Cancel);
        second.Prompt.ShouldBe("Write notes/1 notes/2");
        second.Say(NotesKind.AnswerOf("二", "三"));
        second.End();
        await viewer.UntilAsync(IsOver, Cancel);

        NoteTitles(viewer).ShouldBe(["一", "二", "三"]);
        statuses.ShouldNotContain("failed");
        statuses[^1].ShouldBe("completed");
        progress.ShouldBe(progress.Order());
        progress.ShouldContain(33);
        await EqualsGetAsync(engine, viewer, document);
    }

    [Fact]
    public async Task When_no_attempt_is_left_it_failed_and_keeps_what_closed_and_the_draft()
    {
        await using var engine = await StartEngineAsync();
        var document = (await CreateAsync(notes: 2, attempts: 1)).DocumentId;
        await using var viewer = await engine.WatchAsync(document, Owner, Cancel);
        var call = await engine.Model.NextCallAsync(Cancel);
        call.Say(Notes("一"), ",{\"title\":\"半");
        call.End(Unavailable);
        await viewer.UntilAsync(IsOver, Cancel);

        viewer.Status.ShouldBe("failed");
        ErrorCode(viewer).ShouldBe(ModelErrors.Unavailable);
        Missing(viewer).ShouldBe(["notes/1"]);
        NoteTitles(viewer).ShouldBe(["一"]);
        viewer.State["unfinished"]!.ToJsonString().ShouldBe(System.Text.Json.Nodes.JsonNode.Parse("""{"part":"notes/1","value":{"title":"半"}}""")!.ToJsonString());
    }

    [Fact]
    public async Task A_failure_that_asking_again_cannot_help_is_not_retried()
    {
        await using var engine = await StartEngineAsync();
        var document = (await CreateAsync()).DocumentId;
        await using var viewer = await engine.WatchAsync(document, Owner, Cancel);
        (await engine.Model.NextCallAsync(Cancel)).End(new ModelException(ModelErrors.KeyRejected, "No.", retryable: false));
        await viewer.UntilAsync(IsOver, Cancel);

        ErrorCode(viewer).ShouldBe(ModelErrors.KeyRejected);
        engine.Model.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Silence_ends_a_call_after_the_idle_time_out()
    {
        await using var engine = await StartEngineAsync();
        var document = (await CreateAsync(notes: 1, attempts: 1)).DocumentId;
        await using var viewer = await engine.WatchAsync(document, Owner, Cancel);
        var call = await engine.Model.NextCallAsync(Cancel);
        Time.Advance(Options.IdleTimeout - TimeSpan.FromSeconds(1));
        call.Say("<think>");
        await viewer.UntilAsync(v => v.Streaming!["chunks"]!.AsArray().Count > 0, Cancel);
        call.Left.IsCompleted.ShouldBeFalse();

        Time.Advance(Options.IdleTimeout + TimeSpan.FromSeconds(1));
        (await call.Left.WaitAsync(TimeSpan.FromSeconds(20), Cancel)).ShouldBeTrue();
        await viewer.UntilAsync(IsOver, Cancel);
        ErrorCode(viewer).ShouldBe(ModelErrors.Silent);
    }

    [Fact]
    public async Task After_a_short_answer_the_next_attempt_asks_at_once_and_only_for_what_is_missing()
    {
        await using var engine = await StartEngineAsync();
        var document = (await CreateAsync(notes: 3)).DocumentId;
        await using var viewer = await engine.WatchAsync(document, Owner, Cancel);
        await AnswerAsync(engine, NotesKind.AnswerOf("一"));
        var second = await engine.Model.NextCallAsync(Cancel);
        second.Prompt.ShouldBe("Write notes/1 notes/2");
        second.Say(Notes("二"));
        second.End();
        var third = await engine.Model.NextCallAsync(Cancel);
        third.Prompt.ShouldBe("Write notes/2");
        third.End();
        await viewer.UntilAsync(IsOver, Cancel);

        ErrorCode(viewer).ShouldBe(RunErrors.IncompleteAnswer.Code);
        Missing(viewer).ShouldBe(["notes/2"]);
        NoteTitles(viewer).ShouldBe(["一", "二"]);
    }

    [Fact]
    public async Task An_answer_that_no_attempt_could_read_says_so()
    {
        await using var engine = await StartEngineAsync();
        var document = (await CreateAsync(notes: 2)).DocumentId;
        await using var viewer = await engine.WatchAsync(document, Owner, Cancel);
        foreach (var garbage in new[] { "抱歉，我不能。", "", "{\"notes\":[{\"headline\":1}]}" })
            await AnswerAsync(engine, garbage);
        await viewer.UntilAsync(IsOver, Cancel);

        ErrorCode(viewer).ShouldBe(RunErrors.UnreadableAnswer.Code);
        Missing(viewer).ShouldBe(["notes/0", "notes/1"]);
    }

    [Fact]
    public async Task Repeats_and_more_than_was_asked_for_are_dropped()
    {
        await using var engine = await StartEngineAsync();
        var document = (await CreateAsync(notes: 3)).DocumentId;
        await using var viewer = await engine.WatchAsync(document, Owner, Cancel);
        await AnswerAsync(engine, NotesKind.AnswerOf("一", "一", "二", "一", "三", "四", "五"));
        await viewer.UntilAsync(IsOver, Cancel);

        viewer.Status.ShouldBe("completed");
        NoteTitles(viewer).ShouldBe(["一", "二", "三"]);
        await EqualsGetAsync(engine, viewer, document);
    }

    [Fact]
    public async Task Stop_ends_the_model_call_and_nothing_becomes_completed_later()
    {
        await using var engine = await StartEngineAsync();
        var started = await CreateAsync(notes: 1);
        await using var viewer = await engine.WatchAsync(started.DocumentId, Owner, Cancel);
        var call = await engine.Model.NextCallAsync(Cancel);
        call.Say("{\"notes\":[{\"title\":\"半");
        await viewer.UntilAsync(v => v.Streaming?["draft"] is not null, Cancel);

        await Store.Documents.StopAsync(Owner, started.TransformId, Cancel);
        call.Say("\",\"body\":\"b\"}]}");
        call.End();
        await call.Left.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        await viewer.UntilAsync(IsOver, Cancel);
        await engine.StopAsync();

        var read = await ReadAsync(started.DocumentId);
        read.Generation!.Status.ShouldBe(TransformStatus.Cancelled);
        read.Parts.ShouldBeEmpty();
        (await TransformAsync(started.TransformId)).Status.ShouldBe(TransformStatus.Cancelled);
    }

    [Fact]
    public async Task Stop_and_deletion_cancel_a_call_that_says_nothing()
    {
        await using var engine = await StartEngineAsync();
        var (stopped, deleted) = (await CreateAsync(), await CreateAsync());
        var calls = new[] { await engine.Model.NextCallAsync(Cancel), await engine.Model.NextCallAsync(Cancel) };

        await Store.Documents.StopAsync(Owner, stopped.TransformId, Cancel);
        await Store.Documents.DeleteAsync(Owner, NotesKind.KindName, deleted.DocumentId, Cancel);

        foreach (var call in calls)
            (await call.Left.WaitAsync(TimeSpan.FromSeconds(20), Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_dead_workers_run_goes_on_elsewhere_and_what_was_finished_is_not_asked_for_again()
    {
        var dead = await StartEngineAsync();
        var document = (await CreateAsync(notes: 2)).DocumentId;
        var call = await dead.Model.NextCallAsync(Cancel);
        await using (var viewer = await dead.WatchAsync(document, Owner, Cancel))
        {
            call.Say(Notes("一"), ",{");
            await viewer.UntilAsync(v => NoteTitles(v).Length == 1, Cancel);
        }

        await dead.KillAsync();
        await Store.ReopenAsync();
        await using var engine = await StartEngineAsync();
        await using var watches = await engine.WatchAsync(document, Owner, Cancel);
        var second = await NextCallAdvancingAsync(engine);
        second.Prompt.ShouldBe("Write notes/1");
        await watches.UntilAsync(v => Reason(v) == "interrupted", Cancel);
        Number(watches).ShouldBe(1);
        second.Say(NotesKind.AnswerOf("二"));
        second.End();
        await watches.UntilAsync(IsOver, Cancel);
        NoteTitles(watches).ShouldBe(["一", "二"]);
    }

    [Fact]
    public async Task A_server_that_goes_down_hands_its_runs_back_with_all_they_wrote()
    {
        var down = await StartEngineAsync();
        var document = (await CreateAsync(notes: 2)).DocumentId;
        var call = await down.Model.NextCallAsync(Cancel);
        await using (var viewer = await down.WatchAsync(document, Owner, Cancel))
        {
            call.Say(Notes("一"), ",{");
            await viewer.UntilAsync(v => NoteTitles(v).Length == 1, Cancel);
        }

        await down.StopAsync();

        (await call.Left.WaitAsync(TimeSpan.FromSeconds(20), Cancel)).ShouldBeTrue();
        var read = await ReadAsync(document);
        read.Generation!.Status.ShouldBe(TransformStatus.Queued);
        read.Generation.Attempt.Reason.ShouldBe("interrupted");
        (await Store.Runs.RunningAsync("other", Cancel)).ShouldBeEmpty();
        await using var engine = await StartEngineAsync();
        (await engine.Model.NextCallAsync(Cancel)).Prompt.ShouldBe("Write notes/1");
    }

    [Fact]
    public async Task A_run_whose_claim_went_unanswered_is_taken_over_by_the_same_server()
    {
        await using var engine = await StartEngineAsync();
        engine.Runs.LostClaims = 1;
        var started = await CreateAsync(notes: 1);

        var call = await NextCallAdvancingAsync(engine);
        call.Prompt.ShouldBe("Write notes/0");
        (await TransformAsync(started.TransformId)).Error.ShouldBe(RunErrors.Interrupted);
    }

    [Fact]
    public async Task A_run_that_the_database_refuses_ends_as_failed_and_the_others_go_on()
    {
        await using var engine = await StartEngineAsync();
        var taken = (await ReadAsync(await FinishedInAsync(engine))).Parts[0].ArtifactId;
        engine.Runs.Instead = batch => batch with
        {
            Parts = [.. batch.Parts.Select(part => part.Artifact.Data.Contains('毒', StringComparison.Ordinal) ? part with { ArtifactId = taken } : part)],
        };
        var poisoned = (await CreateAsync(notes: 2, attempts: 1)).DocumentId;
        await using var viewer = await engine.WatchAsync(poisoned, Owner, Cancel);
        var call = await engine.Model.NextCallAsync(Cancel);
        call.Say(NotesKind.AnswerOf("好", "毒"));
        call.End();
        await viewer.UntilAsync(IsOver, Cancel);

        viewer.Status.ShouldBe("failed");
        ErrorCode(viewer).ShouldBe(RunErrors.InternalCode);
        await FinishedInAsync(engine);
    }

    [Fact]
    public async Task While_the_database_is_away_the_models_stream_is_not_read_beyond_the_bound()
    {
        await using var engine = await StartEngineAsync();
        var document = (await CreateAsync(notes: 1, attempts: 1)).DocumentId;
        var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Runs.BeforeCommit = () => back.Task;
        var call = await engine.Model.NextCallAsync(Cancel);
        var piece = new string('x', 4096);
        for (var i = 0; i < 200; i++)
            call.Say(piece);
        await UntilAsync(() => call.Taken * piece.Length > WritingBounds.PendingText);
        await SettledAsync(() => call.Taken);

        // What is under way and what waits for it: at most two bounds and a piece each.
        (call.Taken * piece.Length).ShouldBeInRange(WritingBounds.PendingText, (2 * WritingBounds.PendingText) + (3 * piece.Length));
        back.SetResult();
        call.Say(NotesKind.AnswerOf("一"));
        call.End();
        await using var viewer = await engine.WatchAsync(document, Owner, Cancel);
        await viewer.UntilAsync(IsOver, Cancel);
        viewer.Status.ShouldBe("completed");
        call.Taken.ShouldBe(201);
    }

    [Fact]
    public async Task A_run_that_ends_while_its_batch_is_under_way_does_not_stop_the_writer()
    {
        await using var engine = await StartEngineAsync();
        var started = await CreateAsync(notes: 1);
        var call = await engine.Model.NextCallAsync(Cancel);
        var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Runs.BeforeCommit = () =>
        {
            reached.TrySetResult();
            return back.Task;
        };
        call.Say("text");
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        await Store.Documents.StopAsync(Owner, started.TransformId, Cancel);
        await call.Left.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        await SettledAsync(() => 0);
        back.SetResult();

        await FinishedInAsync(engine);
    }

    [Fact]
    public async Task After_a_commit_that_broke_nothing_more_of_that_run_is_written_and_it_is_taken_over()
    {
        await using var engine = await StartEngineAsync();
        var started = await CreateAsync(notes: 1);
        var call = await engine.Model.NextCallAsync(Cancel);
        var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Runs.BeforeCommit = async () =>
        {
            reached.TrySetResult();
            await back.Task;
            throw new InvalidOperationException("A bug of the store.");
        };
        call.Say("""{"notes":[{"title":"a hole""");
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        call.Say(" and what follows it");
        await UntilAsync(() => call.Taken == 2);
        await SettledAsync(() => call.Taken);
        engine.Runs.BeforeCommit = null;
        back.SetResult();

        await NextCallAdvancingAsync(engine);
        var broken = await TransformAsync(started.TransformId);
        broken.Text.ShouldBe("");
        broken.Error.ShouldBe(RunErrors.Interrupted);
    }

    [Fact]
    public async Task However_fast_models_speak_each_run_is_written_to_its_end_in_one_attempt()
    {
        const int Runs = 24;
        const int Pieces = 15;

        // Beyond the bound, so that each waits for the writer and speaks on as soon as it has taken something.
        var large = new string('x', WritingBounds.PendingText + 1);
        await using var engine = await StartEngineAsync(new EngineSettings { Options = new GenerationOptions { Parallel = Runs } });
        var started = new List<StartResult.Started>();
        for (var i = 0; i < Runs; i++)
            started.Add(await CreateAsync(notes: 1));
        var calls = new List<ScriptedCall>();
        while (calls.Count < Runs)
            calls.Add(await engine.Model.NextCallAsync(Cancel));
        foreach (var call in calls)
        {
            call.Say("""{"notes":[{"title":"快","body":" """);
            for (var piece = 0; piece < Pieces; piece++)
                call.Say(large);
            call.Say("\"}]}");
            call.End();
        }

        foreach (var run in started)
        {
            await using var viewer = await engine.WatchAsync(run.DocumentId, Owner, Cancel);
            await viewer.UntilAsync(IsOver, Cancel);
            viewer.Status.ShouldBe("completed");
            var transform = await TransformAsync(run.TransformId);
            transform.Status.ShouldBe(TransformStatus.Completed);
            transform.Text.Count(c => c == 'x').ShouldBe(Pieces * large.Length);
        }
    }

    [Fact]
    public async Task A_model_that_is_not_configured_any_more_fails_the_generation()
    {
        await using var engine = await StartEngineAsync();
        var document = Document();
        await Store.Documents.CreateAsync(document, Generation() with { Model = "gone" }, null, Cancel);
        await using var viewer = await engine.WatchAsync(document.Id, Owner, Cancel);
        await viewer.UntilAsync(IsOver, Cancel);

        ErrorCode(viewer).ShouldBe(ModelErrors.NotConfigured);
    }

    [Fact]
    public async Task No_more_than_the_configured_number_run_at_once_and_the_rest_follow()
    {
        await using var engine = await StartEngineAsync(new EngineSettings { Options = new GenerationOptions { Parallel = 2 } });
        for (var i = 0; i < 5; i++)
            await CreateAsync(notes: 1);
        var open = new Queue<ScriptedCall>();
        for (var i = 0; i < 5; i++)
        {
            open.Enqueue(await engine.Model.NextCallAsync(Cancel));
            (engine.Model.Calls - i).ShouldBeLessThanOrEqualTo(2 + (open.Count > 1 ? 0 : 1));
            if (open.Count < 2)
                continue;
            var call = open.Dequeue();
            call.Say(NotesKind.AnswerOf("一"));
            call.End();
        }
    }

    [Fact]
    public async Task Documents_of_three_kinds_are_written_side_by_side()
    {
        await using var engine = await StartEngineAsync();
        var notes = (await CreateAsync(NotesKind.KindName, "notes/0")).DocumentId;
        var sheet = (await CreateAsync(SheetKind.KindName, "name", "cast/1")).DocumentId;
        var lines = (await CreateAsync(LinesKind.KindName, "lines/0", "lines/1")).DocumentId;
        await using var ofNotes = await engine.WatchAsync(notes, Owner, Cancel);
        await using var ofSheet = await engine.WatchAsync(sheet, Owner, Cancel, kind: SheetKind.KindName);
        await using var ofLines = await engine.WatchAsync(lines, Owner, Cancel, kind: LinesKind.KindName);
        for (var i = 0; i < 3; i++)
        {
            var call = await engine.Model.NextCallAsync(Cancel);
            call.Say(call.Prompt switch
            {
                "Write notes/0" => NotesKind.AnswerOf("一"),
                "Write name cast/1" => """{"name":"剧名","nobody asked":1,"cast/1":{"name":"甲","tags":["勇"]}}""",
                _ => """["第一行","第二行"]""",
            });
            call.End();
        }

        foreach (var (viewer, id, kind) in new[] { (ofNotes, notes, NotesKind.KindName), (ofSheet, sheet, SheetKind.KindName), (ofLines, lines, LinesKind.KindName) })
        {
            await viewer.UntilAsync(IsOver, Cancel);
            viewer.Status.ShouldBe("completed");
            viewer.State.ToJsonString().ShouldBe((await GetAsync(engine, id, kind)).ToJsonString());
        }

        ofLines.State["lines"]!.ToJsonString().ShouldBe(System.Text.Json.Nodes.JsonNode.Parse("""["第一行","第二行"]""")!.ToJsonString());
    }

    private static async Task AnswerAsync(Engine engine, string text)
    {
        var call = await engine.Model.NextCallAsync(Cancel);
        call.Say(text);
        call.End();
    }

    private async Task<Guid> FinishedInAsync(Engine engine)
    {
        var document = (await CreateAsync(notes: 1)).DocumentId;
        await using var viewer = await engine.WatchAsync(document, Owner, Cancel);
        await AnswerAsync(engine, NotesKind.AnswerOf("一"));
        await viewer.UntilAsync(IsOver, Cancel);
        viewer.Status.ShouldBe("completed");
        return document;
    }

    /// <summary>The next call, while time goes on.</summary>
    private async Task<ScriptedCall> NextCallAdvancingAsync(Engine engine)
    {
        var next = engine.Model.NextCallAsync(Cancel);
        while (!next.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await ReadAsync((await Store.Documents.ListAsync(new ListRequest(Owner, NotesKind.KindName, 1), Cancel))[0].Id);
        }

        return await next;
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (!reached())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
    }

    /// <summary>Until a number stays as it is, however often the others get their turn.</summary>
    private static async Task SettledAsync(Func<int> number)
    {
        var (last, same) = (number(), 0);
        while (same < 2000)
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            same = number() == last ? same + 1 : 0;
            last = number();
        }
    }
}
