using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Extraction;

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
    public override NewArtifact? Accept(string part, JsonElement value, IReadOnlyList<DocumentPart> there) =>
        IdeaCard.Read(value) is { } card && !card.Repeats(there.Select(p => IdeaCard.Read(p.Data)?.Title ?? ""))
            ? new NewArtifact(IdeaType, JsonSerializer.Serialize(new BrainstormIdea(card.Title, card.Body, OrderOf(part)), FieldSet.Json))
            : null;

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
    }

    private static int OrderOf(string part) => int.Parse(part.AsSpan(PartPrefix.Length + 1), System.Globalization.CultureInfo.InvariantCulture);
}
