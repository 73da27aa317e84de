using Inkstream.Documents;
using Shouldly;
using Xunit;

namespace Inkstream.Tests.Documents;

public sealed class FoundTextTests
{
    [Theory]
    [InlineData("She saw the old lighthouse again", "lighthouse", "She saw the old lighthouse again")]
    [InlineData("Nobody had seen that old lighthouse", "lighthouse", "…seen that old lighthouse")]
    [InlineData("Nobody remembered that lighthouse", "lighthouse", "…remembered that lighthouse")]
    [InlineData("It was remembered, in his tower", "tower", "…in his tower")]
    [InlineData("He didn't know whether she came", "she", "…know whether she came")]
    [InlineData("Nobody there was ever in a lighthouse", "lighthouse", "…was ever in a lighthouse")]
    public void An_excerpt_that_is_cut_begins_with_a_whole_word(string text, string sought, string shown) =>
        Excerpt(text, sought).ShouldBe(shown);

    [Theory]
    [InlineData("一个人在很远很远很远很远很远的岛上做灯塔守望者", "灯塔", "…人在很远很远很远很远很远的岛上做灯塔守望者")]
    [InlineData("一个人在很远很远很远的地方，在岛上那里做灯塔守望者", "灯塔", "…很远很远很远的地方，在岛上那里做灯塔守望者")]
    public void Chinese_is_cut_between_any_two_of_its_characters(string text, string sought, string shown) =>
        Excerpt(text, sought).ShouldBe(shown);

    [Fact]
    public void A_word_that_reaches_from_before_the_cut_into_the_hit_is_shown_as_far_as_there_is_room() =>
        Excerpt("Donaudampfschifffahrtsgesellschaft", "gesellschaft").ShouldBe("…ampfschifffahrtsgesellschaft");

    [Fact]
    public void The_hit_is_never_cut_off_even_when_it_begins_with_a_blank_or_a_mark() =>
        Excerpt("Nobody remembered, never", ", never").ShouldBe("…remembered, never");

    /// <summary>As the stores do it: a piece with one character more at either end than is to be shown.</summary>
    private static string Excerpt(string text, string sought)
    {
        var at = text.IndexOf(sought, StringComparison.Ordinal);
        var from = Math.Max(0, at - FoundText.Before - 1);
        var until = Math.Min(text.Length, at + FoundText.Behind + 1);
        return FoundText.Of("idea", text[from..until], at - from).Text;
    }
}
