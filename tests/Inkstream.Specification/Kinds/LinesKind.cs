using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Extraction;
using Microsoft.Extensions.AI;

namespace Inkstream.Specification.Kinds;

/// <summary>A third kind: a list whose parts are bare strings.</summary>
public sealed class LinesKind : DocumentKind
{
    public const string KindName = "lines";

    public override string Name => KindName;

    public override AnswerShape Answer { get; } = new ListShape("lines", "line");

    public override Prompt Prompt(PromptContext context) =>
        new("lines/1", [new ChatMessage(ChatRole.User, "Write " + string.Join(' ', context.Asked))], new ChatOptions());

    public override NewArtifact? Accept(string part, JsonElement value, AnswerContext context) =>
        value.ValueKind is JsonValueKind.String ? new NewArtifact("line", value.GetRawText()) : null;

    public override void Project(DocumentSnapshot document, FieldSet fields) =>
        fields.Add("lines", document.Parts.Where(part => !part.Retired).Select(part => part.Data));

    public override void Project(DocumentEntry entry, FieldSet fields)
    {
    }
}
