using System.Text.Json;

namespace Inkstream.Documents;

/// <summary>What a kind may use to judge a value of a model's answer, besides the value.</summary>
/// <param name="Generation">The parameters of this generation, as the kind stored them: what it is for, what it is based on.</param>
/// <param name="There">The parts that stay beside it, those that this answer has brought so far among them.</param>
public sealed record AnswerContext(JsonElement Generation, IReadOnlyList<DocumentPart> There);
