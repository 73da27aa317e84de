namespace Inkstream.EndToEnd.Tests;

/// <summary>Chunks go after their grace period, by a sweep that survives restarts; the text stays (design, Schema).</summary>
public sealed class SweepTests
{
    [Fact]
    public async Task Chunks_go_after_the_grace_period_also_by_a_server_that_was_not_there_when_they_came_and_the_text_stays()
    {
        await using var model = await ScriptedModelServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var studio = await StudioServer.WithModelAsync(model, "Chunks:GracePeriod=00:00:00");
        var answer = Answers.Of(2, "扫");
        model.Enqueue(Script.Text(answer).InDeltas(5));
        var (id, transformId) = await studio.Api.CreateAsync(2);
        var before = await studio.Api.ReadOverAsync(id);

        // What runs is never swept.
        var half = model.Enqueue(Script.Text(Answers.Of(1, "跑")).InDeltas(5).HoldAfter(4));
        var (running, _) = await studio.Api.CreateAsync(1);
        await studio.Api.ReadUntilAsync(running, read => read.Text.Length > 0);
        await studio.EndAsync();
        model.Enqueue(Script.Text(Answers.Of(1, "跑")).InDeltas(5).HoldAfter(4));
        await studio.StartAsync();
        half.Release();

        await Until.FoundAsync(async () => (await studio.Api.TransformAsync(transformId))["chunks"]!.AsArray().Count == 0 ? "swept" : null);
        var transform = await studio.Api.TransformAsync(transformId);
        transform["text"]!.GetValue<string>().ShouldBe(answer);
        transform["results"]!.AsArray().Count.ShouldBe(2);
        var after = await studio.Api.ReadAsync(id);
        after.Version.ShouldBe(before.Version, "what GET shows is the same");
        Canonical.Json(after.Body).ShouldBe(Canonical.Json(before.Body));
        (await studio.Api.ReadUntilAsync(running, read => read.Text.Length > 0)).Status.ShouldBe("streaming");
    }
}
