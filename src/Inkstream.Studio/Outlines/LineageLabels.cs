using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Outlines;

/// <summary>Puts a lineage into the words of the contract.</summary>
internal static class LineageLabels
{
    /// <summary>How much of a text a label shows.</summary>
    private const int Glimpse = 40;

    /// <summary>The graph.</summary>
    public static LineageGraph Graph(Lineage lineage) => new(
        [
            .. lineage.Transforms.Select(t => new LineageNode(t.Id, "transform", t.ByPerson ? "human" : "llm", t.Model ?? "", t.CreatedAt)),
            .. lineage.Artifacts.Select(a => new LineageNode(a.Id, "artifact", a.Type, Label(a.Data), a.CreatedAt)),
        ],
        [.. lineage.Edges.Select(e => e.IsOutput ? new LineageArrow(e.TransformId, e.ArtifactId, e.Role) : new LineageArrow(e.ArtifactId, e.TransformId, e.Role))]);

    // A title says what it is; else the first text that is in it.
    private static string Label(JsonElement data)
    {
        foreach (var name in (string[])["title", "idea_title"])
            if (data.ValueKind is JsonValueKind.Object && data.TryGetProperty(name, out var title) && title.ValueKind is JsonValueKind.String)
                return Text.Clip(Text.OneLine(title.GetString()!), Glimpse);
        return FirstText(data) is { } text ? Text.Clip(Text.OneLine(text), Glimpse) : "";
    }

    private static string? FirstText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Text.OrNull(value.GetString()),
        JsonValueKind.Array => value.EnumerateArray().Select(FirstText).FirstOrDefault(text => text is not null),
        JsonValueKind.Object => value.EnumerateObject().Select(member => FirstText(member.Value)).FirstOrDefault(text => text is not null),
        _ => null,
    };
}
