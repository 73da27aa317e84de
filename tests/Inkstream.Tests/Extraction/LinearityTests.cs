using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Inkstream.Extraction;
using Shouldly;
using Xunit;

namespace Inkstream.Tests.Extraction;

public class LinearityTests
{
    private const int Megabyte = 1 << 20;

    /// <summary>Twice the text may cost twice the memory, and a little for how buffers grow.</summary>
    private const double LinearRatio = 2.5;

    /// <summary>Quadratic reading of a million characters takes hours; linear reading less than a second.</summary>
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(20);

    public static TheoryData<string, string, string, string> Texts => new()
    {
        { "one long string", "[{\"body\":\"", "他走了很远", "\"}]" },
        { "one long part", "[{\"body\":[", "{\"a\":\"b\\n😀\",\"c\":1},", "]}]" },
        { "many parts", "{\"ideas\":[", "{\"title\":\"书名\",\"body\":\"他说\"你好\"就走了\"},", "]}" },
        { "quotes that never close", "[{\"body\":\"", "\" \" ，\"", "\"}]" },
        { "quotes before long gaps", "[{\"body\":\"", $"\"{new string(' ', StringEnd.MaxGap - 2)},\"{new string('n', StringEnd.MaxName - 1)}", "\"}]" },
        { "many names in one object", "[{", "\"n#\":\"v\",", "}]" },
        { "thinking", "<think>", "<<think {\"a\":", "</think>[]" },
        { "prose full of brackets", "", "[ { [[ x {\"a\" ", "" },
        { "broken elements", "[", "{\"a\":{{[ \"x\":乱,", "]" },
        { "open brackets", "[", "[{\"a\":[", "" },
        { "blanks", "[{\"a\":\"b\"", "   \n", "}]" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Memory_and_time_are_linear_in_the_text(string what, string head, string unit, string tail)
    {
        Cost(Text(head, unit, tail, Megabyte / 8));
        var clock = Stopwatch.StartNew();
        var once = Cost(Text(head, unit, tail, Megabyte / 2));
        var twice = Cost(Text(head, unit, tail, Megabyte));
        clock.Elapsed.ShouldBeLessThan(Generous, what);
        // What is allocated once, whatever the text, hides the ratio of texts that allocate nothing.
        twice.ShouldBeLessThan((long)(LinearRatio * Math.Max(once, Megabyte / 2)), what);
    }

    private static string Text(string head, string unit, string tail, int length)
    {
        var text = new StringBuilder(head);
        for (var i = 0; text.Length < length; i++)
            text.Append(unit.Contains('#', StringComparison.Ordinal) ? unit.Replace("#", i.ToString("D7", null), StringComparison.Ordinal) : unit);
        return text.Append(tail).ToString();
    }

    private static long Cost(string text)
    {
        var extractor = new AnswerExtractor(Reports.Ideas, new Folding());
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < text.Length; i++)
            extractor.Append(text.AsSpan(i, 1));
        extractor.Complete();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Folds as the product does.</summary>
    private sealed class Folding : IAnswerSink
    {
        private Draft _draft = new();

        public void Opened(PartPlace place) => _draft = new Draft();

        public void Text(DraftPath path, ReadOnlySpan<char> text) => _draft.Apply(path, text);

        public void Closed(PartPlace place, JsonElement value) => _draft = new Draft();

        public void Abandoned(PartPlace place) => _draft = new Draft();
    }
}
