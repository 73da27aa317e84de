using System.Text.Json;
using Inkstream.Studio.Prompts;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Ideations;

/// <summary>What one generation of cards was asked for: its stored parameters (contract, section 3).</summary>
internal sealed record GenerationParams
{
    /// <summary>One of <see cref="GenerationModes"/>; null for the document's first generation.</summary>
    public string? Mode { get; init; }

    /// <summary>The card to start from, as it was at that time.</summary>
    public IdeaCard? BasedOn { get; init; }

    /// <summary>That card's artifact id.</summary>
    public Guid? BasedOnId { get; init; }

    /// <summary>Whether a person had changed that card, so that its text is a person's.</summary>
    public bool BasedOnEdited { get; init; }

    /// <summary>What the writer wants to be different.</summary>
    public string? Note { get; init; }

    /// <summary>The writer's own instructions; null for the built-in ones.</summary>
    public OwnPrompt? Prompt { get; init; }

    /// <summary>How many cards.</summary>
    public int Count { get; init; } = TextBounds.DefaultIdeas;

    /// <summary>Reads what was stored; what is not there has its default.</summary>
    public static GenerationParams From(JsonElement stored) => stored.ValueKind == JsonValueKind.Object
        ? stored.Deserialize<GenerationParams>(StoredJson.Options) ?? new()
        : new();
}
