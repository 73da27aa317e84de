using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Studio.Ideations;
using Inkstream.Studio.Ideations.Demo;
using Inkstream.Studio.Texts;
using Inkstream.Studio.Vocabulary;
using Shouldly;
using Xunit;

namespace Inkstream.Studio.Tests.Ideations;

/// <summary>Only a new title: what is asked, what is taken, and what the demo model answers.</summary>
public sealed class NewTitleTests
{
    private static readonly IdeaCard Card = new("雨夜来客", "许知夏在暴雨夜收留了一个失忆的男人，三天后发现他是来收楼的开发商，最后她用一锅汤让他记起自己也曾无家可归。");

    private static readonly Guid Id = Guid.Parse("018f0000-0000-7000-8000-000000000001");

    [Theory]
    [InlineData("zh", "只为下面这个短剧创意起一个新标题")]
    [InlineData("en", "Give this idea for a short drama a new title")]
    public void The_prompt_asks_for_a_title_alone_shows_the_card_and_forbids_the_titles_there_are(string language, string says)
    {
        var prompt = Build(language, note: "更狠一点", parts: [A.Part("雨夜来客"), A.Part("灯下有人", favourite: true)]);
        prompt.TemplateId.ShouldBe("ideation-title/1");
        prompt.Text.ShouldContain(says);
        foreach (var text in new[] { Card.Title, Card.Body, "更狠一点", "- 灯下有人", language == "en" ? "Douyin" : "抖音", "{\"ideas\":[{\"title\":\"…\"}]}" })
            prompt.Text.ShouldContain(text, Case.Sensitive);
        prompt.Text.ShouldNotContain("50–80");
    }

    [Theory]
    [InlineData("""{"title":"第七把钥匙"}""", "第七把钥匙")]
    [InlineData("""{"title":"  第七把\n钥匙 ","body":"别的正文"}""", "第七把 钥匙")]
    [InlineData("\"第七把钥匙\"", "第七把钥匙")]
    [InlineData("""{"剧名":"第七把钥匙"}""", "第七把钥匙")]
    public void The_title_is_taken_and_the_body_stays(string value, string title)
    {
        var artifact = Accept(value).ShouldNotBeNull();
        artifact.Type.ShouldBe("brainstorm_idea");
        IdeaCard.Read(JsonElement.Parse(artifact.Data)).ShouldBe(new IdeaCard(title, Card.Body));
        JsonElement.Parse(artifact.Data).GetProperty("order_index").GetInt32().ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"body":"没有标题"}""")]
    [InlineData("""{"title":""}""")]
    [InlineData("""{"title":7}""")]
    [InlineData("""{"title":"雨夜来客！"}""")]
    [InlineData("""{"title":"灯下有人"}""")]
    [InlineData("[]")]
    public void What_is_no_title_or_one_that_is_there_already_is_dropped(string value) => Accept(value).ShouldBeNull();

    [Fact]
    public void Above_a_persons_text_it_stays_a_persons()
    {
        var artifact = Accept("""{"title":"第七把钥匙"}""", edited: true).ShouldNotBeNull();
        artifact.Type.ShouldBe("user_input");
        var data = JsonElement.Parse(artifact.Data);
        data.GetProperty("text").GetString().ShouldBe(Card.Body);
        data.GetProperty("source_artifact_id").GetGuid().ShouldBe(Id);
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public void The_demo_model_finds_another_title_each_time_of_the_right_length_and_belonging_to_its_own_stories(string language)
    {
        var document = new IdeationParams { Platform = "抖音", Language = language };
        var random = new Random(3);
        var told = new DemoIdeas(IdeationBrief.Of(A.Context(document))).Cards(random);
        foreach (var card in told)
        {
            var (parts, titles) = (told.Select(other => A.Part(other.Title, other.Body)).ToList(), new HashSet<string>());
            for (var i = 0; i < 12; i++)
            {
                var brief = IdeationBrief.Of(A.Context(document, 1, new GenerationParams { Mode = GenerationModes.Title, BasedOn = card }, parts));
                var title = new DemoTitle(brief).Title(random);
                Lengths.FitsTitle(language, title).ShouldBeTrue(title);
                titles.Add(Text.Key(title)).ShouldBeTrue(title);
                told.ShouldAllBe(other => Text.Key(other.Title) != Text.Key(title));
                parts.Add(A.Part(title, card.Body));
            }
        }
    }

    [Fact]
    public void The_demo_model_never_runs_out_and_its_answer_is_read_like_any_other()
    {
        var document = new IdeationParams { Language = Languages.English };
        var (parts, card) = (new List<DocumentPart> { A.Part("雨夜来客") }, new IdeaCard("My own", "A text of the writer's, about nobody that the demo knows."));
        for (var i = 0; i < 30; i++)
        {
            var brief = IdeationBrief.Of(A.Context(document, 1, new GenerationParams { Mode = GenerationModes.Title, BasedOn = card }, parts));
            var answer = JsonElement.Parse(new DemoTitle(brief).Compose(new Random(i)));
            var title = IdeaCard.ReadTitle(answer.GetProperty("ideas")[0]).ShouldNotBeNull();
            parts.ShouldAllBe(part => !part.Data.GetProperty("idea_title").GetString()!.Equals(title, StringComparison.Ordinal));
            parts.Add(A.Part(title));
        }
    }

    [Theory]
    [InlineData("""{"mode":"title"}""", "basedOn")]
    [InlineData("""{"mode":"title","basedOn":"018f0000-0000-7000-8000-000000000001","count":2}""", "count")]
    public void A_new_title_is_for_one_idea_that_is_named(string body, string field) =>
        JsonSerializer.Deserialize<GenerateIdeas>(body, StoredJson.Options)!.Validate().Keys.ShouldBe([field]);

    private static Prompt Build(string language, string note, IReadOnlyList<DocumentPart> parts) => new IdeationKind().Prompt(A.Context(
        new IdeationParams { Platform = "抖音", Language = language }, 1, new GenerationParams { Mode = GenerationModes.Title, BasedOn = Card, Note = note }, parts));

    private static NewArtifact? Accept(string value, bool edited = false)
    {
        var generation = new GenerationParams { Mode = GenerationModes.Title, BasedOn = Card, BasedOnId = Id, BasedOnEdited = edited };
        var context = new AnswerContext(
            JsonSerializer.SerializeToElement(generation, StoredJson.Options), [A.Part(Card.Title, Card.Body), A.Part("灯下有人")]);
        return new IdeationKind().Accept("ideas/2", JsonElement.Parse(value), context);
    }
}
