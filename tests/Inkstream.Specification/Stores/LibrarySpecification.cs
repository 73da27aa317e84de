using System.Text;
using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Specification.Kinds;
using Shouldly;
using Xunit;

namespace Inkstream.Specification.Stores;

/// <summary>The library: its orders, what it is narrowed by, a person's mark on a document, and what an entry tells of parts.</summary>
public abstract class LibrarySpecification : StoreSpecification
{
    public static TheoryData<ListSort> Sorts => [.. Enum.GetValues<ListSort>()];

    /// <summary>Takes the database back to before the library's schema script, as SQL.</summary>
    protected abstract string Undo { get; }

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task In_every_order_pages_neither_repeat_nor_leave_out_while_documents_come_and_go_between_them(ListSort sort)
    {
        var made = new List<Guid>();
        for (var i = 0; i < 11; i++)
            made.Add((await CreateAsync(title: $"{(i % 2 == 0 ? "T" : "t")}itle {i % 4}")).DocumentId);
        var (listed, gone) = (new List<Guid>(), new HashSet<Guid>());
        ListPosition? after = null;
        while (await ListAsync(new ListRequest(Owner, NotesKind.KindName, 3) { Sort = sort, After = after }) is { Count: > 0 } page)
        {
            page.Count.ShouldBeLessThanOrEqualTo(3);
            listed.AddRange(page.Select(entry => entry.Id));
            var cursor = ListPosition.Behind(sort, page[^1]).ToString();
            ListPosition.TryParse(cursor, sort, out after).ShouldBeTrue();

            // One at either end of every order, and now and then the very document that the cursor was made of goes.
            await CreateAsync(title: "a");
            await CreateAsync(title: "z");
            if (listed.Count % 2 == 1 && gone.Add(page[^1].Id))
                await Store.Documents.DeleteAsync(Owner, NotesKind.KindName, page[^1].Id, Cancel);
            if (listed.Count > 40)
                break;
        }

        listed.Distinct().Count().ShouldBe(listed.Count);
        made.Except(listed).ShouldBeEmpty();
        var all = await ListAsync(new ListRequest(Owner, NotesKind.KindName, 100) { Sort = sort });
        listed.Except(gone).ShouldBe(all.Select(entry => entry.Id).Intersect(listed), "in the order of the whole list");
        Ordered(sort, all).ShouldBe(all.Select(entry => entry.Id));
    }

    [Fact]
    public async Task A_cursor_is_opaque_and_only_good_for_its_own_order()
    {
        var entry = (await ListAsync(new ListRequest(Owner, NotesKind.KindName, 1)) is [var first] ? first : await OneAsync((await CreateAsync(title: "书·😀")).DocumentId))!;
        foreach (var sort in Enum.GetValues<ListSort>())
        {
            var cursor = ListPosition.Behind(sort, entry).ToString();
            cursor.ShouldMatch("^[A-Za-z0-9_-]+$");
            foreach (var other in Enum.GetValues<ListSort>())
                ListPosition.TryParse(cursor, other, out _).ShouldBe(sort == other);
        }

        foreach (var nonsense in new[] { "", "x", "!!!", entry.Id.ToString(), Convert.ToBase64String("u0"u8) })
            ListPosition.TryParse(nonsense, ListSort.Updated, out _).ShouldBeFalse(nonsense);
    }

    [Fact]
    public async Task What_changed_last_comes_first_and_a_mark_on_the_document_is_no_change()
    {
        var (first, second, third) = (await FinishedAsync(1), await FinishedAsync(1), await FinishedAsync(1));
        await PauseAsync();
        await RestartAsync(first);
        (await IdsAsync(ListSort.Updated)).ShouldBe([first, third, second]);
        await PauseAsync();
        await Store.Documents.MarkAsync(Owner, NotesKind.KindName, second, true, Cancel);
        (await IdsAsync(ListSort.Updated)).ShouldBe([first, third, second]);
    }

    [Fact]
    public async Task A_list_is_narrowed_to_those_that_have_all_the_facets()
    {
        async Task<Guid> MakeAsync(params string[] facets)
        {
            var document = Document() with { Facets = facets };
            await Store.Documents.CreateAsync(document, Generation(), null, Cancel);
            return document.Id;
        }

        var (both, one, none) = (await MakeAsync("platform:抖音", "genre:女频", "genre:女频/爱情类"), await MakeAsync("platform:抖音"), await MakeAsync());
        (await NarrowedAsync("platform:抖音")).ShouldBe([one, both]);
        (await NarrowedAsync("platform:抖音", "genre:女频")).ShouldBe([both]);
        (await NarrowedAsync("genre:女频/爱")).ShouldBeEmpty();
        (await NarrowedAsync("platform:%")).ShouldBeEmpty();
        (await NarrowedAsync()).ShouldBe([none, one, both]);

        async Task<IEnumerable<Guid>> NarrowedAsync(params string[] facets) =>
            (await ListAsync(new ListRequest(Owner, NotesKind.KindName, 10) { Facets = facets })).Select(entry => entry.Id);
    }

    [Fact]
    public async Task A_list_is_narrowed_to_a_status()
    {
        var completed = await FinishedAsync(1);
        var failed = await BeginAsync();
        await CommittedAsync(Batch(failed, 1, "x", new RunEnd(TransformStatus.Failed, RunErrors.UnreadableAnswer, null, null)));
        var running = await BeginAsync();
        var queued = await CreateAsync();
        var cancelled = await CreateAsync();
        await Store.Documents.StopAsync(Owner, cancelled.TransformId, Cancel);
        var idle = Document();
        await Store.ForeignAsync($"INSERT INTO documents (id, user_id, kind, title) VALUES ('{idle.Id}', '{Owner}', '{NotesKind.KindName}', 'idle')");
        await Store.ForeignAsync($"INSERT INTO document_params (document_id, params) VALUES ('{idle.Id}', '{"{}"}')");

        (await OfAsync("completed")).ShouldBe([completed]);
        (await OfAsync("failed")).ShouldBe([failed.DocumentId]);
        (await OfAsync("streaming")).ShouldBe([queued.DocumentId, running.DocumentId]);
        (await OfAsync("cancelled")).ShouldBe([cancelled.DocumentId]);
        (await OfAsync("idle")).ShouldBe([idle.Id]);

        async Task<IEnumerable<Guid>> OfAsync(string status) =>
            (await ListAsync(new ListRequest(Owner, NotesKind.KindName, 10) { Status = status })).Select(entry => entry.Id);
    }

    [Fact]
    public async Task A_mark_on_a_document_moves_the_library_and_not_the_document()
    {
        var (marked, other) = (await FinishedAsync(1), await FinishedAsync(1));
        var (before, listed) = (await ReadAsync(marked), await OneAsync(marked));
        listed.Favourite.ShouldBeFalse();
        var since = (await Store.Changes.ReadLibraryAsync(Owner, null, 10, Cancel)).Version;

        var entry = (await Store.Documents.MarkAsync(Owner, NotesKind.KindName, marked, true, Cancel)).ShouldNotBeNull();
        entry.Favourite.ShouldBeTrue();
        entry.UpdatedAt.ShouldBe(listed.UpdatedAt);
        var news = await Store.Changes.ReadLibraryAsync(Owner, since, 10, Cancel);
        news.Items.ShouldHaveSingleItem().ShouldSatisfyAllConditions(item => item.Id.ShouldBe(marked), item => item.Favourite.ShouldBeTrue());
        (await ReadAsync(marked)).Version.ShouldBe(before.Version);
        (await ListAsync(new ListRequest(Owner, NotesKind.KindName, 10) { FavouritesOnly = true })).Select(item => item.Id).ShouldBe([marked]);

        // What changes nothing moves nothing.
        await Store.Documents.MarkAsync(Owner, NotesKind.KindName, marked, true, Cancel);
        (await Store.Changes.ReadLibraryAsync(Owner, news.Version, 10, Cancel)).Items.ShouldBeEmpty();

        (await Store.Documents.MarkAsync(await NewOwnerAsync(), NotesKind.KindName, other, true, Cancel)).ShouldBeNull();
        (await Store.Documents.MarkAsync(Owner, SheetKind.KindName, other, true, Cancel)).ShouldBeNull();
        (await Store.Documents.MarkAsync(Owner, NotesKind.KindName, NewId(), true, Cancel)).ShouldBeNull();
        (await OneAsync(other)).Favourite.ShouldBeFalse();
    }

    [Fact]
    public async Task An_entry_tells_of_the_first_parts_kept_ones_first_and_dismissed_ones_never_and_moves_with_them()
    {
        var document = await FinishedAsync(5);
        var parts = (await ReadAsync(document)).Parts;
        (await LeadingAsync()).ShouldBe(["第0条", "第1条", "第2条"]);
        var version = (await Store.Changes.ReadLibraryAsync(Owner, null, 10, Cancel)).Version;

        await Store.Documents.MarkAsync(new PartMarks(Owner, document, parts[4].ArtifactId, Favourite: true, null), Cancel);
        await MovedAsync("a part was kept");
        await Store.Documents.MarkAsync(new PartMarks(Owner, document, parts[0].ArtifactId, null, Dismissed: true), Cancel);
        await MovedAsync("a part was dismissed");
        await Store.Documents.EditAsync(new PartEdit(Owner, document, parts[1].ArtifactId, 1, Note(1, "改过").Artifact), Cancel);
        await MovedAsync("a part was edited");
        (await LeadingAsync()).ShouldBe(["第4条", "改过", "第2条"]);

        async Task<IEnumerable<string>> LeadingAsync() => (await OneAsync(document)).Leading.Select(part => part.GetProperty("title").GetString()!);

        async Task MovedAsync(string why)
        {
            var news = await Store.Changes.ReadLibraryAsync(Owner, version, 10, Cancel);
            news.Items.Select(item => item.Id).ShouldBe([document], why);
            version = news.Version;
        }
    }

    [Theory]
    [InlineData("灯塔", 1)]
    [InlineData("LIGHTHOUSE", 1)]
    [InlineData("title", 0)]
    public async Task A_search_finds_text_in_the_parts_that_are_shown(string text, int found)
    {
        var run = await BeginAsync(2);
        await CommittedAsync(Batch(run, 1, "text", Completed, Note(0, "灯塔守望者"), Note(1, "The Lighthouse")));
        (await ListAsync(new ListRequest(Owner, NotesKind.KindName, 10) { Text = text })).Count.ShouldBe(found);

        await RestartAsync(run.DocumentId, notes: 1, replaces: true);
        await CommittedAsync(Batch(await ClaimAsync(), 1, "text", Completed, Note(0, "别的")));
        (await ListAsync(new ListRequest(Owner, NotesKind.KindName, 10) { Text = text })).Count.ShouldBe(0, "what was replaced is not shown");
    }

    [Fact]
    public async Task Documents_of_before_the_library_get_the_facets_they_would_have_been_made_with()
    {
        const string asked = """{"platform":"抖音","genrePaths":[["女频","爱情类","甜宠"],["女频","设定类","穿越","双穿"]],"genreProportions":[60,40],"count":6,"language":"zh"}""";
        var (old, strange, other) = (Document(about: asked) with { Kind = "ideation" }, Document(about: """{"platform":7,"genrePaths":"?"}""") with { Kind = "ideation" }, Document(about: asked));
        foreach (var document in new[] { old, strange, other })
            await Store.Documents.CreateAsync(document, Generation(), null, Cancel);
        foreach (var statement in Undo.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            await Store.ForeignAsync(statement);
        await Store.ReopenAsync();

        // IdeationFacetsTests says the same of a new document.
        (await ListAsync(new ListRequest(Owner, "ideation", 10) { Facets = ["platform:抖音", "genre:女频", "genre:女频/设定类/穿越"] })).Select(entry => entry.Id).ShouldBe([old.Id]);
        (await Store.ForeignAsync("SELECT facet FROM document_facets")).Order(StringComparer.Ordinal).ShouldBe(
            ((string[])[
                "platform:抖音", "genre:女频", "genre:女频/爱情类", "genre:女频/爱情类/甜宠", "genre:女频/设定类", "genre:女频/设定类/穿越", "genre:女频/设定类/穿越/双穿",
            ]).Order(StringComparer.Ordinal));
        (await Store.Documents.MarkAsync(Owner, "ideation", old.Id, true, Cancel)).ShouldNotBeNull().Favourite.ShouldBeTrue();
    }

    private Task<IReadOnlyList<DocumentEntry>> ListAsync(ListRequest request) => Store.Documents.ListAsync(request, Cancel);

    private async Task<DocumentEntry> OneAsync(Guid document) =>
        (await ListAsync(new ListRequest(Owner, NotesKind.KindName, 100))).Single(entry => entry.Id == document);

    private async Task<IEnumerable<Guid>> IdsAsync(ListSort sort) =>
        (await ListAsync(new ListRequest(Owner, NotesKind.KindName, 100) { Sort = sort })).Select(entry => entry.Id).ToList();

    /// <summary>The clock of the database, which says when something changed, reaches its next millisecond.</summary>
    private async Task PauseAsync()
    {
        const string now = "SELECT CURRENT_TIMESTAMP";
        _ = await Store.ForeignAsync(now);
        var until = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(until) < TimeSpan.FromMilliseconds(3))
            _ = await Store.ForeignAsync(now);
    }

    private static IEnumerable<Guid> Ordered(ListSort sort, IReadOnlyList<DocumentEntry> entries)
    {
        static string Id(DocumentEntry entry) => entry.Id.ToString();
        return (sort switch
        {
            ListSort.Newest => entries.OrderByDescending(Id, StringComparer.Ordinal),
            ListSort.Oldest => entries.OrderBy(Id, StringComparer.Ordinal),
            ListSort.Updated => entries.OrderByDescending(entry => entry.UpdatedAt).ThenByDescending(Id, StringComparer.Ordinal),
            _ => entries.OrderBy(entry => Encoding.ASCII.GetString(Encoding.ASCII.GetBytes(entry.Title)).ToLowerInvariant(), StringComparer.Ordinal).ThenBy(Id, StringComparer.Ordinal),
        }).Select(entry => entry.Id).ToList();
    }
}
