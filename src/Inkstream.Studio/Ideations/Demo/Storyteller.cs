using Inkstream.Studio.Texts;
using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Ideations.Demo;

/// <summary>Tells the stories of one answer: no premise, title, name or borrowed words come twice.</summary>
internal sealed class Storyteller(IdeationBrief brief, Random random)
{
    /// <summary>How often choices are tried until a card has the right length; nearly all do at once.</summary>
    private const int Tries = 40;

    private readonly string language = brief.Document.Language;
    private readonly Material material = Material.In(brief.Document.Language);
    private readonly string? spark = Spark.In(brief.Document.UserInput, brief.Document.Language);
    private readonly HashSet<Premise> told = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Aside> said = [];
    private readonly Cast cast = new(
        brief.Document.Language, random, brief.Earlier.All.Append(brief.Generation.BasedOn).OfType<IdeaCard>().Select(card => card.Body));
    private readonly HashSet<string> titles =
        [.. brief.Earlier.All.Append(brief.Generation.BasedOn).OfType<IdeaCard>().Select(card => Text.Key(card.Title))];

    /// <summary>As many cards as were asked for.</summary>
    public IReadOnlyList<IdeaCard> Tell()
    {
        var genres = Mix.Of(brief.Document);
        var isMix = brief.Document.GenrePaths.Count > 1;
        return [.. Mix.Lead(genres, brief.Count, random).Select((lead, i) => Tell(lead, isMix ? genres : [], quoteSpark: i % 2 == 0))];
    }

    private IdeaCard Tell(MixedGenre lead, IReadOnlyList<MixedGenre> mix, bool quoteSpark)
    {
        var (premise, isBorrowed) = NextPremise(lead);
        told.Add(premise);
        var guests = isBorrowed ? [lead] : mix.Where(genre => genre.Type != lead.Type);
        var aside = NextAside(premise, guests);
        var name = cast.Lead(premise.FemaleLead);
        var title = TitleOf(premise, name);
        return new(title, Body(premise, name, aside, quoteSpark));
    }

    // Fresh stories of the genre itself, then of its neighbours, then those that an earlier round has told.
    private (Premise Premise, bool IsBorrowed) NextPremise(MixedGenre lead)
    {
        var near = lead.Type.Path[..lead.Type.Path.LastIndexOf('/')];
        var channel = near[..near.IndexOf('/', StringComparison.Ordinal)];
        return material.Genres.Values
            .SelectMany(type => type.Premises.Select(premise => (Type: type, Premise: premise, Luck: random.Next())))
            .Where(one => !told.Contains(one.Premise))
            .OrderBy(one => one.Type == lead.Type && IsFresh(one.Premise) ? 0
                : one.Type.Path.StartsWith(near, StringComparison.Ordinal) && IsFresh(one.Premise) ? 1
                : one.Type == lead.Type ? 2
                : one.Type.Path.StartsWith(channel, StringComparison.Ordinal) ? 3
                : 4)
            .ThenBy(one => one.Premise.Leaf == lead.Leaf ? 0 : one.Premise.Leaf is null ? 1 : 2)
            .ThenBy(one => one.Luck)
            .Select(one => (one.Premise, one.Type != lead.Type))
            .First();
    }

    private bool IsFresh(Premise premise) => !premise.Titles.Any(title => titles.Contains(Text.Key(title)));

    private Aside? NextAside(Premise premise, IEnumerable<MixedGenre> guests)
    {
        var open = guests.SelectMany(guest => guest.Type.Asides).Where(aside => aside.Fits(premise) && !said.Contains(aside)).ToList();
        if (open.Count == 0) return null;
        var aside = open[random.Next(open.Count)];
        said.Add(aside);
        return aside;
    }

    private string TitleOf(Premise premise, string name)
    {
        var own = premise.Titles.ToArray();
        random.Shuffle(own);
        var title = own.Concat(NameTitles.For(language, cast.Short(name))).FirstOrDefault(t => !titles.Contains(Text.Key(t))) ?? own[0];
        titles.Add(Text.Key(title));
        return title;
    }

    private string Body(Premise premise, string name, Aside? aside, bool quoteSpark)
    {
        var (man, woman) = (new Lazy<string>(() => cast.Second(isFemale: false)), new Lazy<string>(() => cast.Second(isFemale: true)));
        var body = "";
        for (var i = 0; i < Tries; i++)
        {
            // What is extra is left out when it makes the card too long: first the quotation, then the aside.
            var opening = quoteSpark && spark is not null && i < Tries / 2 ? Spark.Opening(spark, language, random) : "";
            var begin = aside is null || i > Tries * 3 / 4 ? premise.Begin : Phrase.WithAside(premise.Begin, aside.Text, language);
            string[] movements = [begin, premise.Turns[random.Next(premise.Turns.Count)], premise.Ends[random.Next(premise.Ends.Count)]];
            var story = string.Join(language == Languages.English ? " " : "", movements.Select(m => Phrase.Choose(m, random)));
            body = opening + Named(Named(Named(story, "{n}", () => name), "{m}", () => man.Value), "{w}", () => woman.Value);
            if (Lengths.FitsBody(language, body)) break;
        }

        return body;
    }

    // In full where the name comes first, short from then on.
    private string Named(string story, string slot, Func<string> name)
    {
        var first = story.IndexOf(slot, StringComparison.Ordinal);
        return first < 0 ? story : story[..first] + name() + story[(first + slot.Length)..].Replace(slot, cast.Short(name()), StringComparison.Ordinal);
    }
}
