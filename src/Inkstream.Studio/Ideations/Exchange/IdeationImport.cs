using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Studio.Exports;
using Inkstream.Studio.Library;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Ideations.Exchange;

/// <summary>Takes an ideation's file in: checks all of it first, and names what is wrong by where it is.</summary>
internal sealed class IdeationImport : IFileImport
{
    private readonly IdeationFile _file;
    private readonly Guid _owner;
    private readonly TimeProvider _time;
    private readonly Errors _errors = new();
    private readonly FileCheck _check;

    public IdeationImport(IdeationFile file, Guid owner, TimeProvider time)
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
        var kept = new IdeationParams
        {
            Platform = _file.Platform,
            GenrePaths = _file.GenrePaths,
            GenreProportions = _file.GenreProportions,
            UserInput = _file.UserInput,
            Requirements = _file.Requirements,
            Count = _file.Count,
            Language = _file.Language,
            Model = _file.Model,
        };
        return new DocumentArchive(
            Ids.New(_time), _owner, IdeationKind.KindName, kept.DeriveTitle(), JsonSerializer.Serialize(kept, StoredJson.Options), _file.Favourite,
            _file.CreatedAt, ids.Artifacts(_file.Artifacts),
            ids.Transforms(_file.Transforms, parameters => JsonSerializer.Serialize(
                new GenerationParams
                {
                    Mode = parameters.Mode,
                    Count = parameters.Count,
                    Note = parameters.Note,
                    BasedOn = parameters.BasedOn,
                    BasedOnId = parameters.BasedOnArtifact is { } card ? ids.Artifact(card) : null,
                    BasedOnEdited = parameters.BasedOnEdited ?? false,
                },
                StoredJson.Options)),
            ids.Parts(_file.Parts))
        {
            Facets = LibraryFacets.Of(kept.Platform, kept.GenrePaths),
        };
    }

    private void Check()
    {
        if (!_check.Format(_file.Format, _file.Version, IdeationFile.FormatName, IdeationFile.FormatVersion))
            return;

        _check.Time("createdAt", _file.CreatedAt);
        _check.Terms(_file.Platform, _file.GenrePaths, _file.GenreProportions, _file.Language, _file.Model);
        _check.Text("userInput", _file.UserInput, TextBounds.Text);
        _check.Text("requirements", _file.Requirements, TextBounds.Text);
        _check.Number("count", _file.Count, 1, TextBounds.Ideas);
        _check.ReadArtifacts(_file.Artifacts, (field, artifact) =>
        {
            if (!FileCheck.IsCard(artifact.Type))
                _errors.Add(field + ".type", $"“{Text.Clip(artifact.Type, 40)}” is no type that an ideation has.");
            else if (_check.Data(field + ".data", artifact.Data))
                _check.Card(field + ".data", artifact.Type, artifact.Data);
        });
        _check.ReadTransforms(_file.Transforms, IsOf, IsAsked, CheckParams);
        _check.ReadParts(_file.Parts, FileCheck.MostArtifacts, FileCheck.IsIdeaRole, IsOf);
        if (_check.Good)
            CheckIdeas();
    }

    private void CheckParams(string field, FileIdeationParams parameters)
    {
        if (parameters.Mode is not null && !GenerationModes.IsKnown(parameters.Mode))
            _errors.Add(field + ".mode", "Choose regenerate, more, missing or title, or leave it out.");
        _check.Number(field + ".count", parameters.Count, 1, TextBounds.Ideas);
        _check.Text(field + ".note", parameters.Note, TextBounds.Text);
        _check.Text(field + ".basedOn.title", parameters.BasedOn?.Title, TextBounds.Title);
        _check.Text(field + ".basedOn.body", parameters.BasedOn?.Body, TextBounds.Text);
        _check.Reference(field + ".basedOnArtifact", parameters.BasedOnArtifact);
    }

    // They are there for whoever reads only them. A file in which they were changed by hand would lose that without a word.
    private void CheckIdeas()
    {
        var told = IdeationFile.Standing(_file.Parts, _file.Artifacts).ToList();
        if (told.Count != _file.Ideas.Count)
            _errors.Add("ideas", "These are not the ideas that the parts' current artifacts are. Change them in the studio, after the import.");
        for (var i = 0; i < Math.Min(told.Count, _file.Ideas.Count); i++)
            if (told[i] != _file.Ideas[i])
                _errors.Add($"ideas[{i}]", "This is not what the part's current artifact says. Change it there too, or in the studio after the import.");
    }

    private static bool IsAsked(string part) =>
        part.StartsWith("ideas/", StringComparison.Ordinal) && part.Length < 12 && !part.AsSpan(6).IsEmpty && !part.AsSpan(6).ContainsAnyExceptInRange('0', '9');

    private static bool IsOf(string role, string type) => FileCheck.IsIdeaRole(role) && FileCheck.IsCard(type);
}
