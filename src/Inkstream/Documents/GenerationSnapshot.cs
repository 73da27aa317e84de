using System.Text.Json;

namespace Inkstream.Documents;

/// <summary>The newest generation of a document, seen through its newest attempt.</summary>
/// <param name="TransformId">The newest attempt.</param>
/// <param name="Round">Numbers the document's generations from 1.</param>
/// <param name="Status">Of the newest attempt, and so of the generation.</param>
/// <param name="Model">The model that was asked, by its name in the catalog.</param>
/// <param name="Params">What the kind stored for this generation.</param>
/// <param name="Replaces">Whether its first part retires the parts that were not kept (<c>regenerate</c>).</param>
/// <param name="Asked">The parts that were asked for, in order.</param>
/// <param name="FinishedRoles">The output roles of all its attempts.</param>
/// <param name="Attempt">Which attempt this is.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Chunks">The text of the newest attempt while it goes on; from <see cref="FirstChunk"/>.</param>
/// <param name="FirstChunk">The index of the first of <see cref="Chunks"/>.</param>
/// <param name="LeftText">After a failure or a stop: the whole text of the last attempt that wrote any.</param>
public sealed record GenerationSnapshot(
    Guid TransformId,
    int Round,
    TransformStatus Status,
    string Model,
    JsonElement Params,
    bool Replaces,
    IReadOnlyList<string> Asked,
    IReadOnlyList<string> FinishedRoles,
    AttemptInfo Attempt,
    RunError? Error,
    IReadOnlyList<string> Chunks,
    int FirstChunk,
    string? LeftText)
{
    private readonly int? _chunkCount;

    /// <summary>
    /// How many chunks the attempt had when it was read. More than there are here when only the first page of a long run
    /// was read; the rest never changes and can be read later.
    /// </summary>
    public int ChunkCount
    {
        get => _chunkCount ?? FirstChunk + Chunks.Count;
        init => _chunkCount = value;
    }

    /// <summary>What was asked for and is not there yet, in order.</summary>
    public IReadOnlyList<string> Missing(Extraction.AnswerShape shape)
    {
        if (FinishedRoles.Count == 0)
            return Asked;
        var finished = FinishedRoles.Select(shape.PartOf).ToHashSet(StringComparer.Ordinal);
        return [.. Asked.Where(part => !finished.Contains(part))];
    }

    /// <summary>0–100 from what is really finished; never falls within a generation (contract 3).</summary>
    public int Progress(Extraction.AnswerShape shape) =>
        Asked.Count == 0 ? 100 : 100 * (Asked.Count - Missing(shape).Count) / Asked.Count;
}
