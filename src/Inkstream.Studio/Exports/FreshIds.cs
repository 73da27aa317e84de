using System.Text.Json.Nodes;
using Inkstream.Documents;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Exports;

/// <summary>Ids for the names in a file. Their order is the names': where times are equal, stores go by it.</summary>
internal sealed class FreshIds
{
    private readonly Dictionary<string, Guid> _artifacts;
    private readonly Dictionary<string, Guid> _transforms;

    public FreshIds(IEnumerable<string> artifacts, IEnumerable<string> transforms, TimeProvider time)
    {
        _artifacts = Pair([.. artifacts], time);
        _transforms = Pair([.. transforms], time);
    }

    /// <summary>The artifact's id.</summary>
    public Guid Artifact(string name) => _artifacts[name];

    /// <summary>The transforms, as a store takes them.</summary>
    public IReadOnlyList<ArchivedTransform> Transforms<TParams>(IEnumerable<FileTransform<TParams>> transforms, Func<TParams, string> writeParams)
        where TParams : class =>
    [
        .. transforms.Select(t => new ArchivedTransform(
            _transforms[t.Id], t.By == FileHistory.ByPerson, TransformStatusWords.Read(t.Status), t.Round ?? 0, t.Replaces ?? false,
            new AttemptInfo(t.Attempt ?? 1, t.Attempts ?? 1, t.Reason, null, t.StartedAt), t.RetryOf is { } retried ? _transforms[retried] : null,
            t.Model, t.Params is { } parameters ? writeParams(parameters) : "{}", t.Asked ?? [], t.Prompt, t.Text, t.Usage, t.Error, t.CreatedAt,
            t.FirstWordAt, t.EndedAt, Edges(t.Inputs), Edges(t.Outputs))),
    ];

    /// <summary>The texts.</summary>
    public IReadOnlyList<ArchivedArtifact> Artifacts(IEnumerable<FileArtifact> artifacts) =>
    [
        .. artifacts.Select(artifact =>
        {
            var data = JsonObject.Create(artifact.Data)!;
            if (data[FileHistory.IdMember] is { } name)
                data[FileHistory.IdMember] = _artifacts[name.GetValue<string>()];
            return new ArchivedArtifact(_artifacts[artifact.Id], artifact.Type, data.ToJsonString(StoredJson.Options), artifact.CreatedAt);
        }),
    ];

    /// <summary>The parts.</summary>
    public IReadOnlyList<ArchivedPart> Parts(IEnumerable<FilePart> parts) =>
    [
        .. parts.Select(part => new ArchivedPart(
            _artifacts[part.Artifact], _artifacts[part.Current], part.Revision, part.Round ?? 0, part.Part, part.Source is { } source ? _artifacts[source] : null)
        {
            Favourite = part.Favourite ?? false,
            Dismissed = part.Dismissed ?? false,
            Retired = part.Retired ?? false,
            Locked = part.Locked ?? false,
            Outdated = part.OutOfDate ?? false,
        }),
    ];

    private IReadOnlyList<ArtifactRole> Edges(IEnumerable<FileEdge> edges) => [.. edges.Select(edge => new ArtifactRole(_artifacts[edge.Artifact], edge.Role))];

    // Ids of one moment have no order until they are put into one; as text it is the databases'.
    private static Dictionary<string, Guid> Pair(List<string> names, TimeProvider time)
    {
        var ids = names.Select(_ => Ids.New(time)).OrderBy(id => id.ToString(), StringComparer.Ordinal).ToList();
        return names.Zip(ids).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }
}
