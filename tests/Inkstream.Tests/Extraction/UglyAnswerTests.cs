using Inkstream.Extraction;
using Shouldly;
using Xunit;

namespace Inkstream.Tests.Extraction;

/// <summary>One row a defect seen in real answers (contract 4: every part that closed is kept; design, invariant 13).</summary>
public class UglyAnswerTests
{
    private const string A = """{"title":"a"}""";
    private const string B = """{"title":"b"}""";

    public static TheoryData<string, string, string[]> Lists => new()
    {
        { "a bare array", $"[{A},{B}]", [A, B] },
        { "the named member", $$"""{"note":{"x":[1]},"ideas":[{{A}},{{B}}],"count":2}""", [A, B] },
        { "one wrapper", $$$"""{"result":{"ok":true,"ideas":[{{{A}}}]}}""", [A] },
        { "two wrappers are too many", $$$$"""{"a":{"b":{"ideas":[{{{{A}}}}]}}}""", [] },
        { "another member's array is not the list", $$"""{"examples":[{{A}}],"ideas":[{{B}}]}""", [B] },
        { "a single object is not the list", A, [] },
        { "strings are elements", """["甲","乙"]""", ["\"甲\"", "\"乙\""] },
        { "other elements are passed over", $"{{\"ideas\":[1, null, [\"x\",{A}], {B}, -2.5]}}", [B] },
        { "a think block with an answer in it", $"<think>比如 [{A}]</think>[{B}]", [B] },
        { "a thinking block in capitals", $"<THINKING>[{A}]</Thinking>[{B}]", [B] },
        { "an unclosed think block swallows all", $"<think>[{A}]", [] },
        { "almost a think block", $"<thin><<thinker> a<b <think >[{A}]", [A] },
        { "a fence with prose around", $"好的：\n```json\n[{A}]\n```\n希望你喜欢。", [A] },
        { "brackets in prose", $"按 {{title}} 与 [以下是创意] 的格式，见 [1] 和 {{ }}：[{A}]", [A] },
        { "a later value is read as well", $"[{A}] 还有 {{\"ideas\":[{B}]}}", [A, B] },
        { "trailing commas", """[{"title":"a","tags":["x",],},]""", ["""{"title":"a","tags":["x"]}"""] },
        { "missing commas", "[{\"title\":\"a\" \"body\":\"b\"\n\"n\":1 \"t\":[1 2 \"x\"\n\"y\"]} {\"title\":\"b\"}]",
            ["""{"title":"a","body":"b","n":1,"t":[1,2,"x","y"]}""", B] },
        { "full-width punctuation", """{"ideas"：[{"title"："a"，"body"："b，c：d"}，{"title":"b"}]}""", ["""{"title":"a","body":"b，c：d"}""", B] },
        { "Python's words and odd numbers", """[{"a":True,"b":False,"c":None,"d":007,"e":+.5,"f":1e3,"g":-0.10}]""",
            ["""{"a":true,"b":false,"c":null,"d":7,"e":0.5,"f":1000,"g":-0.10}"""] },
        { "the other quotes are text", """[{"title":"“a”"}]""", ["""{"title":"“a”"}"""] },
        { "a list without its closing bracket", $$"""{"ideas":[{{A}},{{B}}} 完""", [A, B] },
        { "an element without its closing brace", $$"""[{"title":"x", {{A}}, {{B}}]""", [A, B] },
        { "an element with text where a value belongs", $$"""[{"title":一个故事,"tags":["x"],"more":[{"y":1},{"y":2}]},{{B}}]""", [B] },
        { "an element closed by the wrong bracket", $$"""{"ideas":[{{A}},{"title":"x"],"n":1} [{{B}}]""", [A, B] },
        { "dots and comments between elements", $"[{A}, ... // \"更多\"\n {B}]", [A, B] },
        { "an unquoted element", $"[{{title: 1}}, {A}]", [A] },
        { "members that escaped from a broken element", $$"""["body": "x"}, {{A}}]""", [A] },
        { "cut off inside a string", $"[{A},{{\"title\":\"b", [A] },
        { "cut off and written again after the fence", $"```json\n[{A}, {{\"title\":\n```\n再来：\n```json\n[{B}]\n```", [A, B] },
        { "an empty object and an empty list", """[{}] {"ideas":[]}""", ["{}"] },
        { "a name that comes twice counts once", """[{"a":"1","b":{"a":"2"},"a":{"x":["3"]},"c":"4"}]""", ["""{"a":"1","b":{"a":"2"},"c":"4"}"""] },
        { "a byte order mark and wide spaces", $"\uFEFF[\u3000{A}\u00A0,\uFEFF{B}]", [A, B] },
    };

    public static TheoryData<string, string, string> Strings => new()
    {
        { "escapes", """\"\\\/\b\f\n\r\t\u4f60""", "\"\\/\b\f\n\r\t你" },
        { "unknown escapes stand for their character", """\q\'\，\u12x\uZ""", "q'，u12xuZ" },
        { "raw line breaks and tabs", "一\r\n二\t三", "一\r\n二\t三" },
        { "NUL is replaced", "a\0b\\u0000c", "a\uFFFDb\uFFFDc" },
        { "pairs, raw, escaped and mixed", "😀\\ud83d\\ude00\ud83d\\ude00", "😀😀😀" },
        { "half a pair is replaced", "\\uD83D|\\uDE00|\ud83d\ud83d\ude00|\\ud83d", "\uFFFD|\uFFFD|\uFFFD😀|\uFFFD" },
        { "unescaped quotes", """他说"你好"就走了""", """他说"你好"就走了""" },
        { "unescaped quotes at both ends", "\"你好\"他说\"走\"", "\"你好\"他说\"走\"" },
        { "unescaped quotes around a comma", "\"走\"，\"来\",\"去\"。", "\"走\"，\"来\",\"去\"。" },
        { "unescaped quotes and a colon", """他问"谁"：没人""", """他问"谁"：没人""" },
        { "unescaped quotes in brackets", """见["某某"]一文""", """见["某某"]一文""" },
        { "unescaped quotes on lines of their own", "\"走吧。\"\n\"去哪？\"她问", "\"走吧。\"\n\"去哪？\"她问" },
        { "markup is text", "<think>{[```]}</think>//", "<think>{[```]}</think>//" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_list_is_read_in_spite_of(string what, string answer, string[] parts) =>
        Both(Reports.Ideas, answer).ClosedValues.ShouldBe(parts, what);

    [Theory]
    [MemberData(nameof(Strings))]
    public void A_string_is_read_in_spite_of(string what, string written, string meant)
    {
        foreach (var after in new[] { "}", " ,}", ",\n\"next\": 1}", " \"next\":1}" })
            Both(Reports.Ideas, $"[{{\"body\": \"{written}\"{after}]").Closed.Single().Value.GetProperty("body").GetString().ShouldBe(meant, what);
    }

    [Theory]
    [InlineData("all of it", """{"title":"a","characters":[{"name":"x"}],"n":1,"m":null}""", "title=\"a\"|characters=[{\"name\":\"x\"}]|n=1|m=null")]
    [InlineData("a wrapper, which is a member like others", """{"outline":{"title":"a"}}""", "outline={\"title\":\"a\"}")]
    [InlineData("a list around it", """[{"title":"a"}]""", "title=\"a\"")]
    [InlineData("a template before it", """格式 {"title": 标题, "body": 正文} 如下 {"title":"a"}""", "title=\"a\"")]
    [InlineData("a template that is never closed", """{"title": 标题 {"title":"a","b":2}""", "title=\"a\"|b=2")]
    [InlineData("a quotation that begins like JSON", "以{\"开头\n{\"title\":\"a\"}", "title=\"a\"")]
    [InlineData("a name without a value", """{"title"} {"body"，} {"title":"a"}""", "title=\"a\"")]
    [InlineData("a member that is not JSON", """{"title":乱,"setting":{"era":乱,"x":[{"y":1}]},"body":"b"}""", "body=\"b\"")]
    [InlineData("a cut-off number", """{"title":"a","n":12""", "title=\"a\"")]
    [InlineData("a cut-off end", """{"title":"a","body":"b""", "title=\"a\"")]
    [InlineData("an end that is only a quote", """{"title":"a" """, "")]
    [InlineData("a member that comes twice", """{"title":"a","title":"b"}""", "title=\"a\"|title=\"b\"")]
    public void Members_are_read_in_spite_of(string what, string answer, string parts) =>
        string.Join('|', Both(Reports.Members, answer).ClosedValues).ShouldBe(parts, what);

    [Theory]
    [InlineData("""[{"title":"a","body":"他说"你""", """{"title":"a","body":"他说\"你"}""")]
    [InlineData("""[{"title":"a","body":"b\""", """{"title":"a","body":"b"}""")]
    [InlineData("""[{"title":"a","tags":[1,"x",{"y":"z"},""", """{"title":"a","tags":[null,"x",{"y":"z"}]}""")]
    [InlineData("""[{"title":"a"},{"n":1""", "null")]
    [InlineData("""["一个"故""", "\"一个\\\"故\"")]
    [InlineData("""[{"title":"",""", """{"title":""}""")]
    [InlineData("""[{"a":"1","a":"2","a":["3""", """{"a":"1"}""")]
    [InlineData("""[{"title":乱""", "null")]
    public void What_was_being_written_at_the_end_is_the_draft(string answer, string draft) =>
        Reports.Json(Both(Reports.Ideas, answer).Draft).ShouldBe(draft);

    [Fact]
    public void Reports_come_in_the_order_of_the_text_and_each_once() =>
        Both(Reports.Members, """x {"title":"甲\n乙","list":[1,{"k":"v"}],"bad":{"t":"u","v":乱},"n":2""").Lines.ShouldBe(
        [
            "opened 0 title", "text : 甲\n乙", "closed 0 title \"甲\\n乙\"",
            "opened 1 list", "text 1/k: v", "closed 1 list [1,{\"k\":\"v\"}]",
            "opened 2 bad", "text t: u", "abandoned 2 bad", "opened 3 n",
        ]);

    [Fact]
    public void Text_is_reported_as_soon_as_it_is_certain()
    {
        var reports = new Reports();
        var extractor = new AnswerExtractor(Reports.Ideas, reports);
        extractor.Append("""[{"title":"一""");
        Reports.Json(reports.Draft).ShouldBe("""{"title":"一"}""");
        extractor.Append("\"");
        Reports.Json(reports.Draft).ShouldBe("""{"title":"一"}""");
        extractor.Append("二");
        Reports.Json(reports.Draft).ShouldBe("""{"title":"一\"二"}""");
        extractor.Append("\"}");
        reports.ClosedValues.ShouldBe(["""{"title":"一\"二"}"""]);
    }

    [Fact]
    public void A_closed_value_owns_its_memory()
    {
        var reports = Both(Reports.Ideas, $"[{A},{B},{{\"title\":\"{new string('x', 5000)}\"}}]");
        reports.ClosedValues.Take(2).ShouldBe([A, B]);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void What_is_nested_beyond_the_bound_is_given_up_alone(int beyond, bool kept)
    {
        // The list and the element are two levels.
        var depth = Nesting.MaxDepth - 2 + beyond;
        var deep = $"{{\"a\":{new string('[', depth)}{new string(']', depth)}}}";
        var reports = Both(Reports.Ideas, $"[{deep},{B}]");
        reports.ClosedValues.ShouldBe(kept ? [deep, B] : [B]);
        reports.Abandonments.ShouldBe(kept ? 0 : 1);
    }

    [Theory]
    [InlineData(StringEnd.MaxName, true)]
    [InlineData(StringEnd.MaxName + 1, false)]
    public void A_name_beyond_the_bound_is_no_name(int length, bool kept)
    {
        var part = $"{{\"{new string('n', length)}\":1}}";
        Both(Reports.Ideas, $"[{part},{B}]").ClosedValues.ShouldBe(kept ? [part, B] : [B]);
        Both(Reports.Ideas, $"[{{\"a\":\"b\",{part[1..]}]").Closed.Count.ShouldBe(kept ? 1 : 0);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\n")]
    public void White_space_of_any_length_may_follow_a_string(string blank)
    {
        foreach (var length in new[] { 1, StringEnd.MaxGap, StringEnd.MaxGap + 1, 5000 })
        {
            var gap = string.Concat(Enumerable.Repeat(blank, length));
            Both(Reports.Ideas, $"[{{\"title\":\"a\"{gap},{gap}\"body\"{gap}:{gap}\"b\"{gap}}}{gap},{gap}\"c\"{gap}]").ClosedValues
                .ShouldBe(["""{"title":"a","body":"b"}""", "\"c\""]);
        }
    }

    [Fact]
    public void Nothing_may_be_appended_after_the_end()
    {
        var extractor = new AnswerExtractor(Reports.Ideas, new Reports());
        extractor.Complete();
        Should.Throw<InvalidOperationException>(() => extractor.Append("x"));
    }

    /// <summary>Reads it at once and character by character, which must be the same.</summary>
    private static Reports Both(AnswerShape shape, string answer)
    {
        var whole = Reports.Of(shape, answer);
        Reports.Of(shape, answer.Select(c => c.ToString())).Lines.ShouldBe(whole.Lines);
        return whole;
    }
}
