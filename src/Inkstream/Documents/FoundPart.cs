using System.Text.Json;

namespace Inkstream.Documents;

/// <summary>A part that was looked for by its artifact, and the document it is in.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Kind">The name of the document's kind.</param>
/// <param name="Params">What that kind stored when the document was made.</param>
/// <param name="Part">The part as it stands.</param>
public sealed record FoundPart(Guid DocumentId, string Kind, JsonElement Params, DocumentPart Part);
