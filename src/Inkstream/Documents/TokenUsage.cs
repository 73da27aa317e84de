namespace Inkstream.Documents;

/// <summary>Tokens that a model call used, as its provider counted them.</summary>
public sealed record TokenUsage(long? InputTokens, long? OutputTokens);
