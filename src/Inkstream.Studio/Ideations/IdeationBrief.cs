using Inkstream.Documents;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Ideations;

/// <summary>Everything a prompt for cards says, before it is put into a language.</summary>
/// <param name="Document">What the document was made for.</param>
/// <param name="Generation">What this generation was asked for.</param>
/// <param name="Count">How many cards this attempt shall bring.</param>
/// <param name="Earlier">What was made before.</param>
/// <param name="Fence">Marks every text that is not ours.</param>
internal sealed record IdeationBrief(
    IdeationParams Document, GenerationParams Generation, int Count, EarlierCards Earlier, Fence Fence)
{
    /// <summary>How much of an earlier card's body is shown: enough for its protagonist's name.</summary>
    private const int Glimpse = 60;

    /// <summary>Gathers it from the context.</summary>
    public static IdeationBrief Of(PromptContext context)
    {
        var document = IdeationParams.From(context.Document);
        var generation = GenerationParams.From(context.Generation);
        var earlier = EarlierCards.Of(context.Parts);
        IEnumerable<string?> texts =
        [
            generation.Prompt?.Text, document.UserInput, document.Requirements, generation.Note, generation.BasedOn?.Title, generation.BasedOn?.Body,
            .. earlier.All.Select(Line),
        ];
        return new(document, generation, context.Asked.Count, earlier, Fence.For(texts));
    }

    /// <summary>A section of the prompt: what the text is, then the text, fenced; nothing when there is none.</summary>
    public IEnumerable<string> Section(string heading, string? text)
    {
        if (Text.OrNull(text) is { } some) yield return $"{heading}\n{Fence.Around(some)}";
    }

    /// <summary>A section that lists cards.</summary>
    public IEnumerable<string> Section(string heading, IReadOnlyList<IdeaCard> cards) =>
        Section(heading, string.Join('\n', cards.Select(Line)));

    /// <summary>The card that this generation starts from, as one text.</summary>
    public string? BasedOn => Generation.BasedOn is { } card ? $"{card.Title}\n{card.Body}" : null;

    private static string Line(IdeaCard card) => $"- {card.Title}: {Text.Clip(Text.OneLine(card.Body), Glimpse)}";
}
