using System.Text.Json;

namespace Inkstream.Documents;

/// <summary>All that GET shows of a document, from one consistent read.</summary>
/// <param name="Id">The document.</param>
/// <param name="OwnerId">Whose it is (invariant 14).</param>
/// <param name="Kind">The name of its <see cref="DocumentKind"/>.</param>
/// <param name="Title">For lists.</param>
/// <param name="Params">What the kind stored when it was made.</param>
/// <param name="Version">Where it stands.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="Parts">Its parts in order: by round, then as they came.</param>
/// <param name="Generation">The newest generation; null when nothing was ever generated.</param>
/// <param name="Rounds">All generations, in order.</param>
public sealed record DocumentSnapshot(
    Guid Id,
    Guid OwnerId,
    string Kind,
    string Title,
    JsonElement Params,
    DocumentVersion Version,
    DateTimeOffset CreatedAt,
    IReadOnlyList<DocumentPart> Parts,
    GenerationSnapshot? Generation,
    IReadOnlyList<RoundSnapshot> Rounds);
