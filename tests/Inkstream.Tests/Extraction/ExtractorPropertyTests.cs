using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Inkstream.Extraction;
using Shouldly;
using Xunit;

namespace Inkstream.Tests.Extraction;

public class ExtractorPropertyTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Every_part_of_a_dressed_answer_is_found_as_it_was_meant() => ForAll(seed =>
    {
        var answer = new RandomAnswer(seed);
        Reports.Of(answer.Shape, answer.Text).ClosedValues.ShouldBe(answer.Parts.Select(Canonical), answer.Text);
    });

    [Fact]
    public void What_is_reported_of_an_answer_does_not_depend_on_the_splits() => ForAll(seed =>
    {
        var answer = new RandomAnswer(seed);
        SplitsDoNotMatter(answer.Shape, answer.Text, answer.Dice);
    });

    [Fact]
    public void What_is_reported_of_garbage_does_not_depend_on_the_splits() => ForAll(seed =>
    {
        var dice = new Dice(seed);
        SplitsDoNotMatter(AnyShape(dice), RandomAnswer.Garbage(dice), dice);
    });

    [Fact]
    public void What_is_reported_of_a_damaged_answer_does_not_depend_on_the_splits() => ForAll(seed =>
    {
        var answer = new RandomAnswer(seed);
        SplitsDoNotMatter(answer.Shape, Damaged(answer), answer.Dice);
    });

    [Fact]
    public void The_folded_text_of_a_part_that_closed_is_its_value_restricted_to_strings() => ForAll(seed =>
    {
        var answer = new RandomAnswer(seed);
        var text = answer.Dice.OneIn(2) ? answer.Text : Damaged(answer);
        var reports = Reports.Of(answer.Shape, answer.Dice.Split(text));
        for (var i = 0; i < reports.Closed.Count; i++)
            reports.ClosedDrafts[i].ShouldBe(StringsOf(reports.Closed[i].Value)?.ToJsonString(Relaxed) ?? "null", text);
    });

    [Fact]
    public void What_a_cut_off_answer_reports_is_the_beginning_of_what_the_whole_reports() => ForAll(seed =>
    {
        var answer = new RandomAnswer(seed);
        var text = answer.Dice.Of(answer.Text, Damaged(answer), RandomAnswer.Garbage(answer.Dice));
        var whole = Reports.Of(answer.Shape, text).Lines;
        var cut = Reports.Of(answer.Shape, text[..answer.Dice.Below(text.Length + 1)]).Lines;
        cut.Count.ShouldBeLessThanOrEqualTo(whole.Count, text);
        for (var i = 0; i < cut.Count; i++)
        {
            // Only a text can be known in part, and only the last one.
            if (i == cut.Count - 1 && cut[i].StartsWith("text", StringComparison.Ordinal))
                whole[i].ShouldStartWith(cut[i], Case.Sensitive, text);
            else
                whole[i].ShouldBe(cut[i], text);
        }
    });

    private static void ForAll(Action<int> property) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3000),
            Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), property));

    private static void SplitsDoNotMatter(AnswerShape shape, string text, Dice dice)
    {
        var whole = Reports.Of(shape, text).Lines;
        Reports.Of(shape, dice.Split(text)).Lines.ShouldBe(whole, text);
        Reports.Of(shape, text.Select(c => c.ToString())).Lines.ShouldBe(whole, text);
    }

    private static AnswerShape AnyShape(Dice dice) => dice.OneIn(2) ? Reports.Ideas : Reports.Members;

    private static string Damaged(RandomAnswer answer)
    {
        var (text, dice) = (answer.Text, answer.Dice);
        for (var wounds = dice.Below(4) + 1; wounds > 0; wounds--)
        {
            var at = dice.Below(text.Length + 1);
            text = text[..at] + dice.Of("", "\"", "{", "}", "]", ",", ":", "哎", "```", "\\") + text[Math.Min(text.Length, at + dice.Below(3))..];
        }

        return text;
    }

    private static string Canonical(string part)
    {
        var (name, json) = part.StartsWith('{') || part.StartsWith('"') ? ("", part) : (part[..(part.IndexOf('=') + 1)], part[(part.IndexOf('=') + 1)..]);
        return name + JsonSerializer.Serialize(JsonElement.Parse(json), Relaxed);
    }

    private static JsonNode? StringsOf(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return JsonValue.Create(value.GetString());
            case JsonValueKind.Object:
                var members = value.EnumerateObject().Select(member => (member.Name, Value: StringsOf(member.Value))).Where(member => member.Value is not null);
                var restricted = new JsonObject(members.Select(member => KeyValuePair.Create(member.Name, member.Value)));
                return restricted.Count > 0 ? restricted : null;
            case JsonValueKind.Array:
                var items = value.EnumerateArray().Select(StringsOf).ToList();
                var last = items.FindLastIndex(item => item is not null);
                return last < 0 ? null : new JsonArray(items.Take(last + 1).ToArray());
            default:
                return null;
        }
    }
}
