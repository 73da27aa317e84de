namespace Inkstream.Studio.Models;

/// <summary>How far a server's OpenAI protocol goes. Starts at all of it, and shrinks by what the server refused.</summary>
/// <param name="Format">The most exact answer format it takes.</param>
/// <param name="Usage">Whether it takes <c>stream_options.include_usage</c>.</param>
internal sealed record OpenAiDialect(AnswerFormat Format = AnswerFormat.Schema, bool Usage = true)
{
    /// <summary>What both take.</summary>
    public OpenAiDialect And(OpenAiDialect other) =>
        new(Format > other.Format ? Format : other.Format, Usage && other.Usage);

    /// <summary>What to ask with next after a refusal; null when the refusal has another cause.</summary>
    /// <param name="refusal">What the server answered.</param>
    /// <param name="sent">The answer format that was sent.</param>
    public OpenAiDialect? After(ModelHttpException refusal, AnswerFormat sent)
    {
        if (!refusal.MayBeAboutForm)
            return null;
        if (Usage && refusal.Error.Mentions("stream_options"))
            return this with { Usage = false };
        if (sent != AnswerFormat.Plain)
            return this with { Format = sent + 1 };
        // A server that does not say what it stumbled over: usage is the last thing to give up.
        return Usage && (int)refusal.Status is 400 or 422 ? this with { Usage = false } : null;
    }
}
