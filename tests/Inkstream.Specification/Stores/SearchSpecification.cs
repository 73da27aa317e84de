using Inkstream.Documents;
using Inkstream.Ports;
using Inkstream.Specification.Kinds;
using Shouldly;
using Xunit;

namespace Inkstream.Specification.Stores;

/// <summary>Search over everything that is there to be read: any piece of a text, Chinese too, and nothing that is no longer there.</summary>
public abstract class SearchSpecification : StoreSpecification
{
    /// <summary>Takes the database back to before the search's schema script, as SQL.</summary>
    protected abstract string Undo { get; }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_piece_of_every_text_is_found_and_nothing_else(int seed)
    {
        string[] alphabet = ["雨", "夜", "归", "人", "，", "a", "B", "é", "😀", " ", "\"", "%", "_", "'", "*", "(", "0"];
        var random = new Random(seed);
        string Words(int most) => string.Concat(Enumerable.Range(0, random.Next(1, most)).Select(_ => alphabet[random.Next(alphabet.Length)]));

        var texts = new Dictionary<Guid, List<string>>();
        for (var i = 0; i < 12; i++)
        {
            var (title, about) = (Words(12), Words(12));
            var document = await CreateAsync(1, title: title, about: System.Text.Json.JsonSerializer.Serialize(new { about, model = "雨雨雨", language = "雨雨", sourceId = "夜夜夜" }));
            var (name, run) = (Words(40), await ClaimAsync());
            await CommittedAsync(Batch(run, 1, "x", Completed, Note(0, name)));
            texts[document.DocumentId] = [title, about, name, "正文"];
        }

        for (var i = 0; i < 300; i++)
        {
            var sought = random.Next(3) == 0 ? Words(4).Trim() : Piece(texts.Values.ElementAt(random.Next(texts.Count)));
            if (string.IsNullOrWhiteSpace(sought))
                continue;
            var found = await FoundAsync(sought);
            found.Keys.ShouldBe(texts.Where(text => text.Value.Exists(one => Holds(one, sought))).Select(text => text.Key), ignoreOrder: true, $"'{sought}'");
            foreach (var (_, where) in found)
                Holds(where.Text, sought).ShouldBeTrue($"'{sought}' in '{where.Text}'");
        }

        string Piece(List<string> of)
        {
            var runes = of[random.Next(of.Count)].EnumerateRunes().Select(rune => rune.ToString()).ToArray();
            var (from, length) = (random.Next(runes.Length), random.Next(1, 7));
            return string.Concat(runes[from..Math.Min(runes.Length, from + length)]).Trim().ToUpperInvariant().Replace('É', 'é');
        }
    }

    [Theory]
    [InlineData("灯", "note_1")]
    [InlineData("灯塔", "note_1")]
    [InlineData("守望者", "note_1")]
    [InlineData("LIGHTHOUSE", "note_0")]
    [InlineData("归人", "title")]
    [InlineData("复仇", "brief")]
    public async Task A_search_says_where_it_hit_with_what_stands_around(string sought, string place)
    {
        await CreateAsync(2, title: "雨夜归人", about: """{"topic":"女主复仇","model":"灯塔","documentId":"灯塔"}""");
        await CommittedAsync(Batch(await ClaimAsync(), 1, "x", Completed, Note(0, "The Lighthouse"), Note(1, "一个人在很远很远很远很远很远的岛上做灯塔守望者")));
        var found = (await FoundAsync(sought)).ShouldHaveSingleItem().Value;
        found.Place.ShouldBe(place);
        Holds(found.Text, sought).ShouldBeTrue(found.Text);
        if (place == "note_1")
            found.Text.ShouldBe(sought == "守望者" ? "…很远很远很远很远很远的岛上做灯塔守望者" : "…人在很远很远很远很远很远的岛上做灯塔守望者");
    }

    [Fact]
    public async Task What_was_replaced_edited_or_deleted_is_not_found_any_more_and_leaves_nothing_in_the_index()
    {
        var run = await BeginAsync(2);
        await CommittedAsync(Batch(run, 1, "x", Completed, Note(0, "灯塔守望者"), Note(1, "雨夜归人")));
        var part = (await ReadAsync(run.DocumentId)).Parts[1];
        await Store.Documents.EditAsync(new PartEdit(Owner, run.DocumentId, part.ArtifactId, 1, Note(1, "晴天来客").Artifact), Cancel);
        (await FoundAsync("雨夜")).ShouldBeEmpty();
        (await FoundAsync("晴天")).ShouldHaveSingleItem().Value.ShouldBe(new FoundText("note_1", "晴天来客"));

        await RestartAsync(run.DocumentId, notes: 1, replaces: true);
        await CommittedAsync(Batch(await ClaimAsync(), 1, "x", Completed, Note(0, "别的")));
        (await FoundAsync("灯塔")).ShouldBeEmpty("what was replaced is not shown");
        (await FoundAsync("晴天")).Count.ShouldBe(1, "what a person edited stays");
        (await FoundAsync("别")).Count.ShouldBe(1);

        await Store.Documents.DeleteAsync(Owner, NotesKind.KindName, run.DocumentId, Cancel);
        (await FoundAsync("晴天")).ShouldBeEmpty();
        (await Store.ForeignAsync("SELECT count(*) FROM document_texts")).ShouldBe(["0"]);
    }

    [Fact]
    public async Task What_was_written_before_a_stop_is_found_and_so_is_the_new_version_of_a_part()
    {
        var run = await BeginAsync(2);
        await CommittedAsync(Batch(run, 1, "x", null, Note(0, "灯塔守望者")));
        await Store.Documents.StopAsync(Owner, run.Lease.TransformId, Cancel);
        (await FoundAsync("灯塔")).Count.ShouldBe(1);

        var revising = await ReviseAsync(run.DocumentId, (await ReadAsync(run.DocumentId)).Parts[0]);
        await CommittedAsync(Batch(revising, 1, "x", Completed, Note(0, "雨夜归人")));
        (await FoundAsync("灯塔")).ShouldBeEmpty();
        (await FoundAsync("雨夜")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_generation_replaced_is_not_found_while_it_goes_on_writing()
    {
        var run = await BeginAsync(1);
        await CommittedAsync(Batch(run, 1, "x", Completed, Note(0, "灯塔守望者")));
        await RestartAsync(run.DocumentId, notes: 2, replaces: true);
        var replacing = await ClaimAsync();
        (await FoundAsync("灯塔")).Count.ShouldBe(1, "nothing came in its place yet");
        await CommittedAsync(Batch(replacing, 1, "x", null, Note(0, "雨夜归人")));
        (await FoundAsync("灯塔")).ShouldBeEmpty();
        await CommittedAsync(Batch(replacing, 2, "x", Completed, Note(1, "晴天来客")));

        var revising = await ReviseAsync(run.DocumentId, (await ReadAsync(run.DocumentId)).Parts[0]);
        await CommittedAsync(Batch(revising, 1, "x", null, Note(0, "第三个")));
        (await FoundAsync("雨夜")).ShouldBeEmpty();
        await CommittedAsync(Batch(revising, 2, "y", Completed));
        (await FoundAsync("第三个")).Count.ShouldBe(1);
        (await FoundAsync("晴天")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_a_part_without_end_the_beginning_is_found()
    {
        var run = await BeginAsync(1);
        await CommittedAsync(Batch(run, 1, "x", Completed, Note(0, "灯塔" + new string('海', 30_000) + "尽头")));
        (await FoundAsync("灯塔")).Count.ShouldBe(1);
        (await FoundAsync("尽头")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_text_that_no_database_can_read_is_in_nobodys_way()
    {
        var run = await BeginAsync(1);
        await CommittedAsync(Batch(run, 1, "x", Completed, new FinishedPart(NewId(), "note_0", new NewArtifact("note", """{"title":"a\u0000b"}"""))));
        (await FoundAsync("书")).Keys.ToArray().ShouldBe([run.DocumentId]);
        await Store.Documents.DeleteAsync(Owner, NotesKind.KindName, run.DocumentId, Cancel);
        (await FoundAsync("书")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_search_is_of_ones_own_library_and_of_all_kinds_or_one()
    {
        var mine = (await CreateAsync(title: "雨夜归人")).DocumentId;
        await CreateAsync(title: "雨夜归人", owner: await NewOwnerAsync());
        var other = Document("雨夜来客") with { Kind = SheetKind.KindName };
        await Store.Documents.CreateAsync(other, Generation(), null, Cancel);
        foreach (var sought in new[] { "雨", "雨夜", "雨夜归", "雨夜归人" })
            (await FoundAsync(sought)).Keys.ShouldBe(sought.Length < 3 ? [mine, other.Id] : [mine], ignoreOrder: true, sought);
        (await Store.Documents.ListAsync(new ListRequest(Owner, SheetKind.KindName, 10) { Text = "雨夜" }, Cancel)).ShouldHaveSingleItem().Id.ShouldBe(other.Id);
    }

    [Fact]
    public async Task Texts_written_by_anyone_are_found()
    {
        var document = await FinishedAsync(1);
        var (transform, artifact) = (NewId(), NewId());
        await Store.ForeignAsync($"UPDATE documents SET title = '手写的题目' WHERE id = '{document}'");
        await Store.ForeignAsync($$"""UPDATE document_params SET params = '{"wish":"手写的要求"}' WHERE document_id = '{{document}}'""");
        await Store.ForeignAsync($"INSERT INTO transforms (id, document_id, user_id, type, status, round) VALUES ('{transform}', '{document}', '{Owner}', 'human', 'completed', 9)");
        await Store.ForeignAsync($$"""INSERT INTO artifacts (id, user_id, type, data) VALUES ('{{artifact}}', '{{Owner}}', 'note', '{"title":"手写的条目"}')""");
        await Store.ForeignAsync($"INSERT INTO transform_outputs (transform_id, artifact_id, role) VALUES ('{transform}', '{artifact}', 'note_9')");
        foreach (var sought in new[] { "题目", "要求", "条目", "手写的条目" })
            (await FoundAsync(sought)).Keys.ToArray().ShouldBe([document], sought);
        (await FoundAsync("书")).ShouldBeEmpty("the title is another");
    }

    [Fact]
    public async Task Texts_of_before_the_search_are_found()
    {
        var old = (await CreateAsync(1, title: "雨夜归人", about: """{"topic":"女主复仇"}""")).DocumentId;
        await CommittedAsync(Batch(await ClaimAsync(), 1, "x", Completed, Note(0, "灯塔守望者")));
        foreach (var statement in Undo.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            await Store.ForeignAsync(statement);
        await Store.ReopenAsync();
        foreach (var sought in new[] { "归人", "复仇", "塔", "灯塔", "灯塔守望者" })
            (await FoundAsync(sought)).Keys.ToArray().ShouldBe([old], sought);
    }

    [Fact]
    public async Task A_character_that_is_nearly_everywhere_is_found_page_by_page()
    {
        // More different neighbours than a search asks for by name.
        var made = new List<Guid>();
        for (var i = 0; i < 20; i++)
            made.Add((await CreateAsync(title: string.Concat(Enumerable.Range(0, 20).Select(k => "的" + (char)('一' + ((i * 20) + k)))))).DocumentId);
        var page = await Store.Documents.ListAsync(new ListRequest(Owner, NotesKind.KindName, 15) { Text = "的" }, Cancel);
        var rest = await Store.Documents.ListAsync(
            new ListRequest(Owner, NotesKind.KindName, 15) { Text = "的", After = ListPosition.Behind(ListSort.Newest, page[^1]) }, Cancel);
        page.Concat(rest).Select(entry => entry.Id).ShouldBe(made.AsEnumerable().Reverse());
        page.ShouldAllBe(entry => entry.Found!.Place == "title");
    }

    /// <summary>
    /// The bound is generous, since a busy machine is no reason to fail: reading through the texts without the index is
    /// far beyond it. <c>./bench search</c> has the figures.
    /// </summary>
    [Fact]
    public async Task Five_thousand_documents_of_both_lengths_are_searched_in_a_moment()
    {
        await WriterOfManyYears.FillAsync(Owner, 5000, 600, async sql => _ = await Store.ForeignAsync(sql));
        foreach (var (sought, found) in WriterOfManyYears.Sought)
        {
            var times = new List<TimeSpan>();
            for (var i = 0; i < 5; i++)
            {
                var begun = TimeProvider.System.GetTimestamp();
                var page = await Store.Documents.ListAsync(new ListRequest(Owner, null, 51) { Text = sought }, Cancel);
                times.Add(TimeProvider.System.GetElapsedTime(begun));
                page.Count.ShouldBe(found, sought);
                page.ShouldAllBe(entry => Holds(entry.Found!.Text, sought));
            }

            TestContext.Current.TestOutputHelper!.WriteLine($"{sought}: {times.Order().ElementAt(2).TotalMilliseconds:0.0} ms");
            times.Order().ElementAt(2).ShouldBeLessThan(TimeSpan.FromMilliseconds(300), sought);
        }
    }

    private async Task<Dictionary<Guid, FoundText>> FoundAsync(string text) =>
        (await Store.Documents.ListAsync(new ListRequest(Owner, null, 100) { Text = text }, Cancel)).ToDictionary(entry => entry.Id, entry => entry.Found.ShouldNotBeNull());

    private static bool Holds(string text, string sought) => Lower(text).Contains(Lower(sought), StringComparison.Ordinal);

    private static string Lower(string text) => string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c));
}
