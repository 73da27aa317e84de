using System.Text.Json;

namespace Inkstream.Documents;

/// <summary>One generation of a document: what was asked for, of whom and when.</summary>
/// <param name="Number">Numbers the document's generations from 1; a <see cref="DocumentPart.Round"/> names it.</param>
/// <param name="TransformId">Its newest attempt.</param>
/// <param name="Model">By its name in the catalog.</param>
/// <param name="Params">What the kind stored for it.</param>
/// <param name="CreatedAt">When it was asked for, UTC.</param>
public sealed record RoundSnapshot(int Number, Guid TransformId, string Model, JsonElement Params, DateTimeOffset CreatedAt);
