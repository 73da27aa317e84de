namespace Inkstream.Extraction;

/// <summary>
/// Reads a model's answer while it is written, and reports each part once, when it closes, and the text of the part
/// that is being written (contract 4, <c>draft</c>; design, life of a token 3, invariant 13).
/// </summary>
/// <remarks>
/// <para>It skips <c>&lt;think&gt;</c> blocks, code fences and prose, and forgives what models get wrong: trailing, missing
/// and full-width commas, raw line breaks and unescaped quotes in strings, invalid escapes, Python's words. A cut-off
/// end keeps what closed. A value that cannot be saved is given up alone.</para>
/// <para>The text may come in any split, and what is reported does not depend on it, except that neighbouring texts of
/// one string may be joined. Time and memory are linear in the text; no character is kept beyond the candidate that it
/// belongs to. Not thread-safe.</para>
/// </remarks>
public sealed class AnswerExtractor
{
    private readonly ProseScanner _prose;
    private readonly JsonReader _json;
    private readonly UnreadChars _unread = new();
    private bool _completed;

    /// <summary>Begins an answer.</summary>
    /// <param name="shape">Where the parts lie.</param>
    /// <param name="sink">Hears the reports, during <see cref="Append"/>. What it throws passes through and ends the use of this extractor.</param>
    public AnswerExtractor(AnswerShape shape, IAnswerSink sink)
    {
        var list = shape as ListShape;
        var nesting = new Nesting();
        _prose = new ProseScanner(arrays: list is not null);
        _json = new JsonReader(list?.Member, new PartTracker(sink, nesting), nesting, _unread);
    }

    /// <summary>Takes the next text of the answer, however it was split, and reports what is certain by now.</summary>
    /// <exception cref="InvalidOperationException">The answer was completed.</exception>
    public void Append(ReadOnlySpan<char> text)
    {
        if (_completed)
            throw new InvalidOperationException("The answer has ended.");
        while (!text.IsEmpty)
        {
            if (_json.InPlainText && StringDecoder.PlainRun(text) is var run and > 0)
            {
                _json.PlainText(text[..run]);
                text = text[run..];
                continue;
            }

            Take(text[0]);
            text = text[1..];
            while (_unread.TryTake(out var c))
                Take(c);
        }

        _json.Flush();
    }

    /// <summary>
    /// Ends the answer. A part that did not close itself stays open: it is a draft for ever. What is still undecided, a
    /// quote with nothing behind it or half a character, is not reported.
    /// </summary>
    public void Complete() => _completed = true;

    private void Take(char c)
    {
        // Each state takes the character or hands it to another; none hands it back.
        while (!(_json.IsOutside ? Outside(c) : _json.Step(c)))
        {
        }
    }

    private bool Outside(char c)
    {
        var step = _prose.Feed(c);
        if (step == ProseStep.Prose)
            return true;
        _json.Start(step == ProseStep.Array);
        return false;
    }
}
