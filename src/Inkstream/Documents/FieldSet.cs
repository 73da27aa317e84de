using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Inkstream.Documents;

/// <summary>The top-level fields of a document on their way out: names in order, each with its JSON.</summary>
public sealed class FieldSet
{
    /// <summary>camelCase, UTF-8, and Chinese as it is (contract 3).</summary>
    public static JsonSerializerOptions Json { get; } = MakeOptions();

    /// <summary>How every writer of ours writes: text as it is, not as escapes.</summary>
    public static JsonWriterOptions Writer { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly List<Field> _fields = [];

    /// <summary>The fields, in the order they were added.</summary>
    public IReadOnlyList<Field> Fields => _fields;

    /// <summary>Adds a field with <paramref name="value"/> as JSON.</summary>
    public void Add<T>(string name, T value) => _fields.Add(new Field(name, JsonSerializer.SerializeToUtf8Bytes(value, Json)));

    /// <summary>Adds a field whose JSON is at hand.</summary>
    public void AddRaw(string name, ReadOnlyMemory<byte> json) => _fields.Add(new Field(name, json));

    /// <summary>The fields as one JSON object.</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(_fields.Sum(f => f.Json.Length + f.Name.Length + 4) + 2);
        using (var writer = new Utf8JsonWriter(buffer, Writer))
            WriteTo(writer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the fields as one JSON object.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteMembersTo(writer);
        writer.WriteEndObject();
    }

    /// <summary>Writes the fields into an object that is open.</summary>
    public void WriteMembersTo(Utf8JsonWriter writer)
    {
        foreach (var field in _fields)
        {
            writer.WritePropertyName(field.Name);
            writer.WriteRawValue(field.Json.Span, skipInputValidation: true);
        }
    }

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        options.Converters.Add(new UtcTimes());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

/// <summary>Times as ISO 8601 UTC with milliseconds, as the database keeps them.</summary>
internal sealed class UtcTimes : System.Text.Json.Serialization.JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>One top-level field.</summary>
public readonly record struct Field(string Name, ReadOnlyMemory<byte> Json);
