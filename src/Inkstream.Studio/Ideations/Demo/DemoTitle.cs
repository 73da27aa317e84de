using System.Text.Json;
using Inkstream.Studio.Models;
using Inkstream.Studio.Texts;
using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Ideations.Demo;

/// <summary>The demo model's answer to a prompt for a new title: one that belongs to the story, and that nothing here has had yet.</summary>
internal sealed class DemoTitle(IdeationBrief brief) : IDemoAnswer
{
    private static readonly string[] ChineseForAnyStory = ["没说出口的话", "谁先回头", "第二次开始", "最后一盏灯", "今晚不关门", "她的下一步", "倒数第三天", "门外有人"];

    private static readonly string[] EnglishForAnyStory =
        ["What Nobody Said", "The Second Beginning", "Who Turns First", "One Light Left On", "Three Days to Go", "Somebody at the Door", "The Next Step", "Not Closing Tonight"];

    private readonly string _language = brief.Document.Language;

    /// <inheritdoc/>
    public string Compose(Random random) =>
        JsonSerializer.Serialize(new { Ideas = new[] { new { Title = Title(random) } } }, StoredJson.Options);

    /// <summary>The title, before it is written as JSON.</summary>
    public string Title(Random random)
    {
        var used = brief.Earlier.All.Append(brief.Generation.BasedOn).OfType<IdeaCard>().Select(card => Text.Key(card.Title)).ToHashSet(StringComparer.Ordinal);
        foreach (var titles in (IEnumerable<string[]>)[OfItsPremise(), OfItsLead(), ForAnyStory()])
        {
            random.Shuffle(titles);
            if (titles.FirstOrDefault(title => !used.Contains(Text.Key(title))) is { } fresh)
                return fresh;
        }

        // All are used up: the number that none has yet.
        var (first, number) = (ForAnyStory()[0], 2);
        while (used.Contains(Text.Key($"{first} {number}"))) number++;
        return $"{first} {number}";
    }

    /// <summary>What else the story can be called, when it is one of our own and has not been renamed.</summary>
    private string[] OfItsPremise() => [.. Material.In(_language).Genres.Values
        .SelectMany(genre => genre.Premises)
        .FirstOrDefault(premise => premise.Titles.Contains(brief.Generation.BasedOn?.Title ?? "", StringComparer.Ordinal))?.Titles ?? []];

    private string[] OfItsLead()
    {
        var body = brief.Generation.BasedOn?.Body ?? "";
        var names = Material.In(_language).Names;
        var named = names.Female.Concat(names.Male)
            .Where(name => _language == Languages.English || name.Length > 1)
            .Select(name => (Name: name, At: body.IndexOf(name, StringComparison.Ordinal)))
            .Where(found => found.At >= 0)
            .OrderBy(found => found.At)
            .Select(found => found.Name)
            .FirstOrDefault();
        return named is null ? [] : [.. NameTitles.For(_language, named)];
    }

    private string[] ForAnyStory() => [.. _language == Languages.English ? EnglishForAnyStory : ChineseForAnyStory];
}
