using System.Globalization;

namespace Inkstream.EndToEnd.Tests;

/// <summary>
/// The server is killed with <c>kill -9</c> while text is in flight, and started again (design, invariants 1–4, 12, 13).
/// </summary>
public abstract class CrashTests
{
    private const int Ideas = 4;

    /// <summary>Rounds of <c>./test</c>.</summary>
    protected abstract int Slice { get; }

    /// <summary>Rounds of <c>./test --full</c>.</summary>
    protected abstract int Whole { get; }

    private int Rounds => Repository.Full ? Whole : Slice;

    /// <summary>The settings that say where the studio keeps its rows.</summary>
    protected abstract Task<string[]> StorageAsync();

    [Fact]
    public async Task After_kill_9_in_the_middle_of_text_nothing_is_lost_nothing_is_doubled_and_the_run_is_finished()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}");
        var dice = new Random(seed);
        await using var model = await ScriptedModelServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var studio = await StudioServer.WithModelAsync(model, await StorageAsync());
        await using var clients = FoldClients.Start();

        var inFlight = 0;
        for (var round = 0; inFlight < Rounds; round++)
        {
            (round - inFlight).ShouldBeLessThan(Rounds, "too many rounds in which no text was in flight");
            if (await RoundAsync(studio, model, clients, round, dice))
                inFlight++;
        }

        using var database = studio.OpenDatabase();
        database.Count("SELECT count(*) FROM transforms WHERE status IN ('queued', 'running')").ShouldBe(0);
        database.Count("SELECT count(*) FROM transforms WHERE status = 'failed'").ShouldBeGreaterThanOrEqualTo(Rounds);
    }

    /// <returns>Whether text was in flight each time the server was killed.</returns>
    private static async Task<bool> RoundAsync(StudioServer studio, ScriptedModelServer model, FoldClients clients, int round, Random dice)
    {
        var tag = string.Create(CultureInfo.InvariantCulture, $"第{round}轮");
        var kills = dice.Next(4) == 0 ? 2 : 1;
        List<Killed> killed = [];
        FoldClient? viewer = null;
        var id = "";
        for (var kill = 0; kill < kills; kill++)
        {
            var there = killed.LastOrDefault()?.Parts.Count ?? 0;
            if (there == Ideas)
                break;
            var answer = Answers.Of(Ideas - there, tag, first: there);
            var script = Flowing(answer, dice, out var held);
            model.Enqueue(script);
            if (viewer is null)
            {
                (id, _) = await studio.Api.CreateAsync(Ideas);
                viewer = clients.Watch(tag, studio.Address, id, deltas: dice.Next(3) > 0);
            }
            else
            {
                await studio.StartAsync();
            }

            var attempt = kill;
            if (held)
                await script.Held.WaitAsync(Until.Patience, TestContext.Current.CancellationToken);
            var enough = dice.Next(1, answer.Length - 20);
            await Until.TrueAsync(
                () => Ended(viewer) || (Seen(viewer, killed) is { Length: > 0 } text && (held || text.Length >= enough)),
                () => $"The viewer holds {viewer.State}; closed: {viewer.Closed}",
                TimeSpan.FromSeconds(60));
            await studio.KillAsync();
            script.Release();
            await studio.LetGoAsync();

            var left = LookAt(studio, id, attempt);
            if (left is null || left.Text.Length == answer.Length)
            {
                // All text was there already, or none: this round does not count.
                await studio.StartAsync();
                await studio.Api.ReadOverAsync(id);
                viewer.ComesBack = false;
                viewer.Drop();
                return false;
            }

            answer.ShouldStartWith(left.Text);
            left.Text.ShouldStartWith(Seen(viewer, killed), Case.Sensitive, "what was seen must have been committed first");
            killed.Add(left);
        }

        var kept = killed[^1].Parts;
        if (kept.Count < Ideas)
            model.Enqueue(Script.Text(Answers.Of(Ideas - kept.Count, tag, first: kept.Count)).InDeltas(dice.Next(1, 40)));
        await studio.StartAsync();

        var end = await studio.Api.ReadOverAsync(id);
        end.Status.ShouldBe("completed", studio.Log);
        end.ArtifactIds.Take(kept.Count).ShouldBe(kept);
        end.Titles.ShouldBe(Enumerable.Range(0, Ideas).Select(number => Answers.Title(tag, number)));
        await viewer!.CaughtUpAsync(end);
        viewer.ComesBack = false;
        viewer.Drop();
        using var database = studio.OpenDatabase();
        await JudgeAttemptsAsync(studio, database.Attempts(id), killed);
        foreach (var one in killed)
            database.Chunks(one.TransformId).ShouldBe(one.Chunks);
        return true;
    }

    private static async Task JudgeAttemptsAsync(StudioServer studio, IReadOnlyList<Rows.Transform> attempts, List<Killed> killed)
    {
        attempts.Count.ShouldBe(killed.Count + 1);
        for (var number = 0; number < attempts.Count; number++)
        {
            var attempt = attempts[number];
            attempt.RetryOf.ShouldBe(number == 0 ? null : attempts[number - 1].Id);
            attempt.Reason.ShouldBe(number == 0 ? null : "interrupted");
            var shown = await studio.Api.TransformAsync(attempt.Id);
            shown["attempt"]!["number"]!.GetValue<int>().ShouldBe(1, "a takeover does not count");
            if (number == killed.Count)
            {
                shown["status"]!.GetValue<string>().ShouldBe("completed");
                continue;
            }

            attempt.OutputText.ShouldBe(killed[number].Text);
            shown["status"]!.GetValue<string>().ShouldBe("failed");
            shown["error"]!["code"]!.GetValue<string>().ShouldBe("interrupted");
            shown["text"]!.GetValue<string>().ShouldBe(killed[number].Text);
        }
    }

    /// <summary>A script whose text is still in flight for a while: it stands still somewhere, or comes slowly.</summary>
    private static Script Flowing(string answer, Random dice, out bool holds)
    {
        var script = Script.Text(answer).InDeltas(dice.Next(3, 12));
        holds = dice.Next(2) == 0;
        var deltas = (answer.Length / 12) - 1;
        return holds ? script.HoldAfter(dice.Next(1, deltas)) : script.Every(TimeSpan.FromMilliseconds(dice.Next(1, 6)));
    }

    /// <summary>The text of the present attempt that the viewer has.</summary>
    private static string Seen(FoldClient viewer, List<Killed> before)
    {
        var streaming = viewer.Document?["streamingData"];
        return streaming is null || before.Exists(one => one.TransformId == streaming["transformId"]!.GetValue<string>())
            ? ""
            : string.Concat(streaming["chunks"]!.AsArray().Select(chunk => chunk!.GetValue<string>()));
    }

    private static bool Ended(FoldClient viewer) => viewer.Document?["status"]?.GetValue<string>() == "completed";

    /// <summary>What a killed server left of the attempt; null when no text was in flight.</summary>
    private static Killed? LookAt(StudioServer studio, string documentId, int attempt)
    {
        using var database = studio.OpenDatabase();
        var attempts = database.Attempts(documentId);
        if (attempts.Count <= attempt || attempts[attempt].Status != "running")
            return null;
        var chunks = database.Chunks(attempts[attempt].Id);
        chunks.Select(chunk => chunk.Index).ShouldBe(Enumerable.Range(0, chunks.Count).Select(index => (long)index));
        return chunks.Count == 0
            ? null
            : new Killed(attempts[attempt].Id, chunks, string.Concat(chunks.Select(chunk => chunk.Text)), database.Parts(documentId));
    }

    private sealed record Killed(string TransformId, IReadOnlyList<Rows.Chunk> Chunks, string Text, IReadOnlyList<string> Parts);
}
