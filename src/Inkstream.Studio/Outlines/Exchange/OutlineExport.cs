using System.Text.Json;
using System.Text.Json.Nodes;
using Inkstream.Documents;
using Inkstream.Studio.Exports;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Outlines.Exchange;

/// <summary>Writes an outline with its history as a file.</summary>
internal static class OutlineExport
{
    /// <summary>The file.</summary>
    public static OutlineFile Of(DocumentArchive archive)
    {
        var (refs, asked) = (new LocalRefs(archive), OutlineParams.From(FileHistory.Parse(archive.Params)));
        return new OutlineFile
        {
            Format = OutlineFile.FormatName,
            Version = OutlineFile.FormatVersion,
            CreatedAt = archive.CreatedAt,
            Favourite = archive.Favourite,
            TotalEpisodes = asked.TotalEpisodes,
            EpisodeDuration = asked.EpisodeDuration,
            Language = asked.Language,
            Platform = asked.Platform,
            GenrePaths = asked.GenrePaths,
            GenreProportions = asked.GenreProportions,
            Model = asked.Model,
            Source = FileSource.Of(asked.Source, refs),
            Components = JsonSerializer.SerializeToElement(Components(archive.Parts, archive.Artifacts), StoredJson.Options),
            Parts = FileHistory.Parts([.. SourcePart(archive, asked.Source), .. archive.Parts], refs),
            Artifacts = FileHistory.Artifacts(archive, refs),
            Transforms = FileHistory.Transforms(archive, refs, stored =>
            {
                var parts = PartsParams.From(stored);
                return new FilePartsParams { Note = parts.Note, Source = parts.Source is null ? null : FileSource.Of(parts.Source, refs) };
            }),
        };
    }

    /// <summary>The components as they stand.</summary>
    public static JsonObject Components(IEnumerable<ArchivedPart> parts, IEnumerable<ArchivedArtifact> artifacts)
    {
        var (json, data) = (new JsonObject(), artifacts.ToDictionary(artifact => artifact.Id, artifact => artifact.Data));

        // The same choice of heads as everywhere: by round, and of two the later one.
        var heads = ComponentData.Heads(parts.OrderBy(part => part.Round).Where(part => data.ContainsKey(part.CurrentId)).Select(part => new DocumentPart(
            part.ArtifactId, part.CurrentId, part.Revision, part.Role, part.Round, "", FileHistory.Parse(data[part.CurrentId]), false, false, part.Retired)));
        foreach (var component in Outlines.Components.All)
            if (heads.TryGetValue(component, out var head))
                json[component] = JsonSerializer.SerializeToNode(ComponentData.Value(component, head.Data), StoredJson.Options);
        return json;
    }

    /// <summary>
    /// A source that is in another document stays behind with it; in the file it is a part of the outline, as the writer's
    /// own text is: the version that was taken in last.
    /// </summary>
    private static IEnumerable<ArchivedPart> SourcePart(DocumentArchive archive, OutlineSource source)
    {
        if (source.DocumentId is null || archive.Artifacts.All(artifact => artifact.Id != source.ArtifactId))
            yield break;
        var current = archive.Transforms.Where(transform => transform.Round > 0).SelectMany(transform => transform.Inputs)
            .LastOrDefault(input => input.Role == OutlineRoutes.SourceRole, new ArtifactRole(source.VersionId, "")).ArtifactId;
        var makers = archive.Transforms.SelectMany(transform => transform.Outputs.Select(output => (output.ArtifactId, transform)))
            .DistinctBy(made => made.ArtifactId).ToDictionary(made => made.ArtifactId, made => made.transform);
        var revision = 1;
        for (var at = current; at != source.ArtifactId && makers.TryGetValue(at, out var maker); revision++)
            if (maker.Inputs.FirstOrDefault(input => input.Role == "revises") is { Role: not null } before)
                at = before.ArtifactId;
            else
                break;
        yield return new ArchivedPart(source.ArtifactId, current, revision, 0, OutlineSource.OwnTextRole, null);
    }
}
