namespace Inkstream.Ports;

/// <summary>A model call that ended badly, told in the product's own words.</summary>
/// <param name="code">Stable and machine-readable: <c>model_unavailable</c>, see <see cref="ModelErrors"/>.</param>
/// <param name="message">A sentence for the writer. Holds no key, no prompt and no text.</param>
/// <param name="retryable">Whether another attempt by itself may succeed.</param>
/// <param name="retryAfter">How long the server asked to be left alone.</param>
/// <param name="inner">What the provider's SDK threw.</param>
public sealed class ModelException(string code, string message, bool retryable, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>Stable and machine-readable.</summary>
    public string Code { get; } = code;

    /// <summary>Whether another attempt by itself may succeed.</summary>
    public bool Retryable { get; } = retryable;

    /// <summary>How long the server asked to be left alone; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}

/// <summary>The codes a <see cref="ModelException"/> carries.</summary>
public static class ModelErrors
{
    /// <summary>429: too many requests.</summary>
    public const string RateLimited = "model_rate_limited";

    /// <summary>5xx.</summary>
    public const string Unavailable = "model_unavailable";

    /// <summary>No connection could be made.</summary>
    public const string Unreachable = "model_unreachable";

    /// <summary>401 or 403.</summary>
    public const string KeyRejected = "model_key_rejected";

    /// <summary>Any other 4xx: asking again will not help.</summary>
    public const string Refused = "model_refused";

    /// <summary>The connection broke in the middle, or the stream ended without saying that it was finished.</summary>
    public const string ConnectionLost = "model_connection_lost";

    /// <summary>Nothing came for <c>Models:IdleTimeout</c>.</summary>
    public const string Silent = "model_silent";

    /// <summary>What came back is not a model's stream, such as an HTML page with status 200.</summary>
    public const string NotAStream = "model_not_a_stream";

    /// <summary>The answer passed the bound on its length.</summary>
    public const string AnswerTooLong = "model_answer_too_long";

    /// <summary>The model is not in the catalog any more.</summary>
    public const string NotConfigured = "model_not_configured";
}
