using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Inkstream.Studio.Texts;

/// <summary>How features write the JSON that they store: camelCase, Chinese as itself.</summary>
internal static class StoredJson
{
    /// <summary>The options, for reading and writing.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
