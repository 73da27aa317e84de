using Inkstream.Studio.Texts;
using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Outlines;

/// <summary>The body of <c>POST /api/outlines</c> (contract, section 3): one of <c>sourceArtifactId</c> and <c>sourceText</c>.</summary>
internal sealed record NewOutline
{
    /// <summary>The most episodes.</summary>
    public const int MostEpisodes = 200;

    /// <summary>The most minutes of an episode.</summary>
    public const int LongestEpisode = 60;

    /// <summary>The idea: its <c>artifactId</c>.</summary>
    public Guid? SourceArtifactId { get; init; }

    /// <summary>The writer's own text.</summary>
    public string? SourceText { get; init; }

    /// <summary>How many episodes, 1–200; 60 when absent.</summary>
    public int? TotalEpisodes { get; init; }

    /// <summary>How many minutes each, 1–60; 2 when absent.</summary>
    public int? EpisodeDuration { get; init; }

    /// <summary><c>zh</c> or <c>en</c>; that of the source when absent.</summary>
    public string? Language { get; init; }

    /// <summary>A name of <c>GET /api/models</c>; the default model when absent.</summary>
    public string? Model { get; init; }

    /// <summary>What must change before this can be accepted, by JSON field; empty when it can.</summary>
    /// <param name="isModel">Whether a model of that name is in the catalog.</param>
    public IReadOnlyDictionary<string, string[]> Validate(Predicate<string> isModel)
    {
        var errors = new Errors();
        if (SourceArtifactId is null && SourceText is null)
            errors.Add("sourceArtifactId", "Send the artifactId of an idea, or sourceText.");
        if (SourceArtifactId is not null && SourceText is not null)
            errors.Add("sourceText", "Send either sourceArtifactId or sourceText, not both.");
        if (SourceText is not null && Text.OrNull(SourceText) is null)
            errors.Add("sourceText", "Write a text; it cannot be blank.");
        errors.CheckLength("sourceText", SourceText, TextBounds.Text);
        if (TotalEpisodes is < 1 or > MostEpisodes)
            errors.Add("totalEpisodes", $"Choose 1 to {MostEpisodes} episodes.");
        if (EpisodeDuration is < 1 or > LongestEpisode)
            errors.Add("episodeDuration", $"Choose 1 to {LongestEpisode} minutes.");
        if (Language is not null && !Languages.IsKnown(Language))
            errors.Add("language", "Choose zh or en.");
        if (Model is not null && !isModel(Model))
            errors.Add("model", $"“{Text.Clip(Model, 40)}” is not a model we know; choose one from GET /api/models.");
        return errors.ToDictionary();
    }
}
