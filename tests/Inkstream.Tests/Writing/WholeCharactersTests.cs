using Inkstream.Writing;
using Shouldly;
using Xunit;

namespace Inkstream.Tests.Writing;

public sealed class WholeCharactersTests
{
    [Theory]
    [InlineData(new[] { "他走了", "很远" }, "他走了很远")]
    [InlineData(new[] { "a\uD83D", "\uDE00b" }, "a😀b")]
    [InlineData(new[] { "\uD83D", "", "\uDE00" }, "😀")]
    [InlineData(new[] { "\uD83D", "x" }, "\uFFFDx")]
    [InlineData(new[] { "\uD83D", "\uD83D\uDE00" }, "\uFFFD😀")]
    [InlineData(new[] { "\uDE00x" }, "\uFFFDx")]
    [InlineData(new[] { "x\0y" }, "x\uFFFDy")]
    [InlineData(new[] { "\uD83D", "\0" }, "\uFFFD\uFFFD")]
    [InlineData(new[] { "end\uD83D" }, "end\uFFFD")]
    public void Deltas_become_text_that_a_database_can_hold(string[] deltas, string text)
    {
        var whole = new WholeCharacters();
        (string.Concat(deltas.Select(whole.Take)) + whole.Rest()).ShouldBe(text);
        whole.Rest().ShouldBeEmpty();
    }

    [Fact]
    public void Half_a_character_waits_for_its_other_half()
    {
        var whole = new WholeCharacters();
        whole.Take("a\uD83D").ShouldBe("a");
        whole.Take("\uDE00").ShouldBe("😀");
    }

    [Fact]
    public void Text_that_is_fit_is_passed_on_as_it_is()
    {
        const string Text = "他走了很远";
        new WholeCharacters().Take(Text).ShouldBeSameAs(Text);
    }
}
