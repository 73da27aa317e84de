using Inkstream.Documents;
using Inkstream.Ports;

namespace Inkstream.Writing;

/// <summary>What a failed model call means, and how long to wait before the next.</summary>
internal static class ModelFailures
{
    /// <summary>An adapter of ours says it in its own words; any other client's exceptions are judged by their type.</summary>
    public static ModelException Read(Exception exception) => exception switch
    {
        ModelException known => known,
        HttpRequestException or IOException => new ModelException(
            ModelErrors.ConnectionLost, "The connection to the model broke. What was written is kept.", retryable: true, inner: exception),
        TimeoutException or OperationCanceledException => Silent(exception),
        _ => new ModelException(RunErrors.InternalCode, RunErrors.Internal.Message, retryable: true, inner: exception),
    };

    public static ModelException Silent(Exception? inner = null) => new(
        ModelErrors.Silent, "The model said nothing for too long. What was written is kept.", retryable: true, inner: inner);

    public static RunError Error(this ModelException failure) => new(failure.Code, failure.Message, failure.Retryable);

    /// <summary>Exponential with jitter; a server that says when to come back is heeded, within the bound.</summary>
    public static TimeSpan Backoff(int attempt, TimeSpan? retryAfter)
    {
        var own = WritingBounds.FirstBackoff * (1 << Math.Min(attempt - 1, 6)) * (0.5 + (Random.Shared.NextDouble() / 2));
        var wait = retryAfter > own ? retryAfter.Value : own;
        return wait < WritingBounds.LongestBackoff ? wait : WritingBounds.LongestBackoff;
    }
}
