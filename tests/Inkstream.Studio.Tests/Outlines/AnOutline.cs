using System.Text.Json;
using Inkstream.Documents;
using Inkstream.Studio.Outlines;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Tests.Outlines;

/// <summary>Contexts and parts for outlines.</summary>
internal static class AnOutline
{
    public static OutlineParams Params(string text, string title = "没寄出的信", string language = "zh") => new()
    {
        Source = new OutlineSource { ArtifactId = Guid.CreateVersion7(), DocumentId = Guid.CreateVersion7(), Title = title, Text = text },
        Language = language,
    };

    public static PromptContext Context(OutlineParams document, IReadOnlyList<string>? asked = null, string? note = null, params IReadOnlyList<DocumentPart> parts) => new(
        JsonSerializer.SerializeToElement(document, StoredJson.Options),
        JsonSerializer.SerializeToElement(new PartsParams { Note = note }, StoredJson.Options),
        asked ?? Components.All,
        parts);

    public static DocumentPart Part(string component, object value) => new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), 1, component, 1, Components.TypeOf(component),
        JsonSerializer.SerializeToElement(new Dictionary<string, object>(StringComparer.Ordinal) { [component] = value }, StoredJson.Options), false, false, false);
}
