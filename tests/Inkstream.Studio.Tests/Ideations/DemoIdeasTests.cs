using System.Text.Json;
using Inkstream.Studio.Ideations;
using Inkstream.Studio.Ideations.Demo;
using Inkstream.Studio.Texts;
using Inkstream.Studio.Vocabulary;
using Shouldly;
using Xunit;

namespace Inkstream.Studio.Tests.Ideations;

public sealed class DemoIdeasTests
{
    private static readonly string[] Languages = ["zh", "en"];

    [Fact]
    public void Every_genre_type_has_four_stories_and_two_asides_for_mixes_in_both_languages()
    {
        foreach (var genres in Languages.Select(language => Material.In(language).Genres))
        {
            genres.Keys.ShouldBe(Genres.Types.Select(path => string.Join('/', path)), ignoreOrder: true);
            genres.Values.ShouldAllBe(g => g.Premises.Count >= 4 && g.Asides.Count >= 2);
            genres.Values.SelectMany(g => g.Premises).ShouldAllBe(p => p.Begin.Length > 0 && p.Turns.Count >= 2 && p.Ends.Count >= 2);
        }
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public void No_two_stories_share_a_title(string language)
    {
        var titles = Material.In(language).Genres.Values.SelectMany(g => g.Premises).SelectMany(p => p.Titles).ToList();
        titles.GroupBy(Text.Key).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty();
        titles.Where(t => !Lengths.FitsTitle(language, t)).ShouldBeEmpty();
    }

    [Fact]
    public void A_story_written_for_a_sub_type_names_one_that_exists()
    {
        foreach (var genre in Languages.SelectMany(language => Material.In(language).Genres.Values))
        {
            Genres.TryFind(genre.Path.Split('/'), out var type).ShouldBeTrue();
            genre.Premises.Select(p => p.Leaf).OfType<string>().Except(type!.Children.Select(c => c.Name)).ShouldBeEmpty(genre.Path);
        }
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public void Every_genre_gives_whole_cards_of_the_right_length_without_a_repeat(string language)
    {
        foreach (var path in Genres.Types)
        {
            for (var seed = 0; seed < 12; seed++)
                ShouldBeGood(language, Cards(new() { Language = language, GenrePaths = [path], GenreProportions = [100] }, 12, seed));
        }
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public void Mixed_genres_a_spark_and_a_platform_alone_give_good_cards_too(string language)
    {
        var random = new Random(5);
        for (var seed = 0; seed < 300; seed++)
        {
            var paths = Enumerable.Range(0, seed % 4).Select(_ => Genres.Types[random.Next(28)]).Distinct().ToList();
            var document = new IdeationParams
            {
                Language = language,
                Platform = Platforms.All[seed % 13].Value,
                GenrePaths = paths,
                GenreProportions = [.. paths.Select(_ => 30)],
                UserInput = seed % 2 == 0 ? null : language == "zh" ? "会说话的猫" : "A talking cat",
            };
            ShouldBeGood(language, Cards(document, 1 + seed % 12, seed));
        }
    }

    [Fact]
    public void Two_runs_differ()
    {
        var document = new IdeationParams { GenrePaths = [["女频", "爱情类", "甜宠"]], GenreProportions = [100] };
        Enumerable.Range(0, 50).Select(seed => string.Join('\n', Cards(document, 6, seed))).Distinct().Count().ShouldBe(50);
    }

    [Fact]
    public void A_short_idea_of_the_writer_is_quoted()
    {
        Cards(new() { UserInput = "会说话的猫" }, 6, 1).Count(c => c.Body.Contains("会说话的猫")).ShouldBeGreaterThan(0);
        Cards(new() { UserInput = "A talking cat.", Language = "en" }, 6, 1).Count(c => c.Body.Contains("A talking cat")).ShouldBe(3);
    }

    [Fact]
    public void Shares_decide_how_many_cards_a_genre_leads()
    {
        var document = new IdeationParams
        {
            GenrePaths = [["女频", "爱情类", "甜宠"], ["男频", "逆袭类", "战神"], ["男频", "其他类型", "神医"]],
            GenreProportions = [60, 40, 0],
        };
        var leads = Mix.Lead(Mix.Of(document), 5, new Random(1)).CountBy(g => g.Type.Path).ToDictionary();
        leads.ShouldBe(new Dictionary<string, int> { ["女频/爱情类/甜宠"] = 3, ["男频/逆袭类/战神"] = 2 }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public void Five_rounds_in_one_document_never_repeat_a_title(string language)
    {
        var document = new IdeationParams { Language = language, GenrePaths = [["男频", "其他类型", "后宫"]], GenreProportions = [100] };
        var parts = new List<Inkstream.Documents.DocumentPart>();
        for (var round = 0; round < 5; round++)
        {
            var cards = new DemoIdeas(IdeationBrief.Of(A.Context(document, 12, parts: parts))).Cards(new Random(round));
            foreach (var card in cards) card.Repeats(parts.Select(p => IdeaCard.Read(p.Data)!.Title)).ShouldBeFalse(card.Title);
            parts.AddRange(cards.Select(card => A.Part(card.Title, card.Body)));
        }
    }

    [Fact]
    public void The_answer_is_the_object_that_the_prompt_asks_for()
    {
        var answer = new DemoIdeas(IdeationBrief.Of(A.Context(new(), 3))).Compose(new Random(1));
        var ideas = JsonElement.Parse(answer).GetProperty("ideas").EnumerateArray().Select(IdeaCard.Read).ToList();
        ideas.Count.ShouldBe(3);
        ideas.ShouldAllBe(card => card != null);
    }

    private static IReadOnlyList<IdeaCard> Cards(IdeationParams document, int count, int seed) =>
        new DemoIdeas(IdeationBrief.Of(A.Context(document, count))).Cards(new Random(seed));

    private static void ShouldBeGood(string language, IReadOnlyList<IdeaCard> cards)
    {
        foreach (var card in cards)
        {
            Lengths.FitsTitle(language, card.Title).ShouldBeTrue(card.Title);
            Lengths.FitsBody(language, card.Body).ShouldBeTrue($"{card.Title}: {card.Body.Length} {card.Body}");
            card.Body.IndexOfAny(['{', '}', '[', ']', '|', '~', '>', '=']).ShouldBe(-1, card.Body);
            (language == "en" && !char.IsUpper(card.Body[0])).ShouldBeFalse(card.Body);
            card.Body[^1].ShouldBeOneOf('。', '.', '？', '?', '！');
            if (language == "en") card.Body.ShouldAllBe(c => c < 0x2E80);
        }

        cards.Select(c => Text.Key(c.Title)).Distinct().Count().ShouldBe(cards.Count);
        var premises = Material.In(language).Genres.Values.SelectMany(g => g.Premises).ToList();
        cards.Select(c => premises.FindIndex(p => p.Ends.Any(end => c.Body.EndsWith(end, StringComparison.Ordinal)))).Distinct().Count()
            .ShouldBe(cards.Count, "No story is told twice.");
        var names = Material.In(language).Names;
        foreach (var given in language == "en" ? names.Female.Concat(names.Male) : [])
            cards.Count(c => c.Body.Contains($" {given} ") && names.Family.Any(f => c.Body.Contains($"{given} {f}"))).ShouldBeLessThan(2, given);
    }
}
