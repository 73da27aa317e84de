using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Ideations.Demo;

/// <summary>Hands out names: no given or family name twice in one answer, none that an earlier card has used.</summary>
internal sealed class Cast
{
    private readonly bool english;
    private readonly Queue<string> family;
    private readonly Queue<string> female;
    private readonly Queue<string> male;

    /// <summary>A cast for one answer.</summary>
    /// <param name="language">The answer's language.</param>
    /// <param name="random">Decides the order.</param>
    /// <param name="earlier">Texts whose names are taken, as long as others are left.</param>
    public Cast(string language, Random random, IEnumerable<string> earlier)
    {
        english = language == Languages.English;
        var lists = Material.In(language).Names;
        var taken = string.Join('\n', earlier);
        family = Shuffled(lists.Family, random, _ => false);
        female = Shuffled(lists.Female, random, name => Occurs(name, taken));
        male = Shuffled(lists.Male, random, name => Occurs(name, taken));
    }

    /// <summary>A person with a full name.</summary>
    public string Lead(bool isFemale) => Join(Next(isFemale ? female : male), Next(family));

    /// <summary>A person beside the lead: in English a first name is enough.</summary>
    public string Second(bool isFemale) => english ? Next(isFemale ? female : male) : Lead(isFemale);

    /// <summary>What friends call a lead.</summary>
    public string Short(string lead) => english ? lead.Split(' ')[0] : lead;

    private string Join(string given, string surname) => english ? $"{given} {surname}" : surname + given;

    // One character is too common in Chinese to be a name wherever it stands.
    private bool Occurs(string name, string text) => (english || name.Length > 1) && text.Contains(name, StringComparison.Ordinal);

    private static string Next(Queue<string> names)
    {
        var name = names.Dequeue();
        names.Enqueue(name);
        return name;
    }

    private static Queue<string> Shuffled(IReadOnlyList<string> names, Random random, Func<string, bool> isTaken)
    {
        var order = names.ToArray();
        random.Shuffle(order);
        return new(order.OrderBy(isTaken));
    }
}
