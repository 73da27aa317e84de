using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Outlines.Demo;

/// <summary>
/// Fills phrases in. <c>{a}</c> the lead, <c>{b}</c> the love, <c>{v}</c> the rival, <c>{f}</c> the friend, <c>{e}</c> the elder; behind
/// the letter <c>s</c>, <c>o</c> or <c>p</c> for she, her, her. <c>{place}</c> and so on are the world's. <c>[x|y]</c> is a choice.
/// </summary>
internal sealed class DemoWords(bool english, DemoCast cast, DemoWorld world, Random random)
{
    private static readonly char[] Letters = ['a', 'b', 'v', 'f', 'e'];

    /// <summary>The phrase as text.</summary>
    public string Say(string phrase)
    {
        var text = Phrase.Choose(phrase, random)
            .Replace("{place}", world.Place, StringComparison.Ordinal).Replace("{thing}", world.Thing, StringComparison.Ordinal)
            .Replace("{deal}", world.Deal, StringComparison.Ordinal).Replace("{secret}", world.Secret, StringComparison.Ordinal)
            .Replace("{proof}", world.Proof, StringComparison.Ordinal).Replace("{stage}", world.Stage, StringComparison.Ordinal);
        for (var i = 0; i < Letters.Length; i++)
        {
            var (letter, person) = (Letters[i], cast.All[i]);
            text = text.Replace($"{{{letter}}}", person.Name, StringComparison.Ordinal)
                .Replace($"{{{letter}s}}", Pronoun(person, "she", "he"), StringComparison.Ordinal)
                .Replace($"{{{letter}o}}", Pronoun(person, "her", "him"), StringComparison.Ordinal)
                .Replace($"{{{letter}p}}", Pronoun(person, "her", "his"), StringComparison.Ordinal);
        }

        return english ? Sentences(text) : text;
    }

    private string Pronoun(DemoPerson person, string female, string male) => english ? person.IsFemale ? female : male : person.IsFemale ? "她" : "他";

    // Pronouns and places begin sentences too.
    private static string Sentences(string text)
    {
        var letters = text.ToCharArray();
        var begins = true;
        for (var i = 0; i < letters.Length; i++)
        {
            if (begins && char.IsLetter(letters[i]))
            {
                letters[i] = char.ToUpperInvariant(letters[i]);
                begins = false;
            }
            else if (letters[i] is '.' or '!' or '?')
            {
                begins = true;
            }
        }

        return new string(letters);
    }
}
