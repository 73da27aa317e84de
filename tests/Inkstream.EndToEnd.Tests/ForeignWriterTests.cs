using System.Diagnostics;
using System.Globalization;

namespace Inkstream.EndToEnd.Tests;

/// <summary>Anyone's write is live: whoever writes into the database is seen by a connected viewer within 100 ms (invariant 7).</summary>
public abstract class ForeignWriterTests<TStudio>(TStudio studio) : ScriptedStudioTests<TStudio>(studio)
    where TStudio : ScriptedStudio
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Chunks_and_ideas_that_another_process_writes_are_seen_at_once_and_the_writer_goes_on_behind_them(bool deltas)
    {
        var tag = "外" + deltas;
        var answer = Answers.Of(2, tag);
        var middle = answer.IndexOf("雨夜", StringComparison.Ordinal) + 2;
        var script = Model.Enqueue(Script.Deltas(answer[..middle], answer[middle..]).HoldAfter(1));
        var (id, transformId) = await Api.CreateAsync(2);
        await NextRequestAsync();
        var viewer = Watch(id, deltas);
        await viewer.UntilAsync(document => document["streamingData"]?["chunks"]?.AsArray().Count > 0);
        using var database = Fixture.Studio.OpenDatabase(readOnly: false);

        var waits = new List<TimeSpan>();
        for (var n = 0; n < 9; n++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"（旁批{n}）");
            waits.Add(await SeenAfterAsync(viewer, text, () => database.Execute(
                """
                INSERT INTO transform_chunks (transform_id, chunk_index, chunk_data)
                SELECT transform_id, last_index + 1, @text FROM runs WHERE transform_id = @id
                """, ("@id", transformId), ("@text", text))));
        }

        for (var n = 0; n < 3; n++)
        {
            var title = string.Create(CultureInfo.InvariantCulture, $"外来{deltas}{n}");
            var artifact = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
            var data = $$"""{"idea_title":"{{title}}","idea_text":"手写的一张卡片。","order_index":{{n + 7}}}""";
            waits.Add(await SeenAfterAsync(viewer, title, () =>
            {
                using var transaction = database.BeginTransaction();
                database.Execute(
                    "INSERT INTO artifacts (id, user_id, type, data) SELECT @artifact, user_id, 'brainstorm_idea', @data FROM transforms WHERE id = @id",
                    ("@artifact", artifact), ("@data", data), ("@id", transformId));
                database.Execute(
                    "INSERT INTO transform_outputs (transform_id, artifact_id, role) VALUES (@id, @artifact, @role)",
                    ("@id", transformId), ("@artifact", artifact), ("@role", string.Create(CultureInfo.InvariantCulture, $"idea_{n + 7}")));
                transaction.Commit();
            }));
        }

        script.Release();
        var end = await Api.ReadOverAsync(id);
        await viewer.CaughtUpAsync(end);
        end.Status.ShouldBe("completed");
        end.Titles.Where(title => title.StartsWith(tag, StringComparison.Ordinal)).ShouldBe([Answers.Title(tag, 0), Answers.Title(tag, 1)]);
        var chunks = database.Chunks(transformId);
        chunks.Select(chunk => chunk.Index).ShouldBe(Enumerable.Range(0, chunks.Count).Select(index => (long)index));
        chunks[^1].Text.ShouldEndWith(answer[^10..]);

        var table = string.Join(", ", waits.Select(wait => wait.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)));
        TestContext.Current.TestOutputHelper!.WriteLine($"Seen after {table} ms");
        waits.Order().ElementAt(waits.Count / 2).ShouldBeLessThan(Soon, table);
        waits.Max().ShouldBeLessThan(TimeSpan.FromSeconds(1), table);
    }

    [Fact]
    public async Task What_would_leave_a_hole_or_change_a_chunk_is_refused()
    {
        var script = Model.Enqueue(Script.Text(Answers.Of(1, "洞")).InDeltas(10).HoldAfter(2));
        var (id, transformId) = await Api.CreateAsync(1);
        await NextRequestAsync();
        await Api.ReadUntilAsync(id, read => read.Text.Length > 0);
        using var database = Fixture.Studio.OpenDatabase(readOnly: false);
        Should.Throw<System.Data.Common.DbException>(() => database.Execute(
            "INSERT INTO transform_chunks (transform_id, chunk_index, chunk_data) VALUES (@id, 900, 'x')", ("@id", transformId)));
        Should.Throw<System.Data.Common.DbException>(() => database.Execute(
            "UPDATE transform_chunks SET chunk_data = 'x' WHERE transform_id = @id", ("@id", transformId)));
        script.Release();
        (await Api.ReadOverAsync(id)).Status.ShouldBe("completed");
    }

    private static async Task<TimeSpan> SeenAfterAsync(FoldClient viewer, string what, Action write)
    {
        var seen = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        viewer.OnEvent = folded =>
        {
            if (folded.State.Contains(what, StringComparison.Ordinal))
                seen.TrySetResult(Stopwatch.GetTimestamp());
        };
        write();
        var committed = Stopwatch.GetTimestamp();
        var at = await seen.Task.WaitAsync(Until.Patience, TestContext.Current.CancellationToken);
        return Stopwatch.GetElapsedTime(committed, at);
    }
}

/// <summary>Classes that measure time run when nothing else does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
