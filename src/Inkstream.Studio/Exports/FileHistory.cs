using System.Text.Json;
using System.Text.Json.Nodes;
using Inkstream.Documents;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Exports;

/// <summary>Writes the history of a document with local names in place of ids.</summary>
internal static class FileHistory
{
    /// <summary>Who made a text, in a file's words.</summary>
    public const string ByModel = "model";

    /// <summary>The other one.</summary>
    public const string ByPerson = "person";

    /// <summary>The one member of an artifact's data that holds an id (domain, section 3).</summary>
    public const string IdMember = "source_artifact_id";

    /// <summary>The texts, with names for the ids in them.</summary>
    public static List<FileArtifact> Artifacts(DocumentArchive archive, LocalRefs refs) =>
    [
        .. archive.Artifacts.Where(artifact => refs.Artifact(artifact.Id) is not null).Select(artifact => new FileArtifact
        {
            Id = refs.Artifact(artifact.Id)!, Type = artifact.Type, CreatedAt = artifact.CreatedAt, Data = WithNames(Parse(artifact.Data), refs),
        }),
    ];

    /// <summary>The transforms; <paramref name="readParams"/> makes what the kind stored fit for a file.</summary>
    public static List<FileTransform<TParams>> Transforms<TParams>(DocumentArchive archive, LocalRefs refs, Func<JsonElement, TParams> readParams)
        where TParams : class =>
        [.. archive.Transforms.Select(t => t.ByPerson || t.Round == 0 ? Bare<TParams>(t, refs) : Whole(t, refs, readParams(Parse(t.Params))))];

    /// <summary>The parts.</summary>
    public static List<FilePart> Parts(IEnumerable<ArchivedPart> parts, LocalRefs refs) =>
    [
        .. parts.Where(part => refs.Artifact(part.ArtifactId) is not null && refs.Artifact(part.CurrentId) is not null).Select(part => new FilePart
        {
            Part = part.Role,
            Artifact = refs.Artifact(part.ArtifactId)!,
            Current = refs.Artifact(part.CurrentId)!,
            Revision = part.Revision,
            Round = part.Round == 0 ? null : part.Round,
            Source = refs.Artifact(part.SourceId),
            Favourite = IfSet(part.Favourite),
            Dismissed = IfSet(part.Dismissed),
            Retired = IfSet(part.Retired),
            Locked = IfSet(part.Locked),
            OutOfDate = IfSet(part.Outdated),
        }),
    ];

    /// <summary>Stored JSON; whoever wrote the row, it is an object.</summary>
    public static JsonElement Parse(string json)
    {
        try
        {
            return JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            return JsonElement.Parse("{}");
        }
    }

    private static FileTransform<TParams> Bare<TParams>(ArchivedTransform t, LocalRefs refs)
        where TParams : class => new()
        {
            Id = refs.Transform(t.Id)!,
            By = t.ByPerson ? ByPerson : ByModel,
            Status = Over(t.Status).Word(),
            Model = t.Model,
            CreatedAt = t.CreatedAt,
            StartedAt = t.Attempt.StartedAt,
            EndedAt = t.EndedAt,
            Inputs = Edges(t.Inputs, refs),
            Outputs = Edges(t.Outputs, refs),
        };

    private static FileTransform<TParams> Whole<TParams>(ArchivedTransform t, LocalRefs refs, TParams parameters)
        where TParams : class => Bare<TParams>(t, refs) with
        {
            Round = t.Round,
            Replaces = IfSet(t.Replaces),
            Attempt = t.Attempt.Number,
            Attempts = t.Attempt.Of,
            Reason = t.Attempt.Reason,
            RetryOf = refs.Transform(t.RetryOf),
            Params = parameters,
            Asked = t.Asked,
            FirstWordAt = t.FirstWordAt,
            Usage = t.Usage,
            Error = t.Error,
            Prompt = t.Prompt,
            Text = t.Text,
        };

    private static TransformStatus Over(TransformStatus status) => status.IsActive() ? TransformStatus.Cancelled : status;

    private static List<FileEdge> Edges(IEnumerable<ArtifactRole> edges, LocalRefs refs) =>
        [.. edges.Where(edge => refs.Artifact(edge.ArtifactId) is not null).Select(edge => new FileEdge { Artifact = refs.Artifact(edge.ArtifactId)!, Role = edge.Role })];

    private static JsonElement WithNames(JsonElement data, LocalRefs refs)
    {
        if (data.ValueKind is not JsonValueKind.Object || !data.TryGetProperty(IdMember, out var id))
            return data;
        var named = JsonObject.Create(data)!;
        named.Remove(IdMember);
        if (id.ValueKind is JsonValueKind.String && id.TryGetGuid(out var artifact) && refs.Artifact(artifact) is { } name)
            named[IdMember] = name;
        return JsonSerializer.SerializeToElement(named, StoredJson.Options);
    }

    private static bool? IfSet(bool mark) => mark ? true : null;
}
