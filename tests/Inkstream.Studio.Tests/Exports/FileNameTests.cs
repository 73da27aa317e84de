using System.Text;
using Inkstream.Studio.Exports;
using Shouldly;
using Xunit;

namespace Inkstream.Studio.Tests.Exports;

/// <summary>Titles as names of files.</summary>
public sealed class FileNameTests
{
    [Theory]
    [InlineData("雨夜归途", "雨夜归途")]
    [InlineData("  The   Last\nSlice  ", "The Last Slice")]
    [InlineData("a/b\\c:d*e?f\"g<h>i|j", "a b c d e f g h i j")]
    [InlineData("../../etc/passwd", "etc passwd")]
    [InlineData("...", "outline")]
    [InlineData("", "outline")]
    [InlineData("\u202Etxt.exe\u0000\u0007", "txt.exe")]
    [InlineData("CON", "CON_")]
    [InlineData("nul.txt", "nul.txt_")]
    [InlineData("末尾的点.", "末尾的点")]
    [InlineData("🕰️ 𠮷", "🕰️ 𠮷")]
    public void A_name_is_one_that_every_system_takes(string title, string name) => FileName.Of(title, "outline").ShouldBe(name);

    [Fact]
    public void Half_a_character_is_left_out_and_none_is_halved()
    {
        FileName.Of("前\uD83D后", "outline").ShouldBe("前 后");
        for (var length = 70; length < 90; length++)
        {
            var name = FileName.Of(new string('x', length) + string.Concat(Enumerable.Repeat("🕰", 20)), "outline");
            name.Length.ShouldBeLessThanOrEqualTo(FileName.Most);
            name.EnumerateRunes().ShouldAllBe(rune => rune != Rune.ReplacementChar);
        }
    }

    [Fact]
    public void The_longest_name_fits_where_a_file_system_has_255_bytes() =>
        Encoding.UTF8.GetByteCount(FileName.Of(new string('长', 500), "outline") + ".fountain").ShouldBeLessThanOrEqualTo(255);
}
