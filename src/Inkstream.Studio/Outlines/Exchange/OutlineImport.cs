using System.Text.Json;
using System.Text.Json.Nodes;
using Inkstream.Documents;
using Inkstream.Studio.Exports;
using Inkstream.Studio.Library;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Outlines.Exchange;

/// <summary>Takes an outline's file in: checks all of it first, and names what is wrong by where it is.</summary>
internal sealed class OutlineImport : IFileImport
{
    /// <summary>The most elements of a list in a file: models were not always held to the number that a person is.</summary>
    private const int MostElements = 500;

    private readonly OutlineFile _file;
    private readonly Guid _owner;
    private readonly TimeProvider _time;
    private readonly Errors _errors = new();
    private readonly FileCheck _check;

    public OutlineImport(OutlineFile file, Guid owner, TimeProvider time)
    {
        (_file, _owner, _time, _check) = (file, owner, time, new FileCheck(_errors));
        Check();
        Errors = _check.Told;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string[]> Errors { get; }

    /// <inheritdoc/>
    public DocumentArchive ToArchive()
    {
        var ids = new FreshIds(_file.Artifacts.Select(artifact => artifact.Id), _file.Transforms.Select(transform => transform.Id), _time);
        var (artifacts, parts, source) = (ids.Artifacts(_file.Artifacts), ids.Parts(_file.Parts), Source(_file.Source, ids));
        var kept = new OutlineParams
        {
            Source = source,
            TotalEpisodes = _file.TotalEpisodes,
            EpisodeDuration = _file.EpisodeDuration,
            Platform = _file.Platform,
            GenrePaths = _file.GenrePaths,
            GenreProportions = _file.GenreProportions,
            Language = _file.Language,
            Model = _file.Model,
        };
        var title = OutlineExport.Components(parts, artifacts)[Components.Title]?.GetValue<string>();
        return new DocumentArchive(
            Ids.New(_time), _owner, OutlineKind.KindName, Text.OrNull(title) ?? source.Title, JsonSerializer.Serialize(kept, StoredJson.Options),
            _file.Favourite, _file.CreatedAt, artifacts,
            ids.Transforms(_file.Transforms, parameters => JsonSerializer.Serialize(
                new PartsParams { Note = parameters.Note, Source = parameters.Source is { } read ? Source(read, ids) : null }, StoredJson.Options)),
            parts)
        {
            Facets = LibraryFacets.Of(kept.Platform, kept.GenrePaths),
        };
    }

    // What was deleted before the export stays so: an id that leads nowhere, in a document that is not there.
    private OutlineSource Source(FileSource source, FreshIds ids) => new()
    {
        ArtifactId = source.Artifact is { } first ? ids.Artifact(first) : Ids.New(_time),
        VersionId = source.Version is { } version ? ids.Artifact(version) : Ids.New(_time),
        DocumentId = source.Artifact is null ? Ids.New(_time) : null,
        Title = source.Title,
        Text = source.Text,
        Type = source.Type,
    };

    private void Check()
    {
        if (!_check.Format(_file.Format, _file.Version, OutlineFile.FormatName, OutlineFile.FormatVersion))
            return;
        _check.Time("createdAt", _file.CreatedAt);
        _check.Number("totalEpisodes", _file.TotalEpisodes, 1, NewOutline.MostEpisodes);
        _check.Number("episodeDuration", _file.EpisodeDuration, 1, NewOutline.LongestEpisode);
        _check.Terms(_file.Platform, _file.GenrePaths, _file.GenreProportions, _file.Language, _file.Model);
        _check.ReadArtifacts(_file.Artifacts, CheckData);
        CheckSource("source", _file.Source);
        _check.ReadTransforms(_file.Transforms, IsMade, Components.IsPart, (field, parameters) =>
        {
            _check.Text(field + ".note", parameters.Note, TextBounds.Text);
            if (parameters.Source is { } source)
                CheckSource(field + ".source", source);
        });
        _check.ReadParts(_file.Parts, FileCheck.MostParts, part => Components.IsPart(part) || part == OutlineSource.OwnTextRole, IsOf);
        if (_check.Good)
            CheckComponents();
    }

    private void CheckSource(string field, FileSource source)
    {
        _check.Text(field + ".title", source.Title, TextBounds.Title);
        _check.Text(field + ".text", source.Text, TextBounds.Text);
        if (!FileCheck.IsCard(source.Type))
            _errors.Add(field + ".type", $"Send {OutlineSource.OwnTextType} or {OutlineSource.IdeaType}.");
        foreach (var (name, artifact) in (ReadOnlySpan<(string, string?)>)[("artifact", source.Artifact), ("version", source.Version)])
            if (_check.Reference($"{field}.{name}", artifact) && !FileCheck.IsCard(_check.Artifacts[artifact!].Type))
                _errors.Add($"{field}.{name}", "This is no text that an outline can be made from.");
    }

    private void CheckData(string field, FileArtifact artifact)
    {
        var (data, component) = (artifact.Data, Components.All.FirstOrDefault(one => Components.TypeOf(one) == artifact.Type));
        if (component is null && !FileCheck.IsCard(artifact.Type))
            _errors.Add(field + ".type", $"“{Text.Clip(artifact.Type, 40)}” is no type that an outline has.");
        else if (!_check.Data(field + ".data", data))
            return;
        else if (component is null)
            _check.Card(field + ".data", artifact.Type, data);
        else if (ComponentData.Value(component, data) is not { } value || data.EnumerateObject().Count() > 1)
            _errors.Add(field + ".data", $"Send an object with the one member {component}.");
        else
            PersonShapes.Check(component, value, _errors, $"{field}.data.{component}", MostElements);
    }

    // They are there for whoever reads only them. A file in which they were changed by hand would lose that without a word.
    private void CheckComponents()
    {
        var data = _file.Artifacts.Select((artifact, i) => (artifact.Id, Id2: new Guid(i, 0, 0, new byte[8]), artifact.Data)).ToDictionary(one => one.Id, StringComparer.Ordinal);
        var told = OutlineExport.Components(
            _file.Parts.Select(part => new ArchivedPart(data[part.Artifact].Id2, data[part.Current].Id2, part.Revision, part.Round ?? 0, part.Part, null)
            {
                Retired = part.Retired ?? false,
            }),
            data.Values.Select(one => new ArchivedArtifact(one.Id2, "", one.Data.GetRawText(), default)));
        if (_file.Components.ValueKind is not JsonValueKind.Object || !JsonTexts.HasGoodNames(_file.Components) || JsonTexts.HasNameTwice(_file.Components))
        {
            _errors.Add("components", "Send an object in which each name is there once, and whole.");
            return;
        }

        var sent = JsonObject.Create(_file.Components)!;
        foreach (var component in told.Select(one => one.Key).Union(sent.Select(one => one.Key), StringComparer.Ordinal))
            if (!JsonNode.DeepEquals(told[component], sent[component]))
                _errors.Add($"components.{Text.Clip(component, 40)}", "This is not what the part's current artifact says. Change it there too, or in the studio after the import.");
    }

    private static bool IsMade(string role, string type) =>
        Components.IsPart(role) ? IsOf(role, type) : FileCheck.IsCard(type) && (role == OutlineSource.OwnTextRole || FileCheck.IsIdeaRole(role));

    private static bool IsOf(string part, string type) => part == OutlineSource.OwnTextRole ? FileCheck.IsCard(type) : type == Components.TypeOf(Components.Of(part));
}
