using System.Text;

namespace Inkstream.Studio.Ideations.Demo;

/// <summary>Turns a phrase of the material into text.</summary>
internal static class Phrase
{
    private static readonly (string Slot, string She, string He)[] Pronouns =
    [
        ("{他}", "她", "他"), ("{they}", "she", "he"), ("{They}", "She", "He"), ("{them}", "her", "him"),
        ("{their}", "her", "his"), ("{Their}", "Her", "His"), ("{theirs}", "hers", "his"),
    ];

    /// <summary>Decides every <c>[a|b]</c>.</summary>
    public static string Choose(string phrase, Random random)
    {
        var text = new StringBuilder();
        var rest = phrase.AsSpan();
        for (var open = rest.IndexOf('['); open >= 0; open = rest.IndexOf('['))
        {
            var close = rest.IndexOf(']');
            var options = rest[(open + 1)..close].ToString().Split('|');
            text.Append(rest[..open]).Append(options[random.Next(options.Length)]);
            rest = rest[(close + 1)..];
        }

        return text.Append(rest).ToString();
    }

    /// <summary>Fills in the lead's pronouns.</summary>
    public static string Address(string phrase, bool female) =>
        Pronouns.Aggregate(phrase, (text, p) => text.Replace(p.Slot, female ? p.She : p.He, StringComparison.Ordinal));
}
