using System.Text.Json;
using Inkstream.Studio.Texts;
using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Outlines;

/// <summary>What an outline was made for: its stored parameters (contract, section 3).</summary>
internal sealed record OutlineParams
{
    /// <summary>How many episodes when nobody says (domain, section 4).</summary>
    public const int DefaultEpisodes = 60;

    /// <summary>How many minutes an episode has when nobody says.</summary>
    public const int DefaultDuration = 2;

    /// <summary>What it is made from, as it was then.</summary>
    public OutlineSource Source { get; init; } = new();

    /// <summary>How many episodes.</summary>
    public int TotalEpisodes { get; init; } = DefaultEpisodes;

    /// <summary>How many minutes each.</summary>
    public int EpisodeDuration { get; init; } = DefaultDuration;

    /// <summary>The platform that the idea was for, if it was for one.</summary>
    public string? Platform { get; init; }

    /// <summary>The genre paths that the idea was for.</summary>
    public IReadOnlyList<IReadOnlyList<string>> GenrePaths { get; init; } = [];

    /// <summary>One share a path, in percent.</summary>
    public IReadOnlyList<int> GenreProportions { get; init; } = [];

    /// <summary><c>zh</c> or <c>en</c>.</summary>
    public string Language { get; init; } = Languages.Chinese;

    /// <summary>The model that was asked for; null for the default model.</summary>
    public string? Model { get; init; }

    /// <summary>Reads what was stored; what is not there has its default.</summary>
    public static OutlineParams From(JsonElement stored) => stored.ValueKind == JsonValueKind.Object
        ? stored.Deserialize<OutlineParams>(StoredJson.Options) ?? new()
        : new();
}
