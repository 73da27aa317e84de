using System.Globalization;
using System.Text;

namespace Inkstream.EndToEnd.Tests;

/// <summary>A model that answers as models do at their worst: thoughts, fences, repeats, extras, cut-offs, any split.</summary>
internal sealed class RandomModel(int seed)
{
    private static readonly string[] Pieces =
        ["雨夜", "她说：“别回头。”", "a \"quoted\" line", "🕰️", "👩‍👩‍👧", "\\ and /", "第二幕，", "é", "{", "}", "[", "]", "```", "\n", "：", ","];

    private readonly Lock _gate = new();
    private readonly Random _dice = new(seed);
    private int _answers;

    public Script Next(ModelRequest request)
    {
        lock (_gate)
            return OutlineText.AskedIn(request.Prompt) is { Count: > 0 } parts ? Make(() => Outline(parts)) : Make(() => Answer(Answers.AskedIn(request)));
    }

    private Script Make(Func<string> answer)
    {
        if (_dice.Next(25) == 0)
            return Script.Status(500);
        var text = answer();
        var cut = _dice.Next(5) == 0;
        if (cut)
            text = text[.._dice.Next(1, text.Length)];
        var deltas = new List<string>();
        var most = _dice.Next(1, 16);
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(_dice.Next(1, most + 1), text.Length - at);
            deltas.Add(text.Substring(at, length));
            at += length;
        }

        var script = Script.Deltas([.. deltas]).Every(TimeSpan.FromMilliseconds(_dice.Next(1, 5)));
        return _dice.Next(8) == 0 ? script.CutAfter(_dice.Next(deltas.Count)) : script;
    }

    /// <summary>Parts in any order, some left out, some of the wrong shape.</summary>
    private string Outline(IReadOnlyList<string> asked)
    {
        var order = asked.ToArray();
        _dice.Shuffle(order);
        var tag = string.Create(CultureInfo.InvariantCulture, $"答{++_answers}");
        var members = order.Where(_ => _dice.Next(8) > 0)
            .Select(part => $"{JsonLiteral.Quote(part)}:{(_dice.Next(10) == 0 ? "{\"wrong\":[1]}" : OutlineText.Value(part, tag + Words(_dice.Next(1, 12))).ToJsonString())}");
        var fenced = _dice.Next(3) == 0;
        return $"{(fenced ? "好的：\n```json\n" : "")}{{{string.Join(",\n", members)}}}{(fenced ? "\n```" : "")}";
    }

    private string Answer(int asked)
    {
        var answer = ++_answers;
        var text = new StringBuilder();
        if (_dice.Next(3) == 0)
            text.Append("<think>").Append(Words(20)).Append("{\"ideas\":[").Append("</think>");
        var fenced = _dice.Next(3) == 0;
        text.Append(fenced ? "好的：\n```json\n" : "");
        var bare = _dice.Next(4) == 0;
        text.Append(bare ? "[" : "{\"ideas\": [");
        var count = Math.Max(1, asked + _dice.Next(-1, 2));
        for (var number = 0; number < count; number++)
        {
            var repeat = number > 0 && _dice.Next(6) == 0;
            var title = string.Create(CultureInfo.InvariantCulture, $"答{answer}之{(repeat ? number - 1 : number)}");
            text.Append(number > 0 ? ",\n" : "").Append(Answers.One(title, Words(_dice.Next(8, 30))));
        }

        text.Append(bare ? "]" : "], \"note\": \"就这些\"}").Append(fenced ? "\n```\n以上。" : "");
        return text.ToString();
    }

    private string Words(int count)
    {
        var words = new StringBuilder("文");
        for (var i = 0; i < count; i++)
            words.Append(Pieces[_dice.Next(Pieces.Length)]);
        return words.ToString();
    }
}
