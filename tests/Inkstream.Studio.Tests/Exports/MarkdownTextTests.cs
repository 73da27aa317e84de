using Inkstream.Studio.Exports;
using Shouldly;
using Xunit;

namespace Inkstream.Studio.Tests.Exports;

/// <summary>People's text in Markdown.</summary>
public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("她说：“别回头。”", "她说：“别回头。”")]
    [InlineData("# 一", "\\# 一")]
    [InlineData("第1. 条 # 二", "第1. 条 # 二")]
    [InlineData("12. 条", "12\\. 条")]
    [InlineData("1) 条", "1\\) 条")]
    [InlineData("- 条", "\\- 条")]
    [InlineData("=== ", "\\===")]
    [InlineData("*a* _b_ `c` [d](e) <f> ~g~ h|i &amp; $j$ \\", "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f\\> \\~g\\~ h\\|i \\&amp; \\$j\\$ \\\\")]
    [InlineData("a\n\n b", "a b")]
    public void A_line_reads_as_it_was_written(string text, string line) => MarkdownText.Line(text).ShouldBe(line);

    [Fact]
    public void Paragraphs_and_line_breaks_stay_and_nothing_is_indented_into_code() =>
        MarkdownText.Block("一\r\n\t二\n\n\n    三\n- 四\n").ShouldBe("一\\\n二\n\n三\\\n\\- 四");

    [Fact]
    public void In_a_list_every_line_belongs_to_its_point() => MarkdownText.Block("一\n二\n\n三", indent: "  ").ShouldBe("一\\\n  二\n\n  三");
}
