using Inkstream.Documents;
using Inkstream.Live;
using Inkstream.Ports;
using Inkstream.Specification.Faults;
using Inkstream.Specification.Kinds;
using Inkstream.Specification.Live;
using Inkstream.Writing;
using Shouldly;
using Xunit;

namespace Inkstream.Specification.Engines;

/// <summary>Viewers (invariants 7–11 and 15; contract 4).</summary>
public abstract class LiveSpecification : EngineSpecification
{
    // Nothing is generated unless a test does it.
    private static EngineSettings Idle => new() { Options = new GenerationOptions { Parallel = 0 } };

    // What is there at the start is taken; no hint comes late and asks for a read of its own.
    private static EngineSettings Unheard => new() { Options = Options, Signal = _ => new Silence() };

    [Theory]
    [InlineData(ViewForm.Plain)]
    [InlineData(ViewForm.Deltas)]
    public async Task The_first_event_is_the_document_and_who_comes_back_with_it_gets_nothing_again(ViewForm form)
    {
        await using var engine = await StartEngineAsync(Idle);
        var document = await FinishedAsync(2);
        var viewer = await engine.WatchAsync(document, Owner, Cancel, form);
        await viewer.NextAsync(Cancel);
        viewer.State.ToJsonString().ShouldBe((await GetAsync(engine, document)).ToJsonString());
        await viewer.DisposeAsync();

        await using var back = await engine.WatchAsync(document, Owner, Cancel, form, fold: viewer.Fold);
        await MarkAsync(document);
        await back.NextAsync(Cancel);
        back.State.ToJsonString().ShouldBe((await GetAsync(engine, document)).ToJsonString());
    }

    [Fact]
    public async Task What_is_someone_elses_or_of_another_kind_cannot_be_watched()
    {
        await using var engine = await StartEngineAsync(Idle);
        var document = await FinishedAsync(1);

        foreach (var (owner, kind, id) in new[] { (NewId(), NotesKind.KindName, document), (Owner, SheetKind.KindName, document), (Owner, NotesKind.KindName, NewId()) })
        {
            await using var viewer = engine.Live.Watch(id, owner, kind, ViewForm.Deltas, null);
            (await viewer.Opened.WaitAsync(TimeSpan.FromSeconds(20), Cancel)).ShouldBeFalse();
        }

        engine.Live.Watched.ShouldBe(0);
    }

    [Theory]
    [InlineData(ViewForm.Plain)]
    [InlineData(ViewForm.Deltas)]
    public async Task A_deleted_document_says_so_and_the_stream_ends(ViewForm form)
    {
        await using var engine = await StartEngineAsync(Idle);
        var document = await FinishedAsync(1);
        await using var viewer = await engine.WatchAsync(document, Owner, Cancel, form);
        await viewer.NextAsync(Cancel);
        await Store.Documents.DeleteAsync(Owner, NotesKind.KindName, document, Cancel);

        (await viewer.NextAsync(Cancel)).ShouldBeTrue();
        viewer.Fold.Deleted.ShouldBeTrue();
        (await viewer.NextAsync(Cancel)).ShouldBeFalse();
        await Should.ThrowAsync<InvalidOperationException>(() => engine.WatchAsync(document, Owner, Cancel, form));
    }

    [Fact]
    public async Task A_thousand_joins_at_once_share_a_handful_of_reads()
    {
        await using var engine = await StartEngineAsync(Idle);
        var document = await FinishedAsync(3);
        var held = HoldReads(engine);
        var first = engine.Live.Watch(document, Owner, NotesKind.KindName, ViewForm.Plain, null);
        await held.Reached.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        var viewers = Enumerable.Range(1, 1000)
            .Select(n => engine.Live.Watch(document, Owner, NotesKind.KindName, n % 2 == 0 ? ViewForm.Plain : ViewForm.Deltas, null))
            .ToList();

        // None of them may take the read that was under way when they came.
        viewers.ShouldAllBe(viewer => !viewer.Opened.IsCompleted);
        engine.Reads.AfterRead = null;
        held.Release.SetResult();
        foreach (var viewer in viewers)
            (await viewer.Opened.WaitAsync(TimeSpan.FromSeconds(20), Cancel)).ShouldBeTrue();

        engine.Reads.Reads.ShouldBeLessThanOrEqualTo(5);
        foreach (var viewer in viewers)
            await viewer.DisposeAsync();
        await first.DisposeAsync();
        engine.Live.Watched.ShouldBe(0);
    }

    [Fact]
    public async Task Who_joins_while_a_read_is_under_way_begins_with_what_was_there_when_it_came()
    {
        await using var engine = await StartEngineAsync(Idle with { Signal = _ => new Silence() });
        var document = await FinishedAsync(1);
        var held = HoldReads(engine);
        await using var first = engine.Live.Watch(document, Owner, NotesKind.KindName, ViewForm.Plain, null);
        await held.Reached.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        await MarkAsync(document);
        var version = (await ReadAsync(document)).Version;
        await using var late = new Spectator(engine.Live.Watch(document, Owner, NotesKind.KindName, ViewForm.Plain, null), new ReferenceFold());
        engine.Reads.AfterRead = null;
        held.Release.SetResult();

        (await late.NextAsync(Cancel)).ShouldBeTrue();
        late.Fold.Id.ShouldBe(version.Value, "it took the read that was under way");
    }

    [Fact]
    public async Task After_a_thousand_documents_were_viewed_and_left_nothing_is_held()
    {
        await using var engine = await StartEngineAsync(Idle);
        for (var i = 0; i < 1000; i++)
        {
            // Reading is what is tested; half of them are not there, which must not be remembered either.
            var document = i % 4 == 0 ? (await CreateAsync()).DocumentId : NewId();
            await using var viewer = engine.Live.Watch(document, Owner, NotesKind.KindName, i % 2 == 0 ? ViewForm.Plain : ViewForm.Deltas, null);
            (await viewer.Opened.WaitAsync(TimeSpan.FromSeconds(20), Cancel)).ShouldBe(i % 4 == 0);
        }

        await using (engine.Live.WatchLibrary(Owner, null))
            engine.Live.Watched.ShouldBe(1);
        engine.Live.Watched.ShouldBe(0);
    }

    [Fact]
    public async Task A_slow_viewer_is_closed_and_resumes_while_the_others_go_on()
    {
        await using var engine = await StartEngineAsync(Idle);
        var document = await FinishedAsync(1);
        await using var slow = await engine.WatchAsync(document, Owner, Cancel);
        await using var quick = await engine.WatchAsync(document, Owner, Cancel);
        await quick.NextAsync(Cancel);
        for (var i = 0; i <= LiveBounds.EventsAViewer; i++)
        {
            await MarkAsync(document, favourite: i % 2 == 0);
            await quick.NextAsync(Cancel);
        }

        slow.Viewer.TooSlow.IsCancellationRequested.ShouldBeTrue();
        quick.Viewer.TooSlow.IsCancellationRequested.ShouldBeFalse();
        await EqualsGetAsync(engine, quick, document);
        while (await slow.NextAsync(Cancel))
        {
        }

        await using var back = await engine.WatchAsync(document, Owner, Cancel, fold: slow.Fold);
        await EqualsGetAsync(engine, back, document);
    }

    [Fact]
    public async Task A_viewer_who_does_not_take_its_bytes_is_closed_at_the_bound_however_large_the_first_event_was()
    {
        await using var engine = await StartEngineAsync(Idle);
        var document = await FinishedAsync(1);
        var part = (await ReadAsync(document)).Parts[0].ArtifactId;
        var big = new string('x', 900_000);
        await Store.Documents.EditAsync(new PartEdit(Owner, document, part, 1, new NewArtifact("note", NotesKind.Note(big, "b"))), Cancel);
        await using var viewer = engine.Live.Watch(document, Owner, NotesKind.KindName, ViewForm.Plain, null);
        await viewer.Opened.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        (await viewer.WaitAsync()).ShouldBeTrue();
        viewer.TryTake(out var first).ShouldBeTrue();
        viewer.Sent(first.Length);

        for (var revision = 2; revision <= 6 && !viewer.TooSlow.IsCancellationRequested; revision++)
        {
            await Store.Documents.EditAsync(new PartEdit(Owner, document, part, revision, new NewArtifact("note", NotesKind.Note(big + revision, "b"))), Cancel);
            await using var witness = await engine.WatchAsync(document, Owner, Cancel, ViewForm.Plain);
        }

        // Five events are more than the bound, which the first one does not widen.
        viewer.TooSlow.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task With_no_signal_at_all_a_viewer_is_a_second_behind()
    {
        await using var engine = await StartEngineAsync(Idle with { Signal = _ => new Silence() });
        var document = await FinishedAsync(1);
        await using var plain = await engine.WatchAsync(document, Owner, Cancel, ViewForm.Plain);
        await using var deltas = await engine.WatchAsync(document, Owner, Cancel);
        await plain.NextAsync(Cancel);
        await deltas.NextAsync(Cancel);
        await MarkAsync(document);
        Time.Advance(LiveBounds.Poll);

        await deltas.NextAsync(Cancel);
        await EqualsGetAsync(engine, deltas, document);
        await EqualsGetAsync(engine, plain, document);
    }

    [Fact]
    public async Task What_is_committed_while_a_plain_viewers_read_is_under_way_follows_without_a_poll()
    {
        await using var engine = await StartEngineAsync();
        var document = (await CreateAsync(notes: 1)).DocumentId;
        var call = await engine.Model.NextCallAsync(Cancel);
        await using var viewer = await engine.WatchAsync(document, Owner, Cancel, ViewForm.Plain);
        await viewer.NextAsync(Cancel);
        call.Say("0");
        await PacedUntilAsync(viewer, "0");
        Time.Advance(LiveBounds.PlainPace);
        var held = HoldReads(engine);
        call.Say("a");
        await held.Reached.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        var commit = Commits(engine, 1);
        call.Say("b");
        await commit;

        // Held is a read that did not see the last word.
        engine.Reads.AfterRead = null;
        held.Release.SetResult();
        await PacedUntilAsync(viewer, "0ab");
    }

    [Fact]
    public async Task Who_joins_during_commits_does_not_make_live_read_in_a_loop()
    {
        await using var engine = await StartEngineAsync();
        var document = (await CreateAsync(notes: 1)).DocumentId;
        var call = await engine.Model.NextCallAsync(Cancel);
        await using var plain = await engine.WatchAsync(document, Owner, Cancel, ViewForm.Plain);
        await plain.NextAsync(Cancel);
        var held = HoldReads(engine);
        var joining = engine.WatchAsync(document, Owner, Cancel);
        await held.Reached.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        var commit = Commits(engine, 1);
        call.Say("a");
        await commit;
        engine.Reads.AfterRead = null;
        held.Release.SetResult();
        await using var viewer = await joining;
        await viewer.UntilAsync(v => Text(v) == "a", Cancel);

        // The plain viewer has to wait for its pace, and time stands still.
        call.Say("b");
        await viewer.UntilAsync(v => Text(v) == "ab", Cancel);
        var reads = engine.Reads.Reads;
        for (var i = 0; i < 100; i++)
            await GetAsync(engine, document);

        (engine.Reads.Reads - reads).ShouldBeLessThanOrEqualTo(2);
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(LiveBounds.CommitsDuringARead + 10, 2)]
    public async Task However_many_of_this_servers_commits_fall_into_a_read_they_follow_it_without_another_unless_they_are_too_many(int commits, int reads)
    {
        var document = (await CreateAsync(notes: 2)).DocumentId;
        await using var engine = await StartEngineAsync(Unheard);
        var call = await engine.Model.NextCallAsync(Cancel);
        await using var viewer = await engine.WatchAsync(document, Owner, Cancel);
        await viewer.NextAsync(Cancel);

        // A finished part is what only a read tells.
        var before = engine.Reads.Reads;
        var held = HoldReads(engine);
        call.Say(Notes("甲"));
        await held.Reached.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        call.Say(",{\"title\":\"");
        await SayEachAsync(engine, call, commits);
        engine.Reads.AfterRead = null;
        held.Release.SetResult();

        await viewer.UntilAsync(v => Text(v).Count(letter => letter == 'x') == commits, Cancel);
        await EqualsGetAsync(engine, viewer, document);
        (engine.Reads.Reads - before).ShouldBe(reads);
    }

    [Fact]
    public async Task Who_joins_during_commits_needs_one_read()
    {
        var document = (await CreateAsync(notes: 1)).DocumentId;
        await using var engine = await StartEngineAsync(Unheard);
        var call = await engine.Model.NextCallAsync(Cancel);
        var held = HoldReads(engine);
        var joining = engine.WatchAsync(document, Owner, Cancel);
        await held.Reached.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        await SayEachAsync(engine, call, 20);
        engine.Reads.AfterRead = null;
        held.Release.SetResult();

        await using var viewer = await joining;
        await viewer.UntilAsync(v => Text(v).Length == 20, Cancel);
        await EqualsGetAsync(engine, viewer, document);
        engine.Reads.Reads.ShouldBe(1);
    }

    [Fact]
    public async Task This_servers_own_words_reach_viewers_with_deltas_without_a_read()
    {
        await using var engine = await StartEngineAsync();
        var document = (await CreateAsync(notes: 1)).DocumentId;
        var call = await engine.Model.NextCallAsync(Cancel);
        await using var viewer = await engine.WatchAsync(document, Owner, Cancel);
        call.Say("0");
        await viewer.UntilAsync(v => Text(v) == "0", Cancel);
        var reads = engine.Reads.Reads;
        for (var i = 1; i < 30; i++)
        {
            call.Say("x");
            await viewer.UntilAsync(v => Text(v).Length > i, Cancel);
        }

        (engine.Reads.Reads - reads).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task Plain_viewers_get_one_event_in_50_ms_while_text_flows()
    {
        await using var engine = await StartEngineAsync();
        var document = (await CreateAsync(notes: 1)).DocumentId;
        var call = await engine.Model.NextCallAsync(Cancel);
        await using var plain = await engine.WatchAsync(document, Owner, Cancel, ViewForm.Plain);
        await using var deltas = await engine.WatchAsync(document, Owner, Cancel);
        await plain.NextAsync(Cancel);
        for (var i = 0; i < 10; i++)
        {
            call.Say("x");
            await deltas.UntilAsync(v => Text(v).Length > i, Cancel);
        }

        var events = 0;
        plain.AfterEvent = () => Task.FromResult(events++);
        await PacedUntilAsync(plain, "xxxxxxxxxx");
        events.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task A_library_viewer_sees_what_is_added_changed_and_removed()
    {
        await using var engine = await StartEngineAsync(Idle);
        await FinishedAsync(1);
        await using var viewer = engine.Live.WatchLibrary(Owner, null);
        (await viewer.Opened.WaitAsync(TimeSpan.FromSeconds(20), Cancel)).ShouldBeTrue();
        var items = new Dictionary<string, string>(StringComparer.Ordinal);
        var removed = await FinishedAsync(1);
        var added = (await CreateAsync(title: "新")).DocumentId;
        await Store.Documents.DeleteAsync(Owner, NotesKind.KindName, removed, Cancel);
        var version = (await Store.Changes.LibraryVersionsAsync([Owner], Cancel))[Owner];

        for (var id = 0L; id < version;)
        {
            (await viewer.WaitAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancel)).ShouldBeTrue();
            viewer.TryTake(out var bytes).ShouldBeTrue();
            var text = System.Text.Encoding.UTF8.GetString(bytes.Span);
            var data = System.Text.Json.Nodes.JsonNode.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..])!;
            foreach (var item in data["items"]!.AsArray())
                items[item!["id"]!.GetValue<string>()] = item["title"]!.GetValue<string>();
            foreach (var gone in data["removed"]!.AsArray())
                items.Remove(gone!.GetValue<string>());
            id = long.Parse(text["id: ".Length..text.IndexOf('\n', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
        }

        items.Count.ShouldBe(2);
        items[added.ToString()].ShouldBe("新");
    }

    private static string Text(Spectator viewer) => string.Concat(viewer.Streaming!["chunks"]!.AsArray().Select(chunk => chunk!.GetValue<string>()));

    /// <summary>Says one character after the other, each in a commit of its own.</summary>
    private static async Task SayEachAsync(Engine engine, ScriptedCall call, int characters)
    {
        for (var i = 0; i < characters; i++)
        {
            var commit = Commits(engine, 1);
            call.Say("x");
            await commit;
        }
    }

    /// <summary>Until a plain viewer has the text, in less time than the poll takes, which would tell anyway.</summary>
    private async Task PacedUntilAsync(Spectator viewer, string text)
    {
        for (var paces = 0; Text(viewer) != text; paces++)
        {
            (paces * LiveBounds.PlainPace).ShouldBeLessThan(LiveBounds.Poll / 2.5, "only the poll would tell");
            Time.Advance(LiveBounds.PlainPace);
            using var look = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            look.CancelAfter(TimeSpan.FromSeconds(1));
            try
            {
                await viewer.NextAsync(look.Token);
            }
            catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
            {
                // Nothing at this pace.
            }
        }
    }

    private async Task MarkAsync(Guid document, bool favourite = true) =>
        await Store.Documents.MarkAsync(new PartMarks(Owner, document, (await ReadAsync(document)).Parts[0].ArtifactId, favourite, null), Cancel);

    private static (TaskCompletionSource Reached, TaskCompletionSource Release) HoldReads(Engine engine)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Reads.AfterRead = () =>
        {
            reached.TrySetResult();
            return release.Task;
        };
        return (reached, release);
    }

    private sealed class Silence : ISignal
    {
        public Task ListenAsync(Action<Hint> heard, CancellationToken cancel) => Task.CompletedTask;
    }
}
