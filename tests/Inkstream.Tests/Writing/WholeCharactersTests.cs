using Inkstream.Writing;
using Shouldly;
using Xunit;

namespace Inkstream.Tests.Writing;

public sealed class WholeCharactersTests
{
    // Not theory data: an attribute cannot hold half a character.
    private static readonly (string[] Deltas, string Text)[] Cases =
    [
        (["他走了", "很远"], "他走了很远"),
        (["a\uD83D", "\uDE00b"], "a😀b"),
        (["\uD83D", "", "\uDE00"], "😀"),
        (["\uD83D", "x"], "\uFFFDx"),
        (["\uD83D", "\uD83D\uDE00"], "\uFFFD😀"),
        (["\uDE00x"], "\uFFFDx"),
        (["x\0y"], "x\uFFFDy"),
        (["\uD83D", "\0"], "\uFFFD\uFFFD"),
        (["end\uD83D"], "end\uFFFD"),
    ];

    [Fact]
    public void Deltas_become_text_that_a_database_can_hold()
    {
        foreach (var (deltas, text) in Cases)
        {
            var whole = new WholeCharacters();
            (string.Concat(deltas.Select(whole.Take)) + whole.Rest()).ShouldBe(text);
            whole.Rest().ShouldBeEmpty();
        }
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
