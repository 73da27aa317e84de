using System.ComponentModel.DataAnnotations;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Prompts;

/// <summary>The body of <c>PUT /api/prompts/{name}</c>.</summary>
internal sealed record PromptEdit
{
    /// <summary>The instructions, all of them.</summary>
    [Required]
    public string? Text { get; init; }

    /// <summary>What must change before this can be accepted, by JSON field; empty when it can.</summary>
    public IReadOnlyDictionary<string, string[]> Validate()
    {
        var errors = new Errors();
        if (Texts.Text.OrNull(Text) is null)
            errors.Add("text", "Write the instructions, or reset the prompt to the built-in one.");
        else if (Text!.Contains('\0', StringComparison.Ordinal))
            errors.Add("text", "Remove the character NUL from this text.");
        errors.CheckLength("text", Text, TextBounds.Prompt);
        return errors.ToDictionary();
    }
}
