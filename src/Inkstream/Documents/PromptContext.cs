using System.Text.Json;

namespace Inkstream.Documents;

/// <summary>What a kind may use to write a prompt: everything comes from one consistent read of the database.</summary>
/// <param name="Document">The document's parameters, as the kind stored them.</param>
/// <param name="Generation">The parameters of this generation: a note, what it is based on.</param>
/// <param name="Asked">The parts that this attempt shall bring, in order: what was asked for less what is there.</param>
/// <param name="Parts">Everything that was ever made in this document and is current, retired and dismissed ones too.</param>
public sealed record PromptContext(
    JsonElement Document,
    JsonElement Generation,
    IReadOnlyList<string> Asked,
    IReadOnlyList<DocumentPart> Parts);
