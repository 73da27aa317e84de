using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Outlines;

/// <summary>What an outline is made from, as it was when it was taken.</summary>
internal sealed record OutlineSource
{
    /// <summary>The most characters of a title that is taken from the writer's own text.</summary>
    public const int TitleLength = 40;

    /// <summary>The role of the writer's own text in its own outline.</summary>
    public const string OwnTextRole = "source";

    /// <summary>The type of the writer's own text (domain, section 5).</summary>
    public const string OwnTextType = "user_input";

    /// <summary>The type of an idea as a model wrote it (domain, section 3).</summary>
    public const string IdeaType = "brainstorm_idea";

    /// <summary>Its first artifact: stays through all edits.</summary>
    public Guid ArtifactId { get; init; }

    /// <summary>The artifact that held this version.</summary>
    public Guid VersionId { get; init; }

    /// <summary>The document it is in; null when it is the writer's own text.</summary>
    public Guid? DocumentId { get; init; }

    /// <summary>Its title.</summary>
    public string Title { get; init; } = "";

    /// <summary>Its text.</summary>
    public string Text { get; init; } = "";

    /// <summary>The artifact's type.</summary>
    public string Type { get; init; } = OwnTextType;

    /// <summary>Reads a part of another document: an idea, however it was written; null when there is no text in it.</summary>
    public static OutlineSource? Of(FoundPart found)
    {
        var data = found.Part.Data;
        return First(data, "text", "idea_text") is not { } text
            ? null
            : new OutlineSource
            {
                ArtifactId = found.Part.ArtifactId,
                VersionId = found.Part.CurrentId,
                DocumentId = found.DocumentId,
                Title = First(data, "title", "idea_title") ?? TitleOf(text),
                Text = text,
                Type = found.Part.Type,
            };
    }

    /// <summary>The source as the newest generation read it.</summary>
    public static OutlineSource Newest(DocumentSnapshot document) =>
        document.Rounds.Select(round => PartsParams.From(round.Params).Source).LastOrDefault(s => s is not null) ?? OutlineParams.From(document.Params).Source;

    /// <summary>The writer's own text.</summary>
    public static OutlineSource OwnText(Guid id, string text) => new() { ArtifactId = id, VersionId = id, Title = TitleOf(text), Text = text };

    /// <summary>The artifact of the writer's own text.</summary>
    public NewArtifact ToArtifact() =>
        new(OwnTextType, JsonSerializer.Serialize(new { title = Title, text = Text, source = "manual" }, StoredJson.Options));

    private static string TitleOf(string text)
    {
        var start = text.Trim();
        var end = start.IndexOfAny(Texts.Text.SentenceEnds);
        var stop = start.IndexOf(". ", StringComparison.Ordinal);
        if (stop > 0 && (end < 0 || stop < end))
            end = stop;
        return Texts.Text.Clip(Texts.Text.OneLine(end > 0 ? start[..end] : start), TitleLength);
    }

    private static string? First(JsonElement data, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (data.ValueKind is JsonValueKind.Object && data.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.String
                && Texts.Text.OrNull(member.GetString()) is { } text)
                return text;
        return null;
    }
}
