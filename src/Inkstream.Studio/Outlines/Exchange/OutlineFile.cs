using System.Text.Json;
using Inkstream.Studio.Exports;

namespace Inkstream.Studio.Outlines.Exchange;

/// <summary>
/// An outline as a file of its own (contract 3): its content, its versions and where they came from, with names in place of
/// ids. Importing it and exporting that gives the same bytes.
/// </summary>
internal sealed record OutlineFile
{
    /// <summary>What says that a file is one.</summary>
    public const string FormatName = "inkstream-outline";

    /// <summary>The version of the format.</summary>
    public const int FormatVersion = 1;

    public required string Format { get; init; }

    public required int Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public bool Favourite { get; init; }

    public required int TotalEpisodes { get; init; }

    public required int EpisodeDuration { get; init; }

    public required string Language { get; init; }

    public string? Platform { get; init; }

    public IReadOnlyList<IReadOnlyList<string>> GenrePaths { get; init; } = [];

    public IReadOnlyList<int> GenreProportions { get; init; } = [];

    public string? Model { get; init; }

    /// <summary>What it was made from at first.</summary>
    public required FileSource Source { get; init; }

    /// <summary>The components as they stand: what the parts' current artifacts say, once more, for whoever reads only that.</summary>
    public required JsonElement Components { get; init; }

    public required IReadOnlyList<FilePart> Parts { get; init; }

    public required IReadOnlyList<FileArtifact> Artifacts { get; init; }

    public required IReadOnlyList<FileTransform<FilePartsParams>> Transforms { get; init; }
}

/// <summary>What an outline is made from, as it was when it was taken. The names are absent when it was deleted since.</summary>
internal sealed record FileSource
{
    /// <summary>Its first artifact.</summary>
    public string? Artifact { get; init; }

    /// <summary>The artifact that held this version.</summary>
    public string? Version { get; init; }

    public required string Type { get; init; }

    public required string Title { get; init; }

    public required string Text { get; init; }

    /// <summary>In a file's words.</summary>
    public static FileSource Of(OutlineSource source, LocalRefs refs) => new()
    {
        Artifact = refs.Artifact(source.ArtifactId),
        Version = refs.Artifact(source.VersionId),
        Type = source.Type,
        Title = source.Title,
        Text = source.Text,
    };
}

/// <summary>What one generation was asked for.</summary>
internal sealed record FilePartsParams
{
    public string? Note { get; init; }

    /// <summary>The source as this generation read it; absent when it was as at first.</summary>
    public FileSource? Source { get; init; }
}
