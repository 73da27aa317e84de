using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Outlines.Demo;

/// <summary>Hands out names, none twice and none that is taken.</summary>
internal sealed class FreshNames
{
    private readonly bool _english;
    private readonly Queue<string> _family;
    private readonly Queue<string> _female;
    private readonly Queue<string> _male;

    /// <summary>The names of a language in an order that <paramref name="random"/> decides.</summary>
    public FreshNames(string language, Random random, IEnumerable<string> taken)
    {
        _english = language == Languages.English;
        var lists = NameLists.In(language);
        var all = string.Join('\n', taken);
        _family = Shuffled(lists.Family, random, all);
        _female = Shuffled(lists.Female, random, all);
        _male = Shuffled(lists.Male, random, all);
    }

    /// <summary>Somebody new.</summary>
    public DemoPerson Next(bool isFemale)
    {
        var (given, family) = ((isFemale ? _female : _male).Dequeue(), _family.Dequeue());
        return new DemoPerson(_english ? $"{given} {family}" : family + given, isFemale);
    }

    private static Queue<string> Shuffled(IReadOnlyList<string> names, Random random, string taken)
    {
        var order = names.ToArray();
        random.Shuffle(order);
        return new(order.Where(name => !taken.Contains(name, StringComparison.Ordinal)));
    }
}
