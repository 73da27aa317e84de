using Inkstream.Studio.Texts;
using Shouldly;
using Xunit;

namespace Inkstream.Studio.Tests.Ideations;

public sealed class TextTests
{
    [Theory]
    [InlineData("short", 10, "short")]
    [InlineData("A courier finds that every parcel is addressed", 40, "A courier finds that every parcel is…")]
    [InlineData("A courier finds that every parcel is addressed", 38, "A courier finds that every parcel is…")]
    [InlineData("每个包裹都寄给年轻时的自己", 6, "每个包裹都…")]
    [InlineData("Llanfairpwllgwyngyllgogerychwyrndrobwll", 10, "Llanfairp…")]
    [InlineData("ab😀😀😀", 4, "ab…")]
    public void A_title_is_shortened_between_words_and_between_characters(string text, int most, string clipped) => Text.Clip(text, most).ShouldBe(clipped);
}
