using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Extraction;
using Microsoft.Extensions.AI;

namespace Inkstream.Specification.Kinds;

/// <summary>Another kind that the product does not know: an object whose members are the parts.</summary>
public sealed class SheetKind : DocumentKind
{
    public const string KindName = "sheet";

    public override string Name => KindName;

    public override AnswerShape Answer { get; } = new MembersShape();

    public override Prompt Prompt(PromptContext context) =>
        new("sheet/1", [new ChatMessage(ChatRole.User, "Write " + string.Join(' ', context.Asked))], new ChatOptions());

    public override NewArtifact Accept(string part, JsonElement value, AnswerContext context) =>
        new("sheet_cell", JsonSerializer.Serialize(new { value }, FieldSet.Json));

    public override void Project(DocumentSnapshot document, FieldSet fields)
    {
        var cells = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var part in document.Parts.Where(part => !part.Retired))
            cells[part.Role] = new { part.ArtifactId, part.Revision, part.Data };
        fields.Add("cells", cells);
    }

    public override void Project(DocumentEntry entry, FieldSet fields)
    {
    }
}
