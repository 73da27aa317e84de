using Inkstream.Extraction;
using Shouldly;
using Xunit;

namespace Inkstream.Tests.Extraction;

/// <summary>Contract 4, <c>draft</c>: text is appended to the string at the path, with what is missing created.</summary>
public class DraftTests
{
    private readonly Draft _draft = new();

    [Fact]
    public void It_is_empty_and_null_until_the_first_operation()
    {
        _draft.IsEmpty.ShouldBeTrue();
        Reports.Json(_draft).ShouldBe("null");
        _draft.Apply(DraftPath.Empty, "");
        _draft.IsEmpty.ShouldBeFalse();
        Reports.Json(_draft).ShouldBe("\"\"");
    }

    [Fact]
    public void An_empty_path_is_a_part_that_is_itself_a_string()
    {
        _draft.Apply(DraftPath.Empty, "一");
        _draft.Apply(new DraftPath(), "二");
        Reports.Json(_draft).ShouldBe("\"一二\"");
    }

    [Fact]
    public void Names_make_objects_in_the_order_in_which_they_come()
    {
        foreach (var name in new[] { "z", "a", "m", "b", "y", "z" })
            Apply(name, DraftStep.Of(name));
        Apply("!", DraftStep.Of("o"), DraftStep.Of("p"));
        Reports.Json(_draft).ShouldBe("""{"z":"zz","a":"a","m":"m","b":"b","y":"y","o":{"p":"!"}}""");
    }

    [Fact]
    public void Indexes_make_arrays_with_null_for_what_has_no_text()
    {
        Apply("c", DraftStep.Of(2));
        Apply("a", DraftStep.Of(0));
        Apply("x", DraftStep.Of(9), DraftStep.Of("k"), DraftStep.Of(1));
        Reports.Json(_draft).ShouldBe("""["a",null,"c",null,null,null,null,null,null,{"k":[null,"x"]}]""");
    }

    [Fact]
    public void One_string_may_be_continued_under_another_instance_of_its_path()
    {
        Apply("1", DraftStep.Of("a"));
        Apply("2", DraftStep.Of("b"));
        Apply("3", DraftStep.Of("a"));
        Reports.Json(_draft).ShouldBe("""{"a":"13","b":"2"}""");
    }

    [Fact]
    public void What_stands_in_the_way_is_replaced()
    {
        Apply("text", DraftStep.Of("a"));
        Apply("inner", DraftStep.Of("a"), DraftStep.Of(0));
        Reports.Json(_draft).ShouldBe("""{"a":["inner"]}""");
    }

    private void Apply(string text, params DraftStep[] steps) => _draft.Apply(new DraftPath(steps), text);
}
