using System.Text.Json.Serialization;

namespace Inkstream.Studio.Texts;

/// <summary>Who wrote a text.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Author>))]
internal enum Author
{
    /// <summary>A model.</summary>
    [JsonStringEnumMemberName("model")]
    Model,

    /// <summary>A person, by editing.</summary>
    [JsonStringEnumMemberName("person")]
    Person,
}
