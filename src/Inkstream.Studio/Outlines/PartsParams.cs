using System.Text.Json;
using Inkstream.Studio.Prompts;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Outlines;

/// <summary>What one generation of parts was asked for: its stored parameters.</summary>
internal sealed record PartsParams
{
    /// <summary>What the writer wants to be different.</summary>
    public string? Note { get; init; }

    /// <summary>The source as this generation reads it; null when it is as the outline was made with.</summary>
    public OutlineSource? Source { get; init; }

    /// <summary>The writer's own instructions; null for the built-in ones.</summary>
    public OwnPrompt? Prompt { get; init; }

    /// <summary>Reads what was stored; what is not there has its default.</summary>
    public static PartsParams From(JsonElement stored) => stored.ValueKind == JsonValueKind.Object
        ? stored.Deserialize<PartsParams>(StoredJson.Options) ?? new()
        : new();
}
