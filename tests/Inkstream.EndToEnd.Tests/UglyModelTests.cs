using System.Diagnostics;
using System.Text;

namespace Inkstream.EndToEnd.Tests;

/// <summary>Models at their worst, over real HTTP and both protocols: half an answer is worth half (invariants 12, 13).</summary>
public sealed class UglyModelTests(ImpatientStudio studio) : ScriptedStudioTests<ImpatientStudio>(studio)
{
    public static TheoryData<string> Protocols => ["openai", "anthropic"];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Too_many_requests_are_waited_out_as_long_as_the_server_asks_and_failed_is_never_seen(string model)
    {
        Model.Enqueue(Script.Status(429).RetryAfter(1));
        Model.Enqueue(Script.Text(Answers.Of(2, "等")).InDeltas(9));
        var (id, _) = await Api.CreateAsync(2, model: model);
        var viewer = Watch(id);
        await NextRequestAsync();
        var refused = Stopwatch.GetTimestamp();
        await NextRequestAsync();
        Stopwatch.GetElapsedTime(refused).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(950));

        await CompletedAsync(id, viewer, 2);
        viewer.Events.ShouldContain(folded => folded.State.Contains("\"reason\":\"model_rate_limited\"", StringComparison.Ordinal) && folded.State.Contains("\"number\":2", StringComparison.Ordinal));
        viewer.Events.ShouldContain(folded => folded.State.Contains("\"retryAt\":\"", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_server_error_is_tried_again(string model)
    {
        Model.Enqueue(Script.Status(500));
        Model.Enqueue(Script.Text(Answers.Of(2, "再")));
        var (id, _) = await Api.CreateAsync(2, model: model);
        var viewer = Watch(id);
        await NextRequestAsync();
        await NextRequestAsync();
        await CompletedAsync(id, viewer, 2);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_cut_connection_keeps_what_was_finished_and_only_the_rest_is_asked_for_again(string model)
    {
        var answer = Answers.Of(3, "断");
        var second = answer.IndexOf(Answers.Title("断", 1), StringComparison.Ordinal) + 20;
        Model.Enqueue(Script.Deltas(answer[..second], answer[second..]).CutAfter(1));
        var rest = Model.Enqueue(Script.Text(Answers.Of(2, "断", first: 1)).HoldAfter(0));
        var (id, _) = await Api.CreateAsync(3, model: model);
        var viewer = Watch(id);
        Answers.AskedIn(await NextRequestAsync()).ShouldBe(3);
        var again = await NextRequestAsync();
        Answers.AskedIn(again).ShouldBe(2);
        again.Prompt.ShouldContain(Answers.Title("断", 0), Case.Sensitive, "what is there must not be written again");
        var kept = (await Api.ReadAsync(id)).ArtifactIds.ShouldHaveSingleItem();
        rest.Release();

        var end = await CompletedAsync(id, viewer, 3);
        end.ArtifactIds[0].ShouldBe(kept);
        end.Titles.ShouldBe(Enumerable.Range(0, 3).Select(n => Answers.Title("断", n)));
        Progress(viewer).ShouldBeInOrder();
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Silence_counts_as_dropped_and_ends_the_call(string model)
    {
        var silent = Model.Enqueue(Script.Deltas("{\"ideas\":[", "x").HoldAfter(1));
        Model.Enqueue(Script.Text(Answers.Of(1, "静")));
        var (id, _) = await Api.CreateAsync(1, model: model);
        var viewer = Watch(id);
        var first = await NextRequestAsync();
        await first.Aborted.WaitAsync(Until.Patience, TestContext.Current.CancellationToken);
        await NextRequestAsync();
        await CompletedAsync(id, viewer, 1);
        viewer.Events.ShouldContain(folded => folded.State.Contains("model_silent", StringComparison.Ordinal));
        silent.Release();
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task An_answer_that_is_not_JSON_is_unreadable_once_no_attempt_is_left(string model)
    {
        Model.Enqueue(Script.Text("I am sorry, I cannot help with that."));
        Model.Enqueue(Script.Text("抱歉，我不能。"));
        var (id, transformId) = await Api.CreateAsync(2, model: model);
        var viewer = Watch(id);
        await NextRequestAsync();
        await NextRequestAsync();
        var end = await Api.ReadOverAsync(id);
        end.Status.ShouldBe("failed");
        end.ErrorCode.ShouldBe("unreadable_answer");
        end.Missing.ShouldBe(["ideas/0", "ideas/1"]);
        end.Ideas.Count.ShouldBe(0);
        await viewer.CaughtUpAsync(end);
        viewer.Events.Count(folded => folded.State.Contains("\"status\":\"failed\"", StringComparison.Ordinal)).ShouldBe(1);
        (await Api.TransformAsync(transformId))["text"]!.GetValue<string>().ShouldBe("I am sorry, I cannot help with that.");
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Half_JSON_is_worth_half_and_when_no_attempt_is_left_the_rest_is_said_to_be_missing(string model)
    {
        var answer = Answers.Of(3, "半");
        var second = answer.IndexOf(Answers.Title("半", 1), StringComparison.Ordinal) + 25;
        Model.Enqueue(Script.Text(answer[..second]).FinishAs("length"));
        Model.Enqueue(Script.Text("{\"ideas\":[" + Answers.One("半-尾") + ",{\"title\":\"没写完"));
        var (id, _) = await Api.CreateAsync(3, model: model);
        var viewer = Watch(id, deltas: false);
        await NextRequestAsync();
        Answers.AskedIn(await NextRequestAsync()).ShouldBe(2);
        var end = await Api.ReadOverAsync(id);
        end.Status.ShouldBe("failed");
        end.ErrorCode.ShouldBe("incomplete_answer");
        end.Titles.ShouldBe([Answers.Title("半", 0), "半-尾"]);
        end.Missing.ShouldBe(["ideas/2"]);
        end.Body["unfinished"]!["value"]!["title"]!.GetValue<string>().ShouldBe("没写完");
        await viewer.CaughtUpAsync(end);

        Model.Enqueue(Script.Text(Answers.Of(1, "补")));
        await Api.GenerateAsync(id, "missing");
        Answers.AskedIn(await NextRequestAsync()).ShouldBe(1);
        var completed = await CompletedAsync(id, viewer, 3, since: end.Version);
        completed.Body["unfinished"].ShouldBeNull();
        completed.Missing.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Thoughts_fences_and_prose_are_ignored_in_any_split(string model)
    {
        var answer = "<think>先想想 {\"ideas\":[{\"title\":\"假\",\"body\":\"假\"}]} 不对</think>\n好的，以下是创意：\n```json\n"
            + Answers.Of(3, "栏") + "\n```\n希望你喜欢！";
        Model.Enqueue(Script.Text(answer).InDeltas(1));
        var (id, transformId) = await Api.CreateAsync(3, model: model);
        var viewer = Watch(id);
        await NextRequestAsync();
        var end = await CompletedAsync(id, viewer, 3);
        end.Titles.ShouldBe(Enumerable.Range(0, 3).Select(n => Answers.Title("栏", n)));
        (await Api.TransformAsync(transformId))["text"]!.GetValue<string>().ShouldBe(answer, "chunks are the model's text as it came");
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Tokens_split_inside_characters_come_out_whole(string model)
    {
        const string title = "👩‍👩‍👧🕰️𠮷";
        Model.Enqueue(Script.Text($"{{\"ideas\":[{Answers.One(title, "𝄞 一段 🎭 话")}]}}").InDeltas(1));
        var (id, transformId) = await Api.CreateAsync(1, model: model);
        var viewer = Watch(id);
        var plain = Watch(id, deltas: false);
        await NextRequestAsync();
        var end = await CompletedAsync(id, viewer, 1);
        await plain.CaughtUpAsync(end);
        end.Titles.ShouldBe([title]);
        (await Api.TransformAsync(transformId))["chunks"]!.AsArray().Select(chunk => chunk!.GetValue<string>())
            .ShouldAllBe(chunk => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(chunk)) == chunk);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task An_answer_of_two_megabytes_is_read(string model)
    {
        var notes = new StringBuilder();
        while (notes.Length < 700_000)
            notes.Append("很长的备注，没有人问起，");
        var answer = $"{{\"notes\":\"{notes}\",{Answers.Of(2, "长")[1..]}";
        Encoding.UTF8.GetByteCount(answer).ShouldBeGreaterThan(2_000_000);
        Model.Enqueue(Script.Text(answer).InDeltas(4000));
        var (id, transformId) = await Api.CreateAsync(2, model: model);
        var viewer = Watch(id, quiet: true);
        await NextRequestAsync();
        await CompletedAsync(id, viewer, 2);
        (await Api.TransformAsync(transformId))["text"]!.GetValue<string>().ShouldBe(answer);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Ten_thousand_deltas_of_one_character_are_read(string model)
    {
        var body = new StringBuilder();
        while (body.Length < 9_900)
            body.Append("一字一顿地写，");
        var answer = $"{{\"ideas\":[{Answers.One("万字", body.ToString())}]}}";
        Model.Enqueue(Script.Text(answer).InDeltas(1));
        var (id, transformId) = await Api.CreateAsync(1, model: model);
        var viewer = Watch(id, quiet: true);
        await NextRequestAsync();
        var end = await CompletedAsync(id, viewer, 1);
        end.Ideas[0]!["body"]!.GetValue<string>().ShouldBe(body.ToString());
        var transform = await Api.TransformAsync(transformId);
        transform["text"]!.GetValue<string>().ShouldBe(answer);
        string.Concat(transform["chunks"]!.AsArray().Select(chunk => chunk!.GetValue<string>())).ShouldBe(answer);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_refused_key_is_not_tried_again(string model)
    {
        Model.Enqueue(Script.Status(401).Saying("invalid key sk-test-do-not-show-me"));
        var before = Model.Requests.Count;
        var (id, transformId) = await Api.CreateAsync(2, model: model);
        await NextRequestAsync();
        var end = await Api.ReadOverAsync(id);
        end.Status.ShouldBe("failed");
        end.ErrorCode.ShouldBe("model_key_rejected");
        end.Body["error"]!["retryable"]!.GetValue<bool>().ShouldBeFalse();
        Model.Requests.Count.ShouldBe(before + 1);
        (await Api.TransformAsync(transformId)).ToJsonString().ShouldNotContain("sk-test");
    }

    [Fact]
    public async Task More_than_asked_and_repeats_are_dropped()
    {
        Model.Enqueue(Script.Text($"[{Answers.One("一")},{Answers.One("一")},{Answers.One("二")},{Answers.One("三")}]"));
        var (id, _) = await Api.CreateAsync(2);
        await NextRequestAsync();
        (await Api.ReadOverAsync(id)).Titles.ShouldBe(["一", "二"]);
    }

    private static List<int> Progress(FoldClient viewer) =>
    [
        .. viewer.Events.Select(folded => System.Text.Json.Nodes.JsonNode.Parse(folded.State)!["streamingData"]).OfType<System.Text.Json.Nodes.JsonObject>()
            .Select(streaming => streaming["progress"]!.GetValue<int>()),
    ];

    private static long Number(string version) => long.Parse(version, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Waits for the end: completed, with that many ideas, and never failed in between.</summary>
    private async Task<Read> CompletedAsync(string id, FoldClient viewer, int ideas, string since = "0")
    {
        var end = await Api.ReadOverAsync(id);
        end.Status.ShouldBe("completed", end.Body.ToJsonString());
        end.Ideas.Count.ShouldBe(ideas);
        await viewer.CaughtUpAsync(end);
        if (!viewer.Quiet)
            viewer.Events.Where(folded => Number(folded.Id!) > Number(since)).ShouldAllBe(folded => !folded.State.Contains("\"status\":\"failed\"", StringComparison.Ordinal));
        return end;
    }
}

/// <summary>A studio that tries once more, and takes three seconds of silence for the end.</summary>
public sealed class ImpatientStudio : ScriptedStudio
{
    protected override string[] Settings => ["Generation:MaxRetries=1", "Models:IdleTimeout=00:00:03"];
}
