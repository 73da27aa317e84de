using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Inkstream.Studio.Models;
using Inkstream.Studio.Texts;
using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Outlines.Demo;

/// <summary>
/// The demo model's answer to a prompt for an outline: one story told from our own word material. People, places and the
/// secret depend on the source alone, so that all parts tell the same story; the wording changes each time.
/// </summary>
internal sealed class DemoOutline(OutlineBrief brief) : IDemoAnswer
{
    private static readonly JsonSerializerOptions Pretty = new(StoredJson.Options) { WriteIndented = true };

    /// <inheritdoc/>
    public string Compose(Random random) => Parts(random).ToJsonString(Pretty);

    /// <summary>The answer, before it is written as text.</summary>
    public JsonObject Parts(Random random)
    {
        var english = brief.Document.Language == Languages.English;
        var story = new Random(StableHash(brief.Source.Text));
        var cast = DemoCast.Of(brief, story);
        var worlds = english ? DemoWorld.English : DemoWorld.Chinese;
        var words = new DemoWords(english, cast, worlds[story.Next(worlds.Count)], random);
        DemoMaterial material = english ? new EnglishMaterial(brief, words, cast) : new ChineseMaterial(brief, words, cast);
        var answer = new JsonObject();
        foreach (var part in brief.Asked)
            answer[part] = Components.ElementOf(part) is { } element ? Element(material, Components.Of(part), element) : material.Component(part);
        return answer;
    }

    private JsonNode Element(DemoMaterial material, string component, int element)
    {
        if (component == Components.Characters)
            return material.Character(element, brief.There.TryGetValue(component, out var there) && element < there.GetArrayLength() ? there[element] : null);
        var all = (JsonArray)material.Component(component);
        return all[element % all.Count]!.DeepClone();
    }

    // The same on every machine and in every run, which string.GetHashCode is not.
    private static int StableHash(string text)
    {
        var hash = 2166136261u;
        foreach (var one in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ one) * 16777619u;
        return (int)(hash & int.MaxValue);
    }
}
