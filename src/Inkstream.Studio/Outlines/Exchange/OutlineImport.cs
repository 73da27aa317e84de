using System.Text.Json;
using System.Text.Json.Nodes;
using Inkstream.Documents;
using Inkstream.Studio.Exports;
using Inkstream.Studio.Library;
using Inkstream.Studio.Texts;
using Inkstream.Studio.Vocabulary;

namespace Inkstream.Studio.Outlines.Exchange;

/// <summary>Takes an outline's file in: checks all of it first, and names what is wrong by where it is.</summary>
internal sealed class OutlineImport
{
    /// <summary>The most elements of a list in a file: models were not always held to the number that a person is.</summary>
    private const int MostElements = 500;

    /// <summary>How many problems are told at once.</summary>
    private const int MostErrors = 20;

    /// <summary>The most names in a genre's path.</summary>
    private const int MostPath = 8;

    private readonly OutlineFile _file;
    private readonly Guid _owner;
    private readonly TimeProvider _time;
    private readonly Errors _errors = new();
    private readonly FileCheck _check;

    public OutlineImport(OutlineFile file, Guid owner, TimeProvider time)
    {
        (_file, _owner, _time, _check) = (file, owner, time, new FileCheck(_errors));
        Check();
        Errors = _errors.ToDictionary().Take(MostErrors).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>What must change before the file can be taken in; empty when it can.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; }

    /// <summary>The document, with new ids. Only when there are no <see cref="Errors"/>.</summary>
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
        if (_file.Format != OutlineFile.FormatName)
            _errors.Add("format", $"Send a file that was exported as JSON from an outline: its format is {OutlineFile.FormatName}.");
        else if (_file.Version != OutlineFile.FormatVersion)
            _errors.Add("version", $"This studio reads version {OutlineFile.FormatVersion}; bring it up to date, or export again.");
        if (_errors.ToDictionary().Count > 0)
            return;

        _check.Time("createdAt", _file.CreatedAt);
        _check.Number("totalEpisodes", _file.TotalEpisodes, 1, NewOutline.MostEpisodes);
        _check.Number("episodeDuration", _file.EpisodeDuration, 1, NewOutline.LongestEpisode);
        if (!Languages.IsKnown(_file.Language))
            _errors.Add("language", "Choose zh or en.");
        _check.Text("platform", _file.Platform, FileCheck.MostWord);
        _check.Text("model", _file.Model, FileCheck.MostWord);
        if (_check.Count("genrePaths", _file.GenrePaths, TextBounds.GenrePaths))
            foreach (var path in _file.GenrePaths)
                if (path is null || path.Count > MostPath || path.Any(name => name is null or { Length: 0 or > FileCheck.MostWord } || name.Contains('\0', StringComparison.Ordinal)))
                    _errors.Add("genrePaths", $"Send paths of at most {MostPath} names.");
        if (_file.GenreProportions.Count > TextBounds.GenrePaths || _file.GenreProportions.Any(share => share is < 0 or > 100))
            _errors.Add("genreProportions", "Send a share of 0 to 100 for each path.");
        _check.ReadArtifacts(_file.Artifacts, CheckData);
        CheckSource("source", _file.Source);
        _check.ReadTransforms(_file.Transforms, IsMade, Components.IsPart, (field, parameters) =>
        {
            _check.Text(field + ".note", parameters.Note, TextBounds.Text);
            if (parameters.Source is { } source)
                CheckSource(field + ".source", source);
        });
        CheckParts();
        if (_errors.ToDictionary().Count == 0)
            CheckComponents();
    }

    private void CheckSource(string field, FileSource source)
    {
        _check.Text(field + ".title", source.Title, TextBounds.Title);
        _check.Text(field + ".text", source.Text, TextBounds.Text);
        if (!IsSourceType(source.Type))
            _errors.Add(field + ".type", $"Send {OutlineSource.OwnTextType} or {OutlineSource.IdeaType}.");
        foreach (var (name, artifact) in (ReadOnlySpan<(string, string?)>)[("artifact", source.Artifact), ("version", source.Version)])
            if (_check.Reference($"{field}.{name}", artifact) && !IsSourceType(_check.Artifacts[artifact!].Type))
                _errors.Add($"{field}.{name}", "This is no text that an outline can be made from.");
    }

    private void CheckData(string field, FileArtifact artifact)
    {
        var (data, component) = (artifact.Data, Components.All.FirstOrDefault(one => Components.TypeOf(one) == artifact.Type));
        if (component is null && !IsSourceType(artifact.Type))
            _errors.Add(field + ".type", $"“{Text.Clip(artifact.Type, 40)}” is no type that an outline has.");
        else if (data.ValueKind is not JsonValueKind.Object)
            _errors.Add(field + ".data", "Send an object.");
        else if (!PersonShapes.HasGoodNames(data))
            _errors.Add(field + ".data", "A name in it holds a character that cannot be kept; write it again.");
        else if (PersonShapes.HasNameTwice(data))
            _errors.Add(field + ".data", "A name is there twice in it; leave one out.");
        else if (component is not null)
        {
            if (ComponentData.Value(component, data) is not { } value || data.EnumerateObject().Count() > 1)
                _errors.Add(field + ".data", $"Send an object with the one member {component}.");
            else
                PersonShapes.Check(component, value, _errors, $"{field}.data.{component}", MostElements);
        }
        else
        {
            CheckSourceData(field + ".data", artifact.Type, data);
        }
    }

    private void CheckSourceData(string field, string type, JsonElement data)
    {
        var (title, text, other) = type == OutlineSource.IdeaType ? ("idea_title", "idea_text", "order_index") : ("title", "text", "source");
        foreach (var member in data.EnumerateObject())
            if (member.Name == title || member.Name == text)
                PersonShapes.CheckText($"{field}.{member.Name}", member.Value, member.Name == title ? TextBounds.Title : TextBounds.Text, _errors);
            else if (member.Name == other
                ? member.Value.ValueKind != (type == OutlineSource.IdeaType ? JsonValueKind.Number : JsonValueKind.String)
                : member.Name != FileHistory.IdMember || type == OutlineSource.IdeaType)
                _errors.Add($"{field}.{Text.Clip(member.Name, 40)}", "This does not belong here; leave it out.");
        if (!data.TryGetProperty(title, out _) || !data.TryGetProperty(text, out _))
            _errors.Add(field, $"Send {title} and {text}.");
    }

    private void CheckParts()
    {
        if (!_check.Count("parts", _file.Parts, FileCheck.MostParts))
            return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < _file.Parts.Count; i++)
        {
            var (part, field) = (_file.Parts[i], $"parts[{i}]");
            if (part is null || !(Components.IsPart(part.Part) || part.Part == OutlineSource.OwnTextRole))
            {
                _errors.Add(field + ".part", "There is no such part.");
                continue;
            }

            _check.Number(field + ".revision", part.Revision, 1, FileCheck.MostCounted);
            _check.Number(field + ".round", part.Round, 1, FileCheck.MostCounted);
            _check.Reference(field + ".source", part.Source);
            if (!seen.Add(part.Artifact))
                _errors.Add(field + ".artifact", "This part is there twice.");
            foreach (var (name, artifact) in (ReadOnlySpan<(string, string)>)[("artifact", part.Artifact), ("current", part.Current)])
                if (_check.Reference($"{field}.{name}", artifact) && !IsOf(part.Part, _check.Artifacts[artifact].Type))
                    _errors.Add($"{field}.{name}", "This is a text of another part.");
        }
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
        if (_file.Components.ValueKind is not JsonValueKind.Object || !PersonShapes.HasGoodNames(_file.Components) || PersonShapes.HasNameTwice(_file.Components))
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
        Components.IsPart(role) ? IsOf(role, type) : IsSourceType(type) && (role == OutlineSource.OwnTextRole || IsIdea(role));

    private static bool IsOf(string part, string type) => part == OutlineSource.OwnTextRole ? IsSourceType(type) : type == Components.TypeOf(Components.Of(part));

    private static bool IsIdea(string role) => role.StartsWith("idea_", StringComparison.Ordinal) && role.Length < 12 && role.AsSpan(5) is { IsEmpty: false } n && !n.ContainsAnyExceptInRange('0', '9');

    private static bool IsSourceType(string type) => type is OutlineSource.OwnTextType or OutlineSource.IdeaType;
}
