using System.Text.Json;

namespace Inkstream.Extraction;

/// <summary>
/// What the extractor reports, in the order of the text. The reports of one answer, with neighbouring
/// <see cref="Text"/> of the same path joined, do not depend on how the text was split.
/// </summary>
public interface IAnswerSink
{
    /// <summary>A candidate begins. Nothing of it is known yet.</summary>
    void Opened(PartPlace place);

    /// <summary>
    /// Text was added to the string at <paramref name="path"/> inside the open candidate; a string that begins is
    /// reported once with empty text. Never ends in half a surrogate pair.
    /// </summary>
    void Text(DraftPath path, ReadOnlySpan<char> text);

    /// <summary>The candidate is complete: its value, as strict JSON.</summary>
    void Closed(PartPlace place, JsonElement value);

    /// <summary>The open candidate turned out not to be JSON and was given up; nothing more of it follows.</summary>
    void Abandoned(PartPlace place);
}
