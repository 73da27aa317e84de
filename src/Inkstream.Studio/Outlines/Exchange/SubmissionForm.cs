using System.Globalization;
using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Outlines.Exchange;

/// <summary>
/// An outline in the industry's submission form (domain, section 4): what every file for people is written from. A field of
/// the form is there also while nobody has written it.
/// </summary>
/// <param name="Title">The drama's name.</param>
/// <param name="Language">Whose words the form is in.</param>
/// <param name="Facts">The short fields at its top.</param>
/// <param name="Sections">The long ones.</param>
internal sealed record SubmissionForm(string Title, string Language, IReadOnlyList<FormFact> Facts, IReadOnlyList<FormSection> Sections)
{
    /// <summary>The most of the writer's own text that can be a synopsis.</summary>
    private const int Synopsis = 1_000;

    /// <summary>Fills it in.</summary>
    public static SubmissionForm Of(DocumentSnapshot document)
    {
        var (asked, words) = (OutlineParams.From(document.Params), FormWords.In(OutlineParams.From(document.Params).Language));
        var heads = ComponentData.Heads(document.Parts);
        var title = Read<string>(heads, Components.Title) ?? document.Title;
        var audience = Read<TargetAudience>(heads, Components.TargetAudience);
        var setting = Read<Setting>(heads, Components.Setting);
        var source = OutlineSource.Newest(document);
        var genre = Read<string>(heads, Components.Genre)
            ?? (asked.GenrePaths.Count > 0 ? GenreMix.Describe(asked.GenrePaths, asked.GenreProportions, asked.Language) : null);
        return new SubmissionForm(
            title,
            asked.Language,
            [
                new(words.Title, title),
                new(words.Genre, Text.OrNull(genre) ?? words.Unwritten),
                new(words.Episodes, string.Format(CultureInfo.InvariantCulture, words.EpisodeCount, asked.TotalEpisodes)),
                new(words.Duration, string.Format(CultureInfo.InvariantCulture, words.Minutes, asked.EpisodeDuration)),
                new(words.Form, words.FormOf(asked.EpisodeDuration)),
            ],
            [
                Section(words, words.Points,
                [
                    .. Points(words.SellingPoints, Read<List<string>>(heads, Components.SellingPoints)),
                    .. Points(words.SatisfactionPoints, Read<List<string>>(heads, Components.SatisfactionPoints)),
                    .. Paragraph(words.Audience, audience?.Demographic), .. Points(words.Themes, audience?.CoreThemes),
                ]),
                Section(words, words.Setting, [.. Paragraph(null, setting?.CoreSettingSummary), .. Points(words.Scenes, setting?.KeyScenes)]),
                Section(words, words.Synopsis, [.. Paragraph(null, Text.Clip(source.Text.Trim(), Synopsis))]),
                Section(words, words.Stages,
                [
                    .. (Read<List<string>>(heads, Components.SynopsisStages) ?? []).SelectMany((stage, i) =>
                        (FormBlock[])[new FormBlock.Heading(words.Stage(i)), .. Paragraph(null, Text.OrNull(stage) ?? words.Unwritten)]),
                ]),
                Section(words, words.Characters, [.. (Read<List<Character>>(heads, Components.Characters) ?? []).SelectMany(who => Character(words, who))]),
            ]);
    }

    private static FormSection Section(FormWords words, string heading, IReadOnlyList<FormBlock> blocks) =>
        new(heading, blocks.Count > 0 ? blocks : [new FormBlock.Paragraph(null, words.Unwritten)]);

    private static IEnumerable<FormBlock> Character(FormWords words, Character who)
    {
        yield return new FormBlock.Heading(string.Format(
            CultureInfo.InvariantCulture, words.NameAndType, Text.OrNull(who.Name) ?? words.Unwritten, CharacterTypes.Label(who.Type, words.Language)));
        var facts = ((string?[])[who.Gender, who.Age, who.Occupation]).Select(Text.OrNull).OfType<string>().ToList();
        var blocks = (IEnumerable<FormBlock>)
        [
            .. Paragraph(words.Who, facts.Count > 0 ? string.Join(" · ", facts) : null), .. Paragraph(null, who.Description),
            .. Paragraph(words.Traits, who.PersonalityTraits is { Count: > 0 } traits ? string.Join(words.Comma, traits) : null),
            .. Paragraph(words.Arc, who.CharacterArc),
            .. Points(words.Relationships, who.Relationships?.Select(one => $"{one.Key}{words.Colon}{one.Value}").ToList()),
            .. Points(words.Scenes, who.KeyScenes),
        ];
        foreach (var block in blocks)
            yield return block;
    }

    private static IEnumerable<FormBlock> Paragraph(string? label, string? text)
    {
        if (Text.OrNull(text) is { } some)
            yield return new FormBlock.Paragraph(label, some);
    }

    private static IEnumerable<FormBlock> Points(string label, IReadOnlyList<string>? points)
    {
        if (points?.Select(Text.OrNull).OfType<string>().ToList() is { Count: > 0 } some)
            yield return new FormBlock.Points(label, some);
    }

    // Whoever wrote the row: what is not of its shape is as if it were not written.
    private static T? Read<T>(IReadOnlyDictionary<string, DocumentPart> heads, string component)
        where T : class
    {
        try
        {
            return heads.TryGetValue(component, out var part) ? ComponentData.Value(component, part.Data)?.Deserialize<T>() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A short field.</summary>
internal sealed record FormFact(string Label, string Value);

/// <summary>A long field.</summary>
internal sealed record FormSection(string Heading, IReadOnlyList<FormBlock> Blocks);

/// <summary>A piece of a long field.</summary>
internal abstract record FormBlock
{
    /// <summary>A stage's or a character's.</summary>
    public sealed record Heading(string Text) : FormBlock;

    /// <summary>A text of one or more paragraphs.</summary>
    public sealed record Paragraph(string? Label, string Text) : FormBlock;

    /// <summary>A list.</summary>
    public sealed record Points(string Label, IReadOnlyList<string> Texts) : FormBlock;
}
