using Inkstream.Documents;

namespace Inkstream.Studio.Ideations;

/// <summary>One generation of cards as the document shows it: our addition to contract 3 (PROTOCOL.md).</summary>
/// <param name="Number">Counts from 1; an idea names its round by it.</param>
/// <param name="TransformId">Its newest attempt.</param>
/// <param name="Mode">One of <see cref="GenerationModes"/>; null for the document's first.</param>
/// <param name="BasedOn">The title of the card it started from, as it was then.</param>
/// <param name="BasedOnId">That card's artifact id; with the mode <c>title</c>, the card whose next revision this round brings.</param>
/// <param name="Note">What the writer wanted to be different.</param>
/// <param name="Model">The model that was asked, by its name in the catalog.</param>
/// <param name="CreatedAt">When it was asked for.</param>
internal sealed record IdeationRound(
    int Number, Guid TransformId, string? Mode, string? BasedOn, Guid? BasedOnId, string? Note, string Model, DateTimeOffset CreatedAt)
{
    /// <summary>Reads a generation.</summary>
    public static IdeationRound Of(RoundSnapshot round)
    {
        var asked = GenerationParams.From(round.Params);
        return new IdeationRound(round.Number, round.TransformId, asked.Mode, asked.BasedOn?.Title, asked.BasedOnId, asked.Note, round.Model, round.CreatedAt);
    }
}
