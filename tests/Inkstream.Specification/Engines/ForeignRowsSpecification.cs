using System.Text.Json.Nodes;
using Inkstream.Documents;
using Inkstream.Live;
using Shouldly;
using Xunit;

namespace Inkstream.Specification.Engines;

/// <summary>Anyone's write is live, and a writer takes in what it finds (invariants 2, 7 and 8).</summary>
public abstract class ForeignRowsSpecification : EngineSpecification
{
    // SQLite looks for foreign commits by the clock.
    protected override TimeProvider Clock => TimeProvider.System;

    [Theory]
    [InlineData(ViewForm.Deltas)]
    [InlineData(ViewForm.Plain)]
    public async Task A_foreign_chunk_in_a_running_transform_is_shown_live_and_the_writer_goes_on_behind_it_and_no_other_run_notices(ViewForm form)
    {
        await using var engine = await StartEngineAsync();
        var documents = new List<(Guid Id, Guid Transform)>();
        for (var i = 0; i < 3; i++)
        {
            var started = await CreateAsync(notes: 1);
            documents.Add((started.DocumentId, started.TransformId));
        }

        var calls = new List<Faults.ScriptedCall>();
        for (var i = 0; i < documents.Count; i++)
            calls.Add(await engine.Model.NextCallAsync(Cancel));
        calls.ForEach(call => call.Say("{\"notes\":[{\"title\":\"一"));
        var viewers = new List<Spectator>();
        foreach (var (id, _) in documents)
        {
            viewers.Add(await engine.WatchAsync(id, Owner, Cancel, form));
            await viewers[^1].UntilAsync(viewer => Text(viewer).Length > 0, Cancel);
        }

        var others = new List<DocumentVersion>();
        for (var i = 1; i < documents.Count; i++)
            others.Add((await ReadAsync(documents[i].Id)).Version);
        await Store.ForeignAsync(
            $"INSERT INTO transform_chunks (transform_id, chunk_index, chunk_data) SELECT transform_id, last_index + 1, '手写' FROM runs WHERE transform_id = '{documents[0].Transform}'");
        await viewers[0].UntilAsync(viewer => Text(viewer).EndsWith("手写", StringComparison.Ordinal), Cancel);

        for (var i = 1; i < documents.Count; i++)
            (await ReadAsync(documents[i].Id)).Version.ShouldBe(others[i - 1]);

        calls.ForEach(call =>
        {
            call.Say("二\",\"body\":\"完\"}]}");
            call.End();
        });
        for (var i = 0; i < documents.Count; i++)
        {
            await viewers[i].UntilAsync(IsOver, Cancel);
            viewers[i].Status.ShouldBe("completed");
            NoteTitles(viewers[i]).ShouldBe(["一二"], "the model's own text is what is read");
            await EqualsGetAsync(engine, viewers[i], documents[i].Id);
            await viewers[i].DisposeAsync();
            var transform = await TransformAsync(documents[i].Transform);
            transform.Text.ShouldBe(i == 0 ? "{\"notes\":[{\"title\":\"一手写二\",\"body\":\"完\"}]}" : "{\"notes\":[{\"title\":\"一二\",\"body\":\"完\"}]}");
            var indexes = await Store.ForeignAsync($"SELECT chunk_index FROM transform_chunks WHERE transform_id = '{documents[i].Transform}' ORDER BY 1");
            indexes.ShouldBe(Enumerable.Range(0, indexes.Count).Select(index => index.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        engine.Model.Calls.ShouldBe(documents.Count, "a run began again");
    }

    private static string Text(Spectator viewer) =>
        string.Concat((viewer.Streaming?["chunks"] as JsonArray ?? []).Select(chunk => chunk!.GetValue<string>()));
}
