using Inkstream.Documents;
using Inkstream.Studio.Exports;

namespace Inkstream.Studio.Ideations.Exchange;

/// <summary>An ideation as a file (contract 3): its ideas, their versions and where they came from, with names in place of ids.</summary>
internal sealed record IdeationFile
{
    /// <summary>What says that a file is one.</summary>
    public const string FormatName = "inkstream-ideation";

    /// <summary>The version of the format.</summary>
    public const int FormatVersion = 1;

    public required string Format { get; init; }

    public required int Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public bool Favourite { get; init; }

    public required string Platform { get; init; }

    public IReadOnlyList<IReadOnlyList<string>> GenrePaths { get; init; } = [];

    public IReadOnlyList<int> GenreProportions { get; init; } = [];

    public string? UserInput { get; init; }

    public string? Requirements { get; init; }

    public required int Count { get; init; }

    public required string Language { get; init; }

    public string? Model { get; init; }

    /// <summary>The ideas as they stand, for whoever reads only them.</summary>
    public required IReadOnlyList<FileIdea> Ideas { get; init; }

    public required IReadOnlyList<FilePart> Parts { get; init; }

    public required IReadOnlyList<FileArtifact> Artifacts { get; init; }

    public required IReadOnlyList<FileTransform<FileIdeationParams>> Transforms { get; init; }

    /// <summary>Writes an ideation with its history.</summary>
    public static IdeationFile Of(DocumentArchive archive)
    {
        var (refs, asked) = (new LocalRefs(archive), IdeationParams.From(FileHistory.Parse(archive.Params)));
        return new IdeationFile
        {
            Format = FormatName,
            Version = FormatVersion,
            CreatedAt = archive.CreatedAt,
            Favourite = archive.Favourite,
            Platform = asked.Platform,
            GenrePaths = asked.GenrePaths,
            GenreProportions = asked.GenreProportions,
            UserInput = asked.UserInput,
            Requirements = asked.Requirements,
            Count = asked.Count,
            Language = asked.Language,
            Model = asked.Model,
            Ideas = [.. Standing(FileHistory.Parts(archive.Parts, refs), FileHistory.Artifacts(archive, refs))],
            Parts = FileHistory.Parts(archive.Parts, refs),
            Artifacts = FileHistory.Artifacts(archive, refs),
            Transforms = FileHistory.Transforms(archive, refs, stored => FileIdeationParams.Of(GenerationParams.From(stored), refs)),
        };
    }

    /// <summary>The ideas as they stand: what the parts' current artifacts say.</summary>
    public static IEnumerable<FileIdea> Standing(IReadOnlyList<FilePart> parts, IReadOnlyList<FileArtifact> artifacts)
    {
        var data = artifacts.ToDictionary(artifact => artifact.Id, artifact => artifact.Data, StringComparer.Ordinal);
        return parts.Where(part => part.Retired is not true).OrderBy(part => part.Round ?? 0)
            .Select(part => (part, Card: IdeaCard.Read(data[part.Current])))
            .Where(idea => idea.Card is not null)
            .Select(idea => new FileIdea(
                idea.Card!.Title, idea.Card.Body, idea.part.Artifact, idea.part.Favourite ?? false, idea.part.Dismissed ?? false));
    }
}

/// <summary>An idea as it stands; <c>Artifact</c> names its first version.</summary>
internal sealed record FileIdea(string Title, string Body, string? Artifact, bool Favourite, bool Dismissed);

/// <summary>What one generation of cards was asked for.</summary>
internal sealed record FileIdeationParams(string? Mode, int Count, string? Note, IdeaCard? BasedOn, string? BasedOnArtifact)
{
    /// <summary>Whether a person had changed that card; absent when not.</summary>
    public bool? BasedOnEdited { get; init; }

    /// <summary>In a file's words.</summary>
    public static FileIdeationParams Of(GenerationParams asked, LocalRefs refs) =>
        new(asked.Mode, asked.Count, asked.Note, asked.BasedOn, refs.Artifact(asked.BasedOnId)) { BasedOnEdited = asked.BasedOnEdited ? true : null };
}
