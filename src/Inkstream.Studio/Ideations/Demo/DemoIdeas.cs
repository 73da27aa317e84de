using System.Text.Json;
using Inkstream.Studio.Models;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Ideations.Demo;

/// <summary>The demo model's answer to a prompt for cards: composed from our own word material, different every time.</summary>
internal sealed class DemoIdeas(IdeationBrief brief) : IDemoAnswer
{
    private static readonly JsonSerializerOptions Pretty = new(StoredJson.Options) { WriteIndented = true };

    /// <summary>The cards, before they are written as JSON.</summary>
    public IReadOnlyList<IdeaCard> Cards(Random random) => new Storyteller(brief, random).Tell();

    /// <inheritdoc/>
    public string Compose(Random random) => JsonSerializer.Serialize(new { Ideas = Cards(random) }, Pretty);
}
