using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Extraction;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Ideations;

/// <summary>An ideation: rounds of idea cards (domain, section 3).</summary>
internal sealed class IdeationKind : DocumentKind
{
    /// <summary>Its name in the database.</summary>
    public const string KindName = "ideation";

    /// <summary>The type of a card as the model wrote it.</summary>
    public const string IdeaType = "brainstorm_idea";

    /// <summary>The type of a card that a person changed.</summary>
    public const string EditedType = "user_input";

    private const string PartPrefix = "ideas";

    /// <inheritdoc/>
    public override string Name => KindName;

    /// <inheritdoc/>
    public override AnswerShape Answer { get; } = new ListShape(PartPrefix, "idea");

    /// <summary>The parts of a generation of <paramref name="count"/> cards.</summary>
    public static IReadOnlyList<string> Parts(int count) => [.. Enumerable.Range(0, count).Select(n => $"{PartPrefix}/{n}")];

    /// <inheritdoc/>
    public override Prompt Prompt(PromptContext context) => IdeationPrompt.Build(context);

    /// <inheritdoc/>
    public override NewArtifact? Accept(string part, JsonElement value, AnswerContext context)
    {
        var generation = GenerationParams.From(context.Generation);
        var card = generation.Mode == GenerationModes.Title ? WithNewTitle(generation, value) : IdeaCard.Read(value);
        if (card is null || card.Repeats(context.There.Select(p => IdeaCard.Read(p.Data)?.Title ?? "")))
            return null;

        // A person's text stays a person's, whoever wrote the title above it.
        return generation is { Mode: GenerationModes.Title, BasedOnEdited: true, BasedOnId: { } edited }
            ? new NewArtifact(EditedType, JsonSerializer.Serialize(EditedIdea.Of(card, edited), StoredJson.Options))
            : new NewArtifact(IdeaType, JsonSerializer.Serialize(new BrainstormIdea(card.Title, card.Body, OrderOf(part)), FieldSet.Json));
    }

    /// <inheritdoc/>
    public override void Project(DocumentSnapshot document, FieldSet fields)
    {
        var asked = IdeationParams.From(document.Params);
        fields.Add("userInput", asked.UserInput ?? "");
        fields.Add("selectedPlatform", asked.Platform);
        fields.Add("genrePaths", asked.GenrePaths);
        fields.Add("genreProportions", asked.GenreProportions);
        fields.Add("requirements", asked.Requirements ?? "");
        fields.Add("ideas", document.Parts.Select(Idea.Of).ToList());
        fields.Add("rounds", document.Rounds.Select(IdeationRound.Of).ToList());
    }

    /// <inheritdoc/>
    public override void Project(DocumentEntry entry, FieldSet fields)
    {
        var asked = IdeationParams.From(entry.Params);
        fields.Add("selectedPlatform", asked.Platform);
        fields.Add("genrePaths", asked.GenrePaths);
        fields.Add("ideaCount", entry.PartCount);
        fields.Add("ideaTitles", entry.Leading.Select(part => IdeaCard.Read(part)?.Title).Where(title => title is { Length: > 0 }));
    }

    private static IdeaCard? WithNewTitle(GenerationParams generation, JsonElement value) =>
        generation.BasedOn is { } card && IdeaCard.ReadTitle(value) is { Length: > 0 } title ? card with { Title = title } : null;

    private static int OrderOf(string part) => int.Parse(part.AsSpan(PartPrefix.Length + 1), System.Globalization.CultureInfo.InvariantCulture);
}
