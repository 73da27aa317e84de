using System.Text;
using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Texts;

/// <summary>Turns a phrase of the material into text.</summary>
internal static class Phrase
{
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

    /// <summary>Puts words about the lead behind the lead's name; as it was when the sentence leaves no room for them.</summary>
    public static string WithAside(string phrase, string aside, string language)
    {
        const string lead = "{n}";
        var at = phrase.IndexOf(lead, StringComparison.Ordinal) + lead.Length;
        var (before, after) = (phrase[..at], phrase[at..]);
        if (language != Languages.English) return $"{before}（{aside}）{after}";
        if (after[0] == '\'') return phrase;
        return $"{before}, {aside}{(after[0] is ',' or '.' or ':' ? "" : ",")}{after}";
    }
}
