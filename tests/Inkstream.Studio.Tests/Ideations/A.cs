using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Studio.Ideations;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Tests.Ideations;

/// <summary>Contexts and parts for prompts.</summary>
internal static class A
{
    public static PromptContext Context(
        IdeationParams document, int count = 6, GenerationParams? generation = null, IReadOnlyList<DocumentPart>? parts = null) => new(
        JsonSerializer.SerializeToElement(document, StoredJson.Options),
        JsonSerializer.SerializeToElement(generation ?? new(), StoredJson.Options),
        [.. Enumerable.Range(0, count).Select(i => $"ideas/{i}")],
        parts ?? []);

    public static DocumentPart Part(string title, string body = "正文", bool favourite = false, bool dismissed = false, int revision = 1, bool retired = false) =>
        new(Guid.Empty, Guid.Empty, revision, "ideas/0", 1, "brainstorm_idea",
            JsonSerializer.SerializeToElement(new { idea_title = title, idea_text = body, order_index = 0 }), favourite, dismissed, retired);
}
