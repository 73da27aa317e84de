namespace Inkstream.EndToEnd.Tests;

/// <summary>A killed server loses nothing of an outline: what closed stays, elements too, and the rest is written by the next attempt.</summary>
public abstract class OutlineCrashTests
{
    /// <summary>The settings that say where the studio keeps its rows.</summary>
    protected abstract Task<string[]> StorageAsync();

    [Fact]
    public async Task After_kill_9_the_components_and_elements_that_closed_stay_and_the_rest_is_written()
    {
        await using var model = await ScriptedModelServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var studio = await StudioServer.WithModelAsync(model, await StorageAsync());
        await using var clients = FoldClients.Start();
        var answer = OutlineText.Whole("先");
        var at = answer.IndexOf("\"setting\"", StringComparison.Ordinal) + 45;
        var script = model.Enqueue(Script.Deltas(answer[..at], answer[at..]).HoldAfter(1));
        var (id, _) = await studio.Api.CreateOutlineAsync();
        var viewer = clients.Watch("纲", studio.Address, id, deltas: true, kind: "outline");
        var seen = await viewer.UntilAsync(document => document["streamingData"]?["draft"] is not null);
        await KillAsync(studio, script);
        model.Enqueue(Script.Text(OutlineText.Answer(OutlineApi.Components[5..], "后")));
        await studio.StartAsync();
        var whole = await studio.Api.OutlineOverAsync(id);
        (whole.Status, whole.ComponentsOf().Count).ShouldBe(("completed", 8), studio.Log);
        foreach (var component in OutlineApi.Components[..5])
            Canonical.Json(whole.Component(component)!).ShouldBe(Canonical.Json(seen["components"]![component]!), component);
        whole.Component("title")!.GetValue<string>().ShouldBe("剧名先");
        whole.Component("setting")!["core_setting_summary"]!.GetValue<string>().ShouldBe("设定后");
        await viewer.CaughtUpAsync(whole);

        // An element that closed before the crash is in the list that the next attempt goes on with.
        const string first = "{\"characters/0\":";
        var element = first + OutlineText.Value("characters/0", "新").ToJsonString() + ",\"characters/2\":{\"name\":\"断";
        script = model.Enqueue(Script.Deltas(element, "了\"}}").HoldAfter(1));
        await studio.Api.GeneratePartsAsync(id, "characters/0", "characters/2");
        await studio.Api.OutlineUntilAsync(id, read => read.RevisionOf("characters") == 2);
        await KillAsync(studio, script);
        model.Enqueue(Script.Text(OutlineText.Answer(["characters/2"], "接")));
        await studio.StartAsync();
        var end = await studio.Api.OutlineOverAsync(id);
        end.Status.ShouldBe("completed", studio.Log);
        end.RevisionOf("characters").ShouldBe(3);
        end.Component("characters")!.AsArray().Select(person => person!["description"]!.GetValue<string>()).ShouldBe(["人物新", "人物后", "人物接"]);
        await viewer.CaughtUpAsync(end);
        viewer.ComesBack = false;
    }

    private static async Task KillAsync(StudioServer studio, Script script)
    {
        await studio.KillAsync();
        script.Release();
        await studio.LetGoAsync();
    }
}
