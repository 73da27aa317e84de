using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Specification.Faults;
using Inkstream.Specification.Kinds;
using Inkstream.Specification.Live;
using Shouldly;
using Xunit;

namespace Inkstream.Specification.Engines;

/// <summary>
/// A kind that brings a prompt, a shape and nothing else (<see cref="LinesKind"/>) has all that the product's kinds have: the
/// engine has no branch on kinds (design, Modules).
/// </summary>
public abstract class ThirdKindSpecification : EngineSpecification
{
    [Fact]
    public async Task It_streams_and_a_viewer_who_comes_back_resumes_where_they_were()
    {
        await using var engine = await StartEngineAsync();
        var id = (await CreateAsync(LinesKind.KindName, "lines/0", "lines/1")).DocumentId;
        var viewer = await WatchAsync(engine, id);
        var call = await engine.Model.NextCallAsync(Cancel);
        call.Prompt.ShouldBe("Write lines/0 lines/1");
        call.Say("<think>想</think>```json\n{\"lines\":[\"第一行\",\"第二");
        await viewer.UntilAsync(v => v.Streaming?["draft"]?["part"]?.GetValue<string>() == "lines/1", Cancel);
        Lines(viewer).ShouldBe(["第一行"]);
        viewer.Streaming!["draft"]!["value"]!.GetValue<string>().ShouldBe("第二");
        viewer.Streaming["progress"]!.GetValue<int>().ShouldBe(50);
        viewer.State.ToJsonString().ShouldBe((await GetAsync(engine, id, LinesKind.KindName)).ToJsonString());

        // Away, while it goes on; what was missed follows, and nothing else.
        await viewer.DisposeAsync();
        call.Say("行🕰️");
        await using var other = await WatchAsync(engine, id);
        await other.UntilAsync(v => v.Streaming?["draft"]?["value"]?.GetValue<string>() == "第二行🕰️", Cancel);
        await using var back = await WatchAsync(engine, id, viewer.Fold);
        call.Say("\"]}\n```");
        call.End();
        foreach (var one in (Spectator[])[back, other])
        {
            await one.UntilAsync(IsOver, Cancel);
            (one.Status, string.Join('|', Lines(one))).ShouldBe(("completed", "第一行|第二行🕰️"));
            one.State.ToJsonString().ShouldBe((await GetAsync(engine, id, LinesKind.KindName)).ToJsonString());
        }
    }

    [Fact]
    public async Task It_stops_keeps_what_closed_says_what_is_missing_and_writes_only_that()
    {
        await using var engine = await StartEngineAsync();
        var started = await CreateAsync(LinesKind.KindName, "lines/0", "lines/1");
        await using var viewer = await WatchAsync(engine, started.DocumentId);
        var call = await engine.Model.NextCallAsync(Cancel);
        call.Say("[\"留下的\",\"没写");
        await viewer.UntilAsync(v => v.Streaming?["draft"] is not null, Cancel);
        (await Store.Documents.StopAsync(Owner, started.TransformId, Cancel)).ShouldBeTrue();
        (await call.Left.WaitAsync(TimeSpan.FromSeconds(20), Cancel)).ShouldBeTrue("the model call ends");
        await viewer.UntilAsync(IsOver, Cancel);
        viewer.Status.ShouldBe("cancelled");
        Lines(viewer).ShouldBe(["留下的"]);
        Missing(viewer).ShouldBe(["lines/1"]);
        viewer.State["unfinished"]!["value"]!.GetValue<string>().ShouldBe("没写");

        var again = new NewGeneration(NewId(), "any", "{}", ["lines/1"], false, [], 1);
        (await Store.Documents.StartAsync(Owner, LinesKind.KindName, started.DocumentId, again, null, Cancel)).ShouldBeOfType<StartResult.Started>();
        var second = await engine.Model.NextCallAsync(Cancel);
        second.Say("[\"补上的\"]");
        second.End();
        await viewer.UntilAsync(v => v.Status == "completed", Cancel);
        Lines(viewer).ShouldBe(["留下的", "补上的"]);
    }

    [Fact]
    public async Task After_a_crash_it_goes_on_with_what_is_missing_and_its_viewers_see_it()
    {
        var dead = await StartEngineAsync();
        var id = (await CreateAsync(LinesKind.KindName, "lines/0", "lines/1")).DocumentId;
        ReferenceFold before;
        await using (var viewer = await WatchAsync(dead, id))
        {
            (await dead.Model.NextCallAsync(Cancel)).Say("[\"写完的\",\"半");
            await viewer.UntilAsync(v => Lines(v).Length == 1, Cancel);
            before = viewer.Fold;
        }

        await dead.KillAsync();
        await Store.ReopenAsync();
        await using var engine = await StartEngineAsync();
        await using var back = await WatchAsync(engine, id, before);
        var call = await NextCallAdvancingAsync(engine, id);
        call.Prompt.ShouldBe("Write lines/1");
        await back.UntilAsync(v => Reason(v) == "interrupted", Cancel);
        Number(back).ShouldBe(1);
        call.Say("[\"接着写的\"]");
        call.End();
        await back.UntilAsync(IsOver, Cancel);
        (back.Status, string.Join('|', Lines(back))).ShouldBe(("completed", "写完的|接着写的"));
        back.State.ToJsonString().ShouldBe((await GetAsync(engine, id, LinesKind.KindName)).ToJsonString());
    }

    private static string[] Lines(Spectator viewer) => [.. viewer.State["lines"]!.AsArray().Select(line => line!.GetValue<string>())];

    private Task<Spectator> WatchAsync(Engine engine, Guid id, ReferenceFold? fold = null) =>
        engine.WatchAsync(id, Owner, Cancel, kind: LinesKind.KindName, fold: fold);

    /// <summary>The next call, while time goes on.</summary>
    private async Task<ScriptedCall> NextCallAdvancingAsync(Engine engine, Guid id)
    {
        var next = engine.Model.NextCallAsync(Cancel);
        while (!next.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            (await Store.Documents.ReadAsync(Owner, LinesKind.KindName, id, Cancel)).ShouldNotBeNull();
        }

        return await next;
    }
}
