using System.Globalization;
using System.Net;
using Inkstream.Ports;

namespace Inkstream.Studio.Models;

/// <summary>
/// Tells what went wrong with a model's server in the product's words: one place for the codes, the sentences
/// and whether to try again. Thread-safe.
/// </summary>
/// <param name="model">The model's name in the catalog.</param>
/// <param name="apiKey">Its key, to keep it out of what servers say.</param>
internal sealed class ModelFaults(string model, string? apiKey)
{
    public ModelException Unreachable(Exception inner) => new(
        ModelErrors.Unreachable,
        $"No connection to the server of model '{model}' could be made. Check that it runs and that its address is right.",
        retryable: true,
        inner: inner);

    public ModelException ConnectionLost(Exception? inner = null) => new(
        ModelErrors.ConnectionLost,
        $"The connection to model '{model}' broke before its answer was finished. What it wrote is kept; generate what is missing.",
        retryable: true,
        inner: inner);

    public ModelException NotAStream(bool retryable = false, Exception? inner = null) => new(
        ModelErrors.NotAStream,
        $"What came back from the address of model '{model}' is not a model's answer. Check its Endpoint setting.",
        retryable,
        inner: inner);

    public ModelException Filtered() => new(
        ModelErrors.Refused,
        $"Model '{model}' declined to write this. Change the request and generate again.",
        retryable: false);

    public ModelException AnswerTooLong() => new(
        ModelErrors.AnswerTooLong,
        $"Model '{model}' sent more than an answer can hold. Ask for less and generate again.",
        retryable: false);

    /// <summary>An answer with a status that is not a success.</summary>
    public ModelException OfStatus(HttpStatusCode status, ProviderError error, TimeSpan? retryAfter, Exception? inner = null) =>
        (int)status switch
        {
            429 when error.IsOutOfCredit => Refused(error, inner), // waiting brings no credit
            429 => RateLimited(retryAfter, inner),
            401 or 403 => KeyRejected(inner),
            408 or >= 500 => Unavailable((int)status, retryAfter, inner),
            _ => Refused(error with { Message = error.Message ?? $"status {((int)status).ToString(CultureInfo.InvariantCulture)}" }, inner),
        };

    /// <summary>An error that came inside a stream.</summary>
    public ModelException OfEvent(ProviderError error) => error switch
    {
        { Status: { } status and >= 400 } => OfStatus((HttpStatusCode)status, error, retryAfter: null),
        { IsOutOfCredit: true } => Refused(error, inner: null),
        { IsRateLimit: true } => RateLimited(retryAfter: null, inner: null),
        { IsKey: true } => KeyRejected(inner: null),
        { IsRefusal: true } => Refused(error, inner: null),
        _ => Unavailable(status: null, retryAfter: null, inner: null),
    };

    private ModelException RateLimited(TimeSpan? retryAfter, Exception? inner) => new(
        ModelErrors.RateLimited,
        $"Model '{model}' takes no more requests for the moment. Wait a little and generate again.",
        retryable: true,
        retryAfter,
        inner);

    private ModelException Unavailable(int? status, TimeSpan? retryAfter, Exception? inner) => new(
        ModelErrors.Unavailable,
        $"The server of model '{model}' has a problem of its own{(status is { } s ? $" (status {s.ToString(CultureInfo.InvariantCulture)})" : "")}. "
        + "Generate again in a moment.",
        retryable: true,
        retryAfter,
        inner);

    private ModelException KeyRejected(Exception? inner) => new(
        ModelErrors.KeyRejected,
        $"The server of model '{model}' does not accept its key. Check its ApiKey setting, then generate again.",
        retryable: false,
        inner: inner);

    private ModelException Refused(ProviderError error, Exception? inner)
    {
        var said = SafeText.Clean(error.Message, apiKey).TrimEnd('.', ' ');
        return new(
            ModelErrors.Refused,
            $"The server of model '{model}' refused the request{(said.Length > 0 ? $": {said}" : "")}. "
            + "Change the request or the model's settings, then generate again.",
            retryable: false,
            inner: inner);
    }
}
