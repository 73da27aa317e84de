using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Studio.Outlines;
using Inkstream.Studio.Texts;
using Shouldly;
using Xunit;

namespace Inkstream.Studio.Tests.Outlines;

public sealed class OutlineKindTests
{
    private static readonly AnswerContext Nothing = new(JsonElement.Parse("{}"), []);

    [Theory]
    [InlineData("title", "\"《没寄出的信》\"", "\"没寄出的信\"")]
    [InlineData("title", "\"  \"", null)]
    [InlineData("title", "[\"甲\"]", null)]
    [InlineData("genre", "[\"都市\",\"爱情\"]", "\"都市 · 爱情\"")]
    [InlineData("target_audience", """{"demographic":"女性","core_themes":"成长、原谅"}""", """{"demographic":"女性","core_themes":["成长","原谅"]}""")]
    [InlineData("target_audience", """{"demographic":"女性"}""", null)]
    [InlineData("selling_points", """["一","二","三","四","五","六"]""", """["一","二","三","四","五"]""")]
    [InlineData("selling_points", "\"1. 一\\n2、二\\n- 三\"", """["一","二","三"]""")]
    [InlineData("selling_points", """["一","二"]""", null)]
    [InlineData("selling_points", """["一","二",{"不":"是"}]""", null)]
    [InlineData("setting", """{"core_setting_summary":"旧码头","key_scenes":["铺子"]}""", """{"core_setting_summary":"旧码头","key_scenes":["铺子"]}""")]
    [InlineData("setting", "\"旧码头\"", null)]
    [InlineData("synopsis_stages", """["一","二","三","四"]""", null)]
    [InlineData("synopsis_stages", """["一","二","三","四","五"]""", """["一","二","三","四","五"]""")]
    [InlineData("characters", """[{"name":"甲","type":"男主","description":"人","age":27,"relationships":["错的"]}]""", """[{"name":"甲","type":"male_lead","description":"人","age":"27"}]""")]
    [InlineData("characters", """[{"name":"甲","type":"other"}]""", null)]
    [InlineData("characters", """{"name":"甲"}""", null)]
    public void A_value_is_kept_when_it_has_the_shape_or_nothing_is_lost_by_giving_it(string component, string value, string? kept)
    {
        var artifact = new OutlineKind().Accept(component, JsonElement.Parse(value), Nothing);
        if (kept is null)
        {
            artifact.ShouldBeNull();
            return;
        }

        artifact!.Type.ShouldBe("outline_" + component);
        artifact.Data.ShouldBe($$"""{"{{component}}":{{kept}}}""");
    }

    [Fact]
    public void Half_a_surrogate_pair_is_no_text_and_breaks_nothing() =>
        new OutlineKind().Accept("title", JsonElement.Parse("\"\\ud83d\""), Nothing).ShouldBeNull();

    [Theory]
    [InlineData("\\ud83d")]
    [InlineData("\\u0000")]
    public void A_name_that_cannot_be_kept_breaks_nothing(string name) => new OutlineKind().Accept(
        "characters", JsonElement.Parse($$$"""[{"name":"甲","type":"other","description":"人","relationships":{"{{{name}}}":"x"}}]"""), Nothing).ShouldBeNull();

    [Fact]
    public void NUL_is_taken_out_of_what_a_model_wrote() =>
        new OutlineKind().Accept("title", JsonElement.Parse("\"雨\\u0000夜\""), Nothing)!.Data.ShouldBe("""{"title":"雨夜"}""");

    [Fact]
    public void An_element_is_the_whole_list_with_that_one_replaced_and_needs_the_list()
    {
        var kind = new OutlineKind();
        kind.Accept("synopsis_stages/1", JsonElement.Parse("\"新\""), Nothing).ShouldBeNull();
        List<DocumentPart> there = [AnOutline.Part("synopsis_stages", new[] { "一", "二", "三" })];
        var context = Nothing with { There = there };
        kind.Accept("synopsis_stages/1", JsonElement.Parse("\"新\""), context)!.Data.ShouldBe("""{"synopsis_stages":["一","新","三"]}""");
        kind.Accept("synopsis_stages/3", JsonElement.Parse("[\"加\"]"), context)!.Data.ShouldBe("""{"synopsis_stages":["一","二","三","加"]}""");
        kind.Accept("synopsis_stages/4", JsonElement.Parse("\"太远\""), context).ShouldBeNull();
        kind.Accept("synopsis_stages/1", JsonElement.Parse("{}"), context).ShouldBeNull();

        // What this answer brought before counts.
        there.Add(AnOutline.Part("synopsis_stages", new[] { "甲", "二", "三" }) with { Role = "synopsis_stages/0" });
        kind.Accept("synopsis_stages/1", JsonElement.Parse("\"新\""), context)!.Data.ShouldBe("""{"synopsis_stages":["甲","新","三"]}""");
    }

    [Theory]
    [InlineData("characters/2", true)]
    [InlineData("synopsis_stages/0", true)]
    [InlineData("title", true)]
    [InlineData("title/0", false)]
    [InlineData("characters/02", false)]
    [InlineData("characters/-1", false)]
    [InlineData("characters/40", false)]
    [InlineData("characters/", false)]
    [InlineData("nobody", false)]
    [InlineData(null, false)]
    public void A_part_is_a_component_or_an_element_of_a_list(string? part, bool isPart) => Components.IsPart(part).ShouldBe(isPart);

    [Theory]
    [InlineData("title", "\" \"", "value")]
    [InlineData("selling_points", "\"一\"", "value")]
    [InlineData("selling_points", "[1]", "value/0")]
    [InlineData("setting", """{"core_setting_summary":"","key_scenes":[],"more":1}""", "value.more")]
    [InlineData("characters", """[{"name":"甲","type":"hero","description":""}]""", "value/0.type")]
    [InlineData("characters", """[{"name":"甲","type":"other"}]""", "value/0.description")]
    [InlineData("characters", """[{"name":"甲","type":"other","description":"","relationships":{"乙":1}}]""", "value/0.relationships.乙")]
    [InlineData("synopsis_stages", """["只有一段",""]""", null)]
    [InlineData("characters", """[{"name":"","type":"other","description":"","age":"27","key_scenes":["一"]}]""", null)]
    public void A_person_may_leave_anything_empty_but_not_of_another_type(string component, string value, string? field)
    {
        var errors = new Errors();
        PersonShapes.Check(component, JsonElement.Parse(value), errors);
        errors.ToDictionary().Keys.ShouldBe(field is null ? [] : [field]);
    }
}
