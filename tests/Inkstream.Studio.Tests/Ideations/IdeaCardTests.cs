using System.Text.Json;
using Inkstream.Studio.Ideations;
using Shouldly;
using Xunit;

namespace Inkstream.Studio.Tests.Ideations;

public sealed class IdeaCardTests
{
    [Theory]
    [InlineData("""{"title":"雨夜","body":"她来了。"}""", "雨夜", "她来了。")]
    [InlineData("""{"idea_title":" 雨 \n夜 ","idea_text":" 她来了。\n\n 他走了。 ","order_index":1}""", "雨 夜", "她来了。\n他走了。")]
    [InlineData("""{"name":"Rain","description":"She  came."}""", "Rain", "She came.")]
    [InlineData("""{"title":"","name":"Rain","body":null,"summary":"She came."}""", "Rain", "She came.")]
    [InlineData("""{"title":"雨夜","text":"她来了。","source":"modified_brainstorm"}""", "雨夜", "她来了。")]
    [InlineData("\"雨夜来客，敲开了她的门。\"", "雨夜来客", "雨夜来客，敲开了她的门。")]
    public void A_card_is_read_whatever_the_model_called_its_fields(string json, string title, string body) =>
        Read(json).ShouldBe(new IdeaCard(title, body));

    [Theory]
    [InlineData("""{"title":"雨夜"}""")]
    [InlineData("""{"title":" ","body":"x"}""")]
    [InlineData("""{"title":1,"body":"x"}""")]
    [InlineData("""{"title":"\ud800","body":"x"}""")]
    [InlineData("\"。。\"")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    public void What_is_no_card_is_refused(string json) => Read(json).ShouldBeNull();

    [Fact]
    public void Texts_are_bounded()
    {
        var card = Read(JsonSerializer.Serialize(new { title = new string('a', 500), body = new string('b', 30_000) }))!;
        card.Title.Length.ShouldBe(200);
        card.Body.Length.ShouldBe(20_000);
    }

    [Theory]
    [InlineData("The Last Slice", "the  last slice!", true)]
    [InlineData("《雨夜来客》", "雨夜 来客", true)]
    [InlineData("ＡＢＣ雨夜", "abc雨夜", true)]
    [InlineData("雨夜", "雨夜来客", false)]
    [InlineData("？？", "！！", false)]
    public void A_title_repeats_another_whatever_its_case_width_punctuation_and_space(string one, string other, bool repeats) =>
        new IdeaCard(one, "x").Repeats([other]).ShouldBe(repeats);

    private static IdeaCard? Read(string json) => IdeaCard.Read(JsonElement.Parse(json));
}
