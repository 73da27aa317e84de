using Inkstream.Documents;

namespace Inkstream.Studio.Ideations;

/// <summary>What the newest generation of an ideation is or was for: an addition to the contract's document.</summary>
/// <param name="Mode">A mode of <c>POST …/generate</c>, or <c>first</c>.</param>
/// <param name="BasedOn">The card it starts from, or gives a new title.</param>
/// <param name="Note">What the writer said about it.</param>
internal sealed record LastGeneration(string Mode, Guid? BasedOn, string? Note)
{
    /// <summary>Reads it from the snapshot; null when nothing was ever generated.</summary>
    public static LastGeneration? Of(GenerationSnapshot? generation)
    {
        if (generation is null)
            return null;
        var asked = GenerationParams.From(generation.Params);
        return new LastGeneration(asked.Mode ?? GenerationModes.First, asked.BasedOnId, asked.Note);
    }
}
