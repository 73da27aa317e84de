namespace Inkstream.Studio.Prompts;

/// <summary>
/// The instructions of a prompt as they come with the studio: who the model is and what is good. What it is to write about and
/// how it must answer is added by the studio, whatever the instructions say.
/// </summary>
/// <param name="Name"><c>ideation.zh</c>: what it is for and in which language.</param>
/// <param name="Kind">The kind of documents that it writes.</param>
/// <param name="Language"><c>zh</c> or <c>en</c>.</param>
/// <param name="Text">The instructions.</param>
internal sealed record BuiltInPrompt(string Name, string Kind, string Language, string Text)
{
    /// <summary>The name of a prompt in a language.</summary>
    public static string NameOf(string template, string language) => $"{template}.{language}";
}
