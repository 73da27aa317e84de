using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Specification.Kinds;
using Shouldly;
using Xunit;

namespace Inkstream.Specification.Stores;

/// <summary>Documents, lists, deletion and idempotency (contract 3; invariant 14).</summary>
public abstract class DocumentStoreSpecification : StoreSpecification
{
    [Fact]
    public async Task A_new_document_reads_back_as_it_was_made_and_waits_for_a_worker()
    {
        var (document, generation) = (Document("雨夜", """{"topic":"雨 🌧"}"""), Generation(2));
        await Store.Documents.CreateAsync(document, generation, null, Cancel);

        var read = await ReadAsync(document.Id);
        read.OwnerId.ShouldBe(Owner);
        read.Title.ShouldBe("雨夜");
        read.Params.GetProperty("topic").GetString().ShouldBe("雨 🌧");
        read.Parts.ShouldBeEmpty();
        read.Generation.ShouldNotBeNull().TransformId.ShouldBe(generation.TransformId);
        read.Generation.Status.ShouldBe(TransformStatus.Queued);
        read.Generation.Round.ShouldBe(1);
        read.Generation.Asked.ShouldBe(generation.Asked);
        read.Generation.Attempt.ShouldBe(new AttemptInfo(1, 3, null, null, null));
    }

    [Fact]
    public async Task A_round_is_told_once_however_many_attempts_it_takes()
    {
        var run = await BeginAsync();
        var failed = FailedWithNext(TimeSpan.Zero);
        await CommittedAsync(Batch(run, 1, "text", failed));
        await CommittedAsync(Batch(await ClaimAsync(), 1, "text", Completed, Note(0), Note(1), Note(2)));
        var second = await RestartAsync(run.DocumentId);

        var rounds = (await ReadAsync(run.DocumentId)).Rounds;
        rounds.Select(round => (round.Number, round.TransformId)).ShouldBe([(1, failed.Next!.TransformId), (2, second.TransformId)]);
        rounds.ShouldAllBe(round => round.Model == "any" && round.CreatedAt <= Time.GetUtcNow());
    }

    [Fact]
    public async Task To_anyone_but_its_owner_a_document_does_not_exist()
    {
        var document = await FinishedAsync(1);
        var transform = (await ReadAsync(document)).Generation!.TransformId;
        var part = (await ReadAsync(document)).Parts[0].ArtifactId;
        var stranger = await NewOwnerAsync();
        var before = Json(await ReadAsync(document));

        (await Store.Documents.ReadAsync(stranger, NotesKind.KindName, document, Cancel)).ShouldBeNull();
        (await Store.Documents.ReadTransformAsync(stranger, transform, Cancel)).ShouldBeNull();
        (await Store.Documents.ListAsync(new ListRequest(stranger, NotesKind.KindName, 10), Cancel)).ShouldBeEmpty();
        (await Store.Documents.DeleteAsync(stranger, NotesKind.KindName, document, Cancel)).ShouldBeFalse();
        (await Store.Documents.StopAsync(stranger, transform, Cancel)).ShouldBeFalse();
        (await Store.Documents.MarkAsync(new PartMarks(stranger, document, part, true, null), Cancel)).ShouldBeNull();
        (await Store.Documents.EditAsync(new PartEdit(stranger, document, part, 1, new NewArtifact("note", "{}")), Cancel))
            .ShouldBeOfType<EditResult.NotFound>();
        (await Store.Documents.StartAsync(stranger, NotesKind.KindName, document, Generation(), null, Cancel)).ShouldBeOfType<StartResult.NotFound>();
        Json(await ReadAsync(document)).ShouldBe(before);
    }

    [Fact]
    public async Task A_document_is_only_found_as_the_kind_it_is()
    {
        var document = await FinishedAsync(1);

        (await Store.Documents.ReadAsync(Owner, SheetKind.KindName, document, Cancel)).ShouldBeNull();
        (await Store.Documents.DeleteAsync(Owner, SheetKind.KindName, document, Cancel)).ShouldBeFalse();
        (await Store.Documents.StartAsync(Owner, SheetKind.KindName, document, Generation(), null, Cancel)).ShouldBeOfType<StartResult.NotFound>();
    }

    [Fact]
    public async Task A_list_comes_newest_first_in_pages_that_neither_repeat_nor_leave_out()
    {
        var made = new List<Guid>();
        for (var i = 0; i < 7; i++)
            made.Add((await CreateAsync(title: $"第{i}本")).DocumentId);
        made.Reverse();

        var listed = new List<Guid>();
        ListPosition? after = null;
        while (await Store.Documents.ListAsync(new ListRequest(Owner, NotesKind.KindName, 3) { After = after }, Cancel) is { Count: > 0 } page)
        {
            page.Count.ShouldBeLessThanOrEqualTo(3);
            listed.AddRange(page.Select(entry => entry.Id));
            after = ListPosition.Behind(ListSort.Newest, page[^1]);
        }

        listed.ShouldBe(made);
    }

    [Fact]
    public async Task A_list_entry_says_what_its_document_says()
    {
        var document = await FinishedAsync(3);
        var entry = (await Store.Documents.ListAsync(new ListRequest(Owner, NotesKind.KindName, 10), Cancel)).ShouldHaveSingleItem();

        entry.Id.ShouldBe(document);
        entry.Status.ShouldBe(TransformStatus.Completed);
        entry.PartCount.ShouldBe(3);
        entry.Title.ShouldBe("书");
    }

    [Theory]
    [InlineData("雨夜", 2)]
    [InlineData("夜", 3)]
    [InlineData("复仇", 1)]
    [InlineData("DRAMA", 1)]
    [InlineData("100%", 1)]
    [InlineData("_", 0)]
    [InlineData("topic", 0)]
    public async Task A_search_finds_text_in_titles_and_in_the_values_of_parameters(string text, int found)
    {
        await CreateAsync(title: "雨夜归人", about: """{"topic":"甜宠"}""");
        await CreateAsync(title: "长夜", about: """{"topic":"女主复仇","more":["Drama","100% 反转"]}""");
        await CreateAsync(title: "晴天", about: """{"topic":"雨夜之后"}""");

        (await Store.Documents.ListAsync(new ListRequest(Owner, NotesKind.KindName, 10) { Text = text }, Cancel)).Count.ShouldBe(found);
    }

    [Fact]
    public async Task Deleting_leaves_no_orphan_in_any_table()
    {
        var before = await RowsAsync();
        var document = await FinishedAsync(3);
        var part = (await ReadAsync(document)).Parts[1];
        for (var revision = 1; revision <= 2; revision++)
            (await Store.Documents.EditAsync(new PartEdit(Owner, document, part.ArtifactId, revision, Note(1, "改").Artifact), Cancel))
                .ShouldBeOfType<EditResult.Edited>();
        await RestartAsync(document, replaces: true);
        var run = await ClaimAsync();
        await CommittedAsync(Batch(run, 1, "text", FailedWithNext(TimeSpan.Zero), Note(0, "新")));
        run = await ClaimAsync();
        await CommittedAsync(Batch(run, 1, "more"));
        (await RowsAsync()).ShouldNotBe(before);

        (await Store.Documents.DeleteAsync(Owner, NotesKind.KindName, document, Cancel)).ShouldBeTrue();

        (await RowsAsync()).ShouldBe(before);
        (await FindAsync(document)).ShouldBeNull();
        (await CommitAsync(Batch(run, 2, "late"))).ShouldBeOfType<RunOutcome.Lost>();
        (await Store.Runs.LostAsync([run.Lease], Cancel)).ShouldBe([run.Lease]);
        (await Store.Documents.DeleteAsync(Owner, NotesKind.KindName, document, Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task Deleting_one_document_leaves_the_others_alone()
    {
        var (kept, deleted) = (await FinishedAsync(2), await FinishedAsync(2));
        var before = Json(await ReadAsync(kept));

        await Store.Documents.DeleteAsync(Owner, NotesKind.KindName, deleted, Cancel);

        Json(await ReadAsync(kept)).ShouldBe(before);
    }

    [Fact]
    public async Task A_repeat_under_the_same_key_returns_the_first_answer_and_makes_nothing()
    {
        var key = new Idempotency("k", "body");
        var first = await Store.Documents.CreateAsync(Document(), Generation(), key, Cancel);
        var repeat = await Store.Documents.CreateAsync(Document(), Generation(), key, Cancel);

        repeat.ShouldBe(first);
        (await ListedAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        await Store.Documents.CreateAsync(Document(), Generation(), new Idempotency("k", "body"), Cancel);

        (await Store.Documents.CreateAsync(Document(), Generation(), new Idempotency("k", "other"), Cancel)).ShouldBeOfType<StartResult.KeyReused>();
        (await ListedAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_key_is_one_persons()
    {
        var key = new Idempotency("k", "body");
        var stranger = await NewOwnerAsync();
        var first = await Store.Documents.CreateAsync(Document(), Generation(), key, Cancel);

        (await Store.Documents.CreateAsync(Document(owner: stranger), Generation(), key, Cancel)).ShouldNotBe(first);
    }

    [Fact]
    public async Task Concurrent_repeats_make_one_document_and_all_get_its_answer()
    {
        var key = new Idempotency("k", "body");
        var attempts = Enumerable.Range(0, 12).Select(_ => (Document(), Generation())).ToList();
        var answers = await Task.WhenAll(attempts.Select(pair => Concurrently(() =>
            Store.Documents.CreateAsync(pair.Item1, pair.Item2, key, Cancel))));

        answers.Distinct().ShouldHaveSingleItem().ShouldBeOfType<StartResult.Started>();
        (await ListedAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_repeated_generate_under_the_same_key_is_not_refused_as_running()
    {
        var document = await FinishedAsync(1);
        var key = new Idempotency("g", "body");
        var first = await Store.Documents.StartAsync(Owner, NotesKind.KindName, document, Generation(), key, Cancel);

        (await Store.Documents.StartAsync(Owner, NotesKind.KindName, document, Generation(), key, Cancel)).ShouldBe(first);
    }

    [Fact]
    public async Task A_key_is_kept_for_24_hours_also_over_a_sweep_and_then_forgotten()
    {
        var key = new Idempotency("k", "body");
        var first = await Store.Documents.CreateAsync(Document(), Generation(), key, Cancel);

        Time.Advance(Idempotency.KeptFor - TimeSpan.FromMinutes(1));
        await Store.Runs.SweepAsync(TimeSpan.FromHours(1), 10, Cancel);
        (await Store.Documents.CreateAsync(Document(), Generation(), key, Cancel)).ShouldBe(first);

        Time.Advance(TimeSpan.FromMinutes(2));
        var again = await Store.Documents.CreateAsync(Document(), Generation(), new Idempotency("k", "other"), Cancel);
        again.ShouldBeOfType<StartResult.Started>().ShouldNotBe(first);
        (await Store.Documents.CreateAsync(Document(), Generation(), new Idempotency("k", "other"), Cancel)).ShouldBe(again);
    }

    [Fact]
    public async Task A_keys_answer_survives_a_restart()
    {
        var key = new Idempotency("k", "body");
        var first = await Store.Documents.CreateAsync(Document(), Generation(), key, Cancel);
        await Store.ReopenAsync();

        (await Store.Documents.CreateAsync(Document(), Generation(), key, Cancel)).ShouldBe(first);
    }

    [Fact]
    public async Task An_edit_is_a_new_version_and_the_part_keeps_its_name()
    {
        var document = await FinishedAsync(2);
        var part = (await ReadAsync(document)).Parts[1];

        var edited = (await Store.Documents.EditAsync(new PartEdit(Owner, document, part.ArtifactId, 1, Note(1, "改过").Artifact), Cancel))
            .ShouldBeOfType<EditResult.Edited>().Part;

        edited.ArtifactId.ShouldBe(part.ArtifactId);
        edited.Revision.ShouldBe(2);
        edited.CurrentId.ShouldNotBe(part.CurrentId);
        Titles(await ReadAsync(document)).ShouldBe(["第0条", "改过"]);
        (await ReadAsync(document)).Generation!.Status.ShouldBe(TransformStatus.Completed);
    }

    [Fact]
    public async Task Of_two_edits_of_the_same_revision_one_is_told_what_stands_now()
    {
        var document = await FinishedAsync(1);
        var part = (await ReadAsync(document)).Parts[0].ArtifactId;
        var edits = await Task.WhenAll(new[] { "一", "二" }.Select(title => Concurrently(() =>
            Store.Documents.EditAsync(new PartEdit(Owner, document, part, 1, new NewArtifact("note", NotesKind.Note(title, "b"))), Cancel))));

        var won = edits.OfType<EditResult.Edited>().ShouldHaveSingleItem().Part;
        var told = edits.OfType<EditResult.Outdated>().ShouldHaveSingleItem().Current;
        told.CurrentId.ShouldBe(won.CurrentId);
        told.Revision.ShouldBe(2);
        JsonSerializer.Serialize(told.Data).ShouldBe(JsonSerializer.Serialize(won.Data));
    }

    [Fact]
    public async Task A_mark_leaves_the_other_mark_as_it_is()
    {
        var document = await FinishedAsync(1);
        var part = (await ReadAsync(document)).Parts[0].ArtifactId;
        await Store.Documents.MarkAsync(new PartMarks(Owner, document, part, Favourite: true, Dismissed: null), Cancel);
        var marked = await Store.Documents.MarkAsync(new PartMarks(Owner, document, part, Favourite: null, Dismissed: true), Cancel);

        marked.ShouldNotBeNull().ShouldSatisfyAllConditions(p => p.Favourite.ShouldBeTrue(), p => p.Dismissed.ShouldBeTrue());
        (await Store.Documents.MarkAsync(new PartMarks(Owner, document, part, false, false), Cancel))
            .ShouldNotBeNull().ShouldSatisfyAllConditions(p => p.Favourite.ShouldBeFalse(), p => p.Dismissed.ShouldBeFalse());
    }

    [Fact]
    public async Task A_library_tells_what_was_added_changed_and_removed_since_a_version()
    {
        var gone = await FinishedAsync(1);
        var changed = await FinishedAsync(1);
        var still = await FinishedAsync(1);
        var all = await Store.Changes.ReadLibraryAsync(Owner, null, 10, Cancel);
        all.Items.Select(item => item.Id).ShouldBe([still, changed, gone]);

        await Store.Documents.DeleteAsync(Owner, NotesKind.KindName, gone, Cancel);
        await RestartAsync(changed);
        var added = (await CreateAsync()).DocumentId;

        var news = await Store.Changes.ReadLibraryAsync(Owner, all.Version, 10, Cancel);
        news.Items.Select(item => item.Id).ShouldBe([changed, added], ignoreOrder: true);
        news.Removed.ShouldBe([gone]);
        news.More.ShouldBeFalse();
        (await Store.Changes.LibraryVersionsAsync([Owner], Cancel))[Owner].ShouldBe(news.Version);
        (await Store.Changes.ReadLibraryAsync(Owner, news.Version, 10, Cancel)).ShouldSatisfyAllConditions(
            none => none.Items.ShouldBeEmpty(), none => none.Removed.ShouldBeEmpty());
    }

    [Fact]
    public async Task A_long_catch_up_of_a_library_comes_in_pages_that_leave_nothing_out()
    {
        var start = (await Store.Changes.ReadLibraryAsync(Owner, null, 10, Cancel)).Version;
        var made = new List<Guid>();
        for (var i = 0; i < 9; i++)
            made.Add((await CreateAsync()).DocumentId);
        var gone = made.Where((_, i) => i % 2 == 0).ToList();
        foreach (var document in gone)
            await Store.Documents.DeleteAsync(Owner, NotesKind.KindName, document, Cancel);

        var (has, removed) = (new HashSet<Guid>(), new HashSet<Guid>());
        for (var more = true; more;)
        {
            var page = await Store.Changes.ReadLibraryAsync(Owner, start, 2, Cancel);
            (page.Items.Count + page.Removed.Count).ShouldBeGreaterThan(0);
            has.UnionWith(page.Items.Select(item => item.Id));
            removed.UnionWith(page.Removed);
            (start, more) = (page.Version, page.More);
        }

        has.Except(removed).ShouldBe(made.Except(gone), ignoreOrder: true);
        removed.ShouldBe(gone, ignoreOrder: true);
    }

    /// <summary>Rows of each table, but for those that outlive a document on purpose.</summary>
    private async Task<string> RowsAsync()
    {
        var rows = new List<string>();

        // What was used is a person's, and outlives the document that it was used for.
        foreach (var table in (await Store.TablesAsync()).Except(["users", "used_by_deleted", "deletions", "idempotency_keys", "schema_scripts"]).Order(StringComparer.Ordinal))
            rows.Add(table + " " + (await Store.ForeignAsync($"SELECT count(*) FROM {table}"))[0]);
        rows.Count.ShouldBeGreaterThanOrEqualTo(8);
        return string.Join('\n', rows);
    }

    private async Task<int> ListedAsync() => (await Store.Documents.ListAsync(new ListRequest(Owner, NotesKind.KindName, 100), Cancel)).Count;

    private static async Task<T> Concurrently<T>(Func<Task<T>> act)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await act();
    }
}
