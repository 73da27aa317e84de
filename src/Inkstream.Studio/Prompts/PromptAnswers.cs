namespace Inkstream.Studio.Prompts;

/// <summary>A prompt as a person has it.</summary>
/// <param name="Name"><c>ideation.zh</c>.</param>
/// <param name="Kind">The kind of documents that it writes.</param>
/// <param name="Language"><c>zh</c> or <c>en</c>.</param>
/// <param name="Version">For <c>If-Match</c>; 0 when it was never edited.</param>
/// <param name="IsOwn">Whether it says something else than the built-in one.</param>
/// <param name="Text">The instructions.</param>
/// <param name="BuiltIn">The built-in instructions.</param>
/// <param name="UpdatedAt">When it was edited last; null when never.</param>
internal sealed record PromptDocument(
    string Name, string Kind, string Language, int Version, bool IsOwn, string Text, string BuiltIn, DateTimeOffset? UpdatedAt);

/// <summary>A version of a prompt. <c>IsOwn</c> is false for what was built in.</summary>
internal sealed record PromptVersionItem(int Version, bool IsOwn, string Text, DateTimeOffset? CreatedAt);
