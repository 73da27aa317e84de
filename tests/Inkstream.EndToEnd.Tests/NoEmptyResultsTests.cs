namespace Inkstream.EndToEnd.Tests;

/// <summary>Old cards go only when a new one is there, in the same event (contract 3, No empty results).</summary>
public abstract class NoEmptyResultsTests<TStudio>(TStudio studio) : ScriptedStudioTests<TStudio>(studio)
    where TStudio : ScriptedStudio
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_regeneration_that_fails_before_its_first_card_leaves_every_old_card(bool beforeAnyText)
    {
        var old = await FinishedAsync(3, "旧");
        var id = old.Body["id"]!.GetValue<string>();
        var viewer = Watch(id);
        await viewer.CaughtUpAsync(old);
        Model.Enqueue(beforeAnyText ? Script.Status(401) : Script.Deltas("{\"ideas\":[{\"title\":\"半", "张").CutAfter(1));

        await Api.GenerateAsync(id, "regenerate");
        await NextRequestAsync();
        var failed = await Api.ReadOverAsync(id);

        failed.Status.ShouldBe("failed");
        failed.Missing.Count.ShouldBe(3);
        failed.ArtifactIds.ShouldBe(old.ArtifactIds);
        await viewer.CaughtUpAsync(failed);
        viewer.Events.ShouldAllBe(folded => Ids(folded).SequenceEqual(old.ArtifactIds));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_first_new_card_retires_exactly_what_was_not_kept_in_the_same_event(bool deltas)
    {
        var old = await FinishedAsync(4, "旧");
        var id = old.Body["id"]!.GetValue<string>();
        var (favourite, edited) = (old.ArtifactIds[1], old.ArtifactIds[2]);
        await Api.ExpectAsync(200, HttpMethod.Patch, $"/api/ideations/{id}/ideas/{favourite}", """{"favourite":true}""");
        await Api.ExpectAsync(200, HttpMethod.Patch, $"/api/ideations/{id}/ideas/{edited}", """{"title":"改过"}""", ("If-Match", "\"1\""));
        var before = await Api.ReadAsync(id);
        var viewer = Watch(id, deltas);
        await viewer.CaughtUpAsync(before);

        var answer = Answers.Of(2, "新" + deltas);
        var script = Model.Enqueue(Script.Text(answer).InDeltas(7).HoldAfter((answer.IndexOf('}', StringComparison.Ordinal) / 7) + 2));
        await Api.GenerateAsync(id, "regenerate", count: 2);
        await NextRequestAsync();
        var one = await viewer.UntilAsync(document => document["ideas"]!.AsArray().Count == 3);
        one["status"]!.GetValue<string>().ShouldBe("streaming");
        script.Release();
        var end = await Api.ReadOverAsync(id);

        end.ArtifactIds.Take(2).ShouldBe([favourite, edited]);
        end.Titles.Skip(2).ShouldBe([Answers.Title("新" + deltas, 0), Answers.Title("新" + deltas, 1)]);
        await viewer.CaughtUpAsync(end);
        var lists = viewer.Events.Select(Ids).ToList();
        lists.ShouldAllBe(ids => ids.SequenceEqual(old.ArtifactIds) || (ids.Count > 2 && ids.SequenceEqual(end.ArtifactIds.Take(ids.Count))));
    }

    private static List<string> Ids(FoldedEvent folded) =>
        [.. System.Text.Json.Nodes.JsonNode.Parse(folded.State)!["ideas"]!.AsArray().Select(idea => idea!["artifactId"]!.GetValue<string>())];
}

/// <summary>A studio that gives up after the first attempt.</summary>
public class NoRetriesStudio : ScriptedStudio
{
    protected override string[] Settings => ["Generation:MaxRetries=0"];
}

/// <summary>The same over PostgreSQL.</summary>
public sealed class NoRetriesPostgresStudio : NoRetriesStudio
{
    protected override Task<string[]> StorageAsync() => SharedPostgres.NewDatabaseAsync();
}
