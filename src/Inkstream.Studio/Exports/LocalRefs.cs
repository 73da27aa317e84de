using System.Globalization;
using Inkstream.Documents;

namespace Inkstream.Studio.Exports;

/// <summary>The names that stand for ids in a file: <c>a3</c> for an artifact, <c>t2</c> for a transform, by their order.</summary>
internal sealed class LocalRefs
{
    private readonly Dictionary<Guid, string> _artifacts;
    private readonly Dictionary<Guid, string> _transforms;

    public LocalRefs(DocumentArchive archive)
    {
        // A text that nothing made belongs to nothing that could be put back.
        var made = archive.Transforms.SelectMany(transform => transform.Outputs).Select(output => output.ArtifactId).ToHashSet();
        _artifacts = Named("a", archive.Artifacts.Select(artifact => artifact.Id).Where(made.Contains));
        _transforms = Named("t", archive.Transforms.Select(transform => transform.Id));
    }

    /// <summary>The artifact's name; null when it is not in the file.</summary>
    public string? Artifact(Guid? id) => id is { } some ? _artifacts.GetValueOrDefault(some) : null;

    /// <summary>The transform's name; null when it is not in the file.</summary>
    public string? Transform(Guid? id) => id is { } some ? _transforms.GetValueOrDefault(some) : null;

    private static Dictionary<Guid, string> Named(string letter, IEnumerable<Guid> ids) =>
        ids.Select((id, index) => (id, index)).ToDictionary(one => one.id, one => letter + (one.index + 1).ToString(CultureInfo.InvariantCulture));
}
