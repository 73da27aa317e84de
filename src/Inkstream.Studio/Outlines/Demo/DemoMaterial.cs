using System.Text.Json;
using System.Text.Json.Nodes;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Outlines.Demo;

/// <summary>What every language's material is made of.</summary>
internal abstract class DemoMaterial(OutlineBrief brief, DemoWords words, DemoCast cast)
{
    /// <summary>The most that is quoted of the source.</summary>
    private const int Quoted = 70;

    /// <summary>What it is about.</summary>
    protected OutlineBrief Brief { get; } = brief;

    /// <summary>A whole component.</summary>
    public JsonNode Component(string component) => component switch
    {
        Components.Title => Title(),
        Components.Genre => Genre(),
        Components.TargetAudience => new JsonObject { ["demographic"] = words.Say(Demographic), ["core_themes"] = List(Themes) },
        Components.SellingPoints => List(SellingPoints),
        Components.SatisfactionPoints => List(SatisfactionPoints),
        Components.Setting => new JsonObject { ["core_setting_summary"] = words.Say(SettingSummary), ["key_scenes"] = List(Scenes) },
        Components.SynopsisStages => List(Stages),
        _ => new JsonArray([.. cast.All.Select((_, i) => Character(i, null))]),
    };

    /// <summary>One character. Who is there already keeps the name and the place in the story: others speak of them.</summary>
    /// <param name="element">Which.</param>
    /// <param name="there">The character that is there now.</param>
    public JsonNode Character(int element, JsonElement? there)
    {
        var now = there is { } value ? Outlines.Character.Read(value) : null;
        var place = now is null ? element : cast.All.ToList().FindIndex(person => person.Name == now.Name);
        if (place < 0 || place >= cast.All.Count)
            return Newcomer(now);
        var (person, role) = (cast.All[place], Roles[place]);
        return Node(new Character
        {
            Name = person.Name,
            Type = now?.Type ?? (person.IsFemale ? role.FemaleType : role.MaleType),
            Description = words.Say(role.Description),
            Age = now?.Age ?? role.Age,
            Gender = now?.Gender ?? Gender(person.IsFemale),
            Occupation = words.Say(role.Occupation),
            PersonalityTraits = [.. role.Traits.Select(words.Say)],
            CharacterArc = words.Say(role.Arc),
            Relationships = role.Relations.ToDictionary(relation => cast.All[relation.Key].Name, relation => words.Say(relation.Value), StringComparer.Ordinal),
            KeyScenes = [.. role.Scenes.Select(words.Say)],
        });
    }

    /// <summary>The beginning of the source, to be told first.</summary>
    protected string Beginning
    {
        get
        {
            var text = Text.OneLine(Brief.Source.Text);
            var end = text.IndexOfAny(['。', '！', '？', '!', '?']);
            var stop = text.IndexOf(". ", StringComparison.Ordinal);
            if (stop > 0 && (end < 0 || stop < end))
                end = stop;
            return Text.Clip(end > 0 ? text[..end] : text, Quoted).TrimEnd('.');
        }
    }

    protected abstract string Demographic { get; }

    protected abstract IReadOnlyList<string> Themes { get; }

    protected abstract IReadOnlyList<string> SellingPoints { get; }

    protected abstract IReadOnlyList<string> SatisfactionPoints { get; }

    protected abstract string SettingSummary { get; }

    protected abstract IReadOnlyList<string> Scenes { get; }

    protected abstract IReadOnlyList<string> Stages { get; }

    /// <summary>In the order of the cast.</summary>
    protected abstract IReadOnlyList<DemoRole> Roles { get; }

    /// <summary>What the genre is when the source has none.</summary>
    protected abstract string AnyGenre { get; }

    /// <summary>Other titles of the story.</summary>
    protected abstract IReadOnlyList<string> Titles { get; }

    protected abstract string Gender(bool isFemale);

    /// <summary>Somebody beside the five.</summary>
    protected abstract DemoRole Extra { get; }

    /// <summary>What an extra is called when nobody is there.</summary>
    protected abstract string ExtraName { get; }

    // The idea's own title first; when it is to be changed, another.
    private string Title() => Brief.There.ContainsKey(Components.Title) || Brief.Source.DocumentId is null ? words.Say($"[{string.Join('|', Titles)}]") : Brief.Source.Title;

    private string Genre() => Brief.Document.GenrePaths.Count == 0
        ? AnyGenre
        : string.Join(" · ", Brief.Document.GenrePaths.Select(path => Vocabulary.Genres.NameIn(Brief.Document.Language, path[^1])));

    private JsonNode Newcomer(Character? now) => Node(new Character
    {
        Name = now?.Name ?? ExtraName,
        Type = now?.Type ?? CharacterTypes.Other,
        Description = words.Say(Extra.Description),
        Age = now?.Age ?? Extra.Age,
        Gender = now?.Gender,
        Occupation = words.Say(Extra.Occupation),
        PersonalityTraits = [.. Extra.Traits.Select(words.Say)],
        CharacterArc = words.Say(Extra.Arc),
        Relationships = Extra.Relations.ToDictionary(relation => cast.All[relation.Key].Name, relation => words.Say(relation.Value), StringComparer.Ordinal),
        KeyScenes = [.. Extra.Scenes.Select(words.Say)],
    });

    private JsonArray List(IEnumerable<string> phrases) => new([.. phrases.Select(phrase => (JsonNode)words.Say(phrase))]);

    private static JsonNode Node(Character character) => JsonSerializer.SerializeToNode(character, StoredJson.Options)!;
}

/// <summary>What a person of the cast is in the story.</summary>
/// <param name="FemaleType">The type of a woman here.</param>
/// <param name="MaleType">The type of a man here.</param>
/// <param name="Age">How old.</param>
/// <param name="Description">Who it is.</param>
/// <param name="Occupation">What they do.</param>
/// <param name="Traits">What they are like.</param>
/// <param name="Arc">How they change.</param>
/// <param name="Relations">By the number of the other in the cast.</param>
/// <param name="Scenes">Where they count.</param>
internal sealed record DemoRole(
    string FemaleType, string MaleType, string Age, string Description, string Occupation, IReadOnlyList<string> Traits, string Arc,
    IReadOnlyDictionary<int, string> Relations, IReadOnlyList<string> Scenes);
