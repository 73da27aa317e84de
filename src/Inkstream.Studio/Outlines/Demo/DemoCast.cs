using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Outlines.Demo;

/// <summary>A person of a demo outline.</summary>
internal sealed record DemoPerson(string Name, bool IsFemale);

/// <summary>
/// Who is in a demo outline: the people whom the outline or its source names, and for the rest the same names every time,
/// so that parts that are written at different times speak of the same people.
/// </summary>
internal sealed record DemoCast(DemoPerson Lead, DemoPerson Love, DemoPerson Rival, DemoPerson Friend, DemoPerson Elder)
{
    /// <summary>All of them, in the order of the cast.</summary>
    public IReadOnlyList<DemoPerson> All => [Lead, Love, Rival, Friend, Elder];

    /// <summary>The cast of an outline.</summary>
    /// <param name="brief">What it is about, and who is there.</param>
    /// <param name="random">Always the same for the same source.</param>
    public static DemoCast Of(OutlineBrief brief, Random random)
    {
        var language = brief.Document.Language;
        var names = NamesIn(brief.Source.Text, language);
        var leadIsFemale = names.Count > 0 ? names[0].IsFemale : !brief.Document.GenrePaths.Any(path => path is ["男频", ..]);
        var fresh = new FreshNames(language, random, names.Select(person => person.Name));
        var lead = names.ElementAtOrDefault(0) ?? fresh.Next(leadIsFemale);
        var love = names.Skip(1).FirstOrDefault(person => person.IsFemale != lead.IsFemale) ?? fresh.Next(!lead.IsFemale);
        var rival = names.Skip(1).FirstOrDefault(person => person != love) ?? fresh.Next(lead.IsFemale);
        return new DemoCast(lead, love, rival, fresh.Next(lead.IsFemale), fresh.Next(!lead.IsFemale)).As(Existing(brief));
    }

    // Whoever is in the cast already keeps the place that their type says; the rest are as they would be.
    private DemoCast As(IReadOnlyList<(DemoPerson Person, string Type)> there)
    {
        var rest = there.ToList();
        return this with
        {
            Lead = Take(type => type is "female_lead" or "male_lead") ?? Lead,
            Love = Take(type => type is "female_lead" or "male_lead" or "female_second" or "male_second") ?? Love,
            Rival = Take(type => type is "antagonist") ?? Rival,
            Friend = Take(type => type is "female_second" or "male_second" or "female_supporting" or "male_supporting") ?? Friend,
            Elder = Take(_ => true) ?? Elder,
        };

        DemoPerson? Take(Predicate<string> fits)
        {
            var at = rest.FindIndex(one => fits(one.Type));
            if (at < 0)
                return null;
            var person = rest[at].Person;
            rest.RemoveAt(at);
            return person;
        }
    }

    private static IReadOnlyList<(DemoPerson Person, string Type)> Existing(OutlineBrief brief)
    {
        if (!brief.There.TryGetValue(Components.Characters, out var list) || brief.Asked.Contains(Components.Characters, StringComparer.Ordinal))
            return [];
        return
        [
            .. list.EnumerateArray().Select(Character.Read).OfType<Character>().Select(character => (
                new DemoPerson(character.Name, character.Type.StartsWith("female", StringComparison.Ordinal) || character.Gender is "女" or "female"), character.Type)),
        ];
    }

    /// <summary>The people whom a text names, in the order in which it does, as far as our own name lists know them.</summary>
    private static List<DemoPerson> NamesIn(string text, string language)
    {
        var lists = NameLists.In(language);
        var found = new List<(int At, DemoPerson Person)>();
        foreach (var (given, isFemale) in lists.Female.Select(name => (name, true)).Concat(lists.Male.Select(name => (name, false))))
            foreach (var family in lists.Family)
            {
                var name = language == Languages.English ? $"{given} {family}" : family + given;
                if (text.IndexOf(name, StringComparison.Ordinal) is var at and >= 0 && !found.Exists(one => one.At == at && one.Person.Name.Length >= name.Length))
                {
                    found.RemoveAll(one => one.At == at);
                    found.Add((at, new DemoPerson(name, isFemale)));
                }
            }

        return [.. found.OrderBy(one => one.At).Select(one => one.Person)];
    }
}
