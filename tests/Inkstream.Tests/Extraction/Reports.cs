using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Inkstream.Extraction;
using Shouldly;

namespace Inkstream.Tests.Extraction;

/// <summary>Hears an extractor and keeps what it said, neighbouring texts of one string joined.</summary>
internal sealed class Reports : IAnswerSink
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<string> _lines = [];
    private readonly StringBuilder _text = new();
    private DraftPath? _path;
    private PartPlace? _open;

    public static ListShape Ideas { get; } = new("ideas", "idea");

    public static MembersShape Members { get; } = new();

    /// <summary>Every report as a line, in order.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            EndText();
            return _lines;
        }
    }

    public List<(PartPlace Place, JsonElement Value)> Closed { get; } = [];

    /// <summary>The fold of the text of each candidate that closed.</summary>
    public List<string> ClosedDrafts { get; } = [];

    /// <summary>The fold of the text of the candidate that is open.</summary>
    public Draft Draft { get; private set; } = new();

    /// <summary>The closed values as JSON, with the member's name in front when there is one.</summary>
    public IEnumerable<string> ClosedValues =>
        Closed.Select(part => (part.Place.Member is { } member ? member + "=" : "") + JsonSerializer.Serialize(part.Value, Readable));

    public int Abandonments { get; private set; }

    public static Reports Of(AnswerShape shape, params IEnumerable<string> pieces)
    {
        var reports = new Reports();
        var extractor = new AnswerExtractor(shape, reports);
        foreach (var piece in pieces)
            extractor.Append(piece);
        extractor.Complete();
        return reports;
    }

    public static string Json(Draft draft)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            draft.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public void Opened(PartPlace place)
    {
        _open.ShouldBeNull();
        _open = place;
        Draft = new Draft();
        Line($"opened {place.Ordinal} {place.Member}");
    }

    public void Text(DraftPath path, ReadOnlySpan<char> text)
    {
        _open.ShouldNotBeNull();
        if (text.IsEmpty)
        {
            EndText();
            _path = path;
        }
        else
        {
            path.ShouldBeSameAs(_path, "a string begins with empty text, and has one path");
            char.IsHighSurrogate(text[^1]).ShouldBeFalse("text ended in half a character");
        }

        _text.Append(text);
        Draft.Apply(path, text);
    }

    private void Close(PartPlace place, JsonElement value)
    {
        _open.ShouldBe(place);
        _open = null;
        Closed.Add((place, value));
        ClosedDrafts.Add(Json(Draft));
        Draft = new Draft();
        Line($"closed {place.Ordinal} {place.Member} {value.GetRawText()}");
    }

    void IAnswerSink.Closed(PartPlace place, JsonElement value) => Close(place, value);

    public void Abandoned(PartPlace place)
    {
        _open.ShouldBe(place);
        _open = null;
        Abandonments++;
        Draft = new Draft();
        Line($"abandoned {place.Ordinal} {place.Member}");
    }

    private void Line(string line)
    {
        EndText();
        _lines.Add(line);
    }

    private void EndText()
    {
        if (_path is not { } path)
            return;
        _path = null;
        var steps = path.Steps.Select(step => step.Name ?? step.Index.ToString(CultureInfo.InvariantCulture));
        _lines.Add($"text {string.Join('/', steps)}: {_text}");
        _text.Clear();
    }
}
