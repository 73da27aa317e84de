namespace Inkstream.Documents;

/// <summary>Which attempt of a generation this is (contract 3: <c>streamingData.attempt</c>).</summary>
/// <param name="Number">From 1. A takeover after a crash keeps the number.</param>
/// <param name="Of">The most there may be.</param>
/// <param name="Reason">Why there is one after the first: an error's code; null for the first.</param>
/// <param name="RetryAt">When it starts, if it waits.</param>
/// <param name="StartedAt">When a worker began it; null while it waits for one.</param>
public sealed record AttemptInfo(int Number, int Of, string? Reason, DateTimeOffset? RetryAt, DateTimeOffset? StartedAt);
