using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Inkstream.Extraction;

namespace Inkstream.Tests.Extraction;

/// <summary>A random answer in a random dressing, and the parts that a patient reader finds in it.</summary>
internal sealed class RandomAnswer
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dice _dice;
    private readonly List<string> _parts = [];

    public RandomAnswer(int seed)
    {
        _dice = new Dice(seed);
        IsList = _dice.OneIn(2);
        Shape = IsList ? Reports.Ideas : Reports.Members;
        Text = Dressed(IsList ? List() : Object(top: true).Ugly);
    }

    public bool IsList { get; }

    public AnswerShape Shape { get; }

    public string Text { get; }

    /// <summary>The parts as JSON, in order.</summary>
    public IReadOnlyList<string> Parts => _parts;

    public Dice Dice => _dice;

    public static string Garbage(Dice dice) => dice.Many(60, () => dice.Of(
        "{", "}", "[", "]", "\"", "\"", "\"", ",", ":", "，", "：", "\\", "\\u", "\\ud83d", "\\ude00", "\ud83d", "\ude00", "\0", "\n", " ", "`", "```",
        "<think>", "</think>", "<", "ideas", "\"ideas\":[", "{\"title\":\"", "\",\"", "\":\"", "title", "你好", "1", "-", "true", "None", "{\"a\":[",
        new string(' ', 150), new string('x', 80), new string('[', 20)));

    private string Dressed(string json)
    {
        var think = _dice.Of("", "", "<think>用 {\"ideas\":[{\"title\":\"草稿\"}]} 回答</think>", "<Thinking>[{\"a\":1}]</THINKING>\n");
        var before = _dice.Of("", "好的，以下是创意：\n", "格式是 {title} 和 [以下是创意] [1]：", "a < b <thin> ");
        var (open, close) = _dice.Of(("", ""), ("```json\n", "\n```"), ("```\n", "```"));
        return think + before + open + json + close + _dice.Of("", "\n希望你喜欢 {谢谢}！", "[1] 注");
    }

    private string List()
    {
        var elements = string.Join(Comma(), Enumerable.Range(0, _dice.Below(4)).Select(_ =>
        {
            var (ugly, strict) = _dice.OneIn(4) ? String(inArray: true) : Object(top: false);
            _parts.Add(strict);
            return ugly;
        }));
        var list = $"[{Gap()}{elements}{Trailing(elements.Length)}]";
        return _dice.Of(list, $"{{\"ideas\":{list}}}", $"{{{Gap()}\"note\":\"x\",\"ideas\" : {list}{Trailing(1)}}}",
            $"{{\"result\":{{\"n\":3,\"ideas\":{list}}}}}");
    }

    private (string Ugly, string Strict) Object(bool top, int depth = 0)
    {
        var count = _dice.Below(4) + (top ? 1 : 0);
        var ugly = new List<string>();
        var strict = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var name = _dice.Of("title", "体裁", "a\\\"b", "n") + i;
            var value = Value(inArray: false, depth);
            ugly.Add($"\"{name}\"{Gap()}{_dice.Of(":", ":", "：")}{Gap()}{value.Ugly}");
            strict.Add($"{JsonSerializer.Serialize(JsonNode.Parse($"\"{name}\""), Relaxed)}:{value.Strict}");
            if (top)
                _parts.Add(name.Replace("\\\"", "\"", StringComparison.Ordinal) + "=" + value.Strict);
        }

        return ($"{{{Gap()}{string.Join(Comma(), ugly)}{Trailing(ugly.Count)}{Gap()}}}", $"{{{string.Join(',', strict)}}}");
    }

    private (string Ugly, string Strict) Value(bool inArray, int depth) => _dice.Below(depth < 3 ? 8 : 6) switch
    {
        0 => _dice.Of(("12", "12"), ("-0.5", "-0.5"), ("True", "true"), ("false", "false"), ("None", "null"), ("+7", "7")),
        6 => Object(top: false, depth + 1),
        7 => Array(depth + 1),
        _ => String(inArray),
    };

    private (string Ugly, string Strict) Array(int depth)
    {
        var values = Enumerable.Range(0, _dice.Below(4)).Select(_ => Value(inArray: true, depth)).ToList();
        return ($"[{Gap()}{string.Join(Comma(), values.Select(value => value.Ugly))}{Trailing(values.Count)}]",
            $"[{string.Join(',', values.Select(value => value.Strict))}]");
    }

    private (string Ugly, string Strict) String(bool inArray)
    {
        var pieces = Enumerable.Range(0, _dice.Below(6)).Select(_ => _dice.Of(
            ("他走了", "他走了"), ("\n", "\n"), ("\\n", "\n"), ("\t", "\t"), ("😀", "😀"), ("\\uD83D\\uDE00", "😀"), ("\\ud83dx", "\uFFFDx"),
            ("\\q", "q"), ("\\u12，", "u12，"), ("\0", "\uFFFD"), ("说\"你好\"就走", "说\"你好\"就走"), ("\\\"", "\""), ("\\\\", "\\"), ("{[<think>]},:", "{[<think>]},:"),
            (inArray ? "" : "说\"走\"，\"来\"了", inArray ? "" : "说\"走\"，\"来\"了"), ("“好”，", "“好”，"), ("a: b, c", "a: b, c"))).ToList();
        return ($"\"{string.Concat(pieces.Select(piece => piece.Item1))}\"",
            JsonSerializer.Serialize(string.Concat(pieces.Select(piece => piece.Item2)), Relaxed));
    }

    private string Gap() => _dice.Of("", "", " ", "\n  ", "\r\n\t");

    private string Comma() => Gap() + _dice.Of(",", ",", "，", ",,") + Gap();

    private string Trailing(int count) => count > 0 && _dice.OneIn(3) ? _dice.Of(",", " ,\n") : "";
}
