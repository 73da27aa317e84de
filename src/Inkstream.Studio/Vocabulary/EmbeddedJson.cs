using System.Text.Json;

namespace Inkstream.Studio.Vocabulary;

/// <summary>Reads the word material that is embedded in this assembly.</summary>
internal static class EmbeddedJson
{
    /// <summary>The resource as <typeparamref name="T"/>; a missing or unreadable one is a bug.</summary>
    /// <param name="name">Its path in the project: <c>Vocabulary/genres.json</c>.</param>
    public static T Read<T>(string name)
    {
        using var stream = typeof(EmbeddedJson).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is not embedded.");
        return JsonSerializer.Deserialize<T>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException($"The resource {name} is empty.");
    }
}
