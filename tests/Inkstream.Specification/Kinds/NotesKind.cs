using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Extraction;
using Microsoft.Extensions.AI;

namespace Inkstream.Specification.Kinds;

/// <summary>
/// A kind of document that the product does not know: a list of notes. That everything works for it shows that the
/// engine has no branch on kinds (design, Modules). It shows all that a snapshot holds of a document.
/// </summary>
public sealed class NotesKind : DocumentKind
{
    public const string KindName = "notes";

    public override string Name => KindName;

    public override AnswerShape Answer { get; } = new ListShape("notes", "note");

    /// <summary>The parts of a generation of that many notes.</summary>
    public static IReadOnlyList<string> Asked(int count) => [.. Enumerable.Range(0, count).Select(n => $"notes/{n}")];

    /// <summary>A note as the database keeps it, and as a model writes it.</summary>
    public static string Note(string title, string body) => JsonSerializer.Serialize(new { title, body }, FieldSet.Json);

    /// <summary>A model's answer with those notes.</summary>
    public static string AnswerOf(params IEnumerable<string> titles) =>
        "{\"notes\":[" + string.Join(',', titles.Select(title => Note(title, title + "的正文"))) + "]}";

    public override Prompt Prompt(PromptContext context) =>
        new("notes/1", [new ChatMessage(ChatRole.User, "Write " + string.Join(' ', context.Asked))], new ChatOptions());

    public override NewArtifact? Accept(string part, JsonElement value, AnswerContext context)
    {
        if (value.ValueKind is not JsonValueKind.Object || Text(value, "title") is not { } title || Text(value, "body") is not { } body)
            return null;
        return context.There.Any(other => Text(other.Data, "title") == title) ? null : new NewArtifact("note", Note(title, body));
    }

    public override void Project(DocumentSnapshot document, FieldSet fields)
    {
        fields.Add("title", document.Title);
        fields.Add("about", document.Params);
        fields.Add("notes", document.Parts.Where(part => !part.Retired).Select(part => new
        {
            part.ArtifactId,
            Title = Text(part.Data, "title"),
            Body = Text(part.Data, "body"),
            part.Favourite,
            part.Dismissed,
            part.Revision,
        }));
    }

    public override void Project(DocumentEntry entry, FieldSet fields) => fields.Add("noteCount", entry.PartCount);

    private static string? Text(JsonElement value, string member) =>
        value.TryGetProperty(member, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString() : null;
}
