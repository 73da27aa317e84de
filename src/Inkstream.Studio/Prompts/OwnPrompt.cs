using Inkstream.Ports;

namespace Inkstream.Studio.Prompts;

/// <summary>
/// A person's own instructions, as a generation was queued with them: it keeps them through all of its attempts, whatever
/// becomes of the prompt.
/// </summary>
/// <param name="Version">Which version of the person's prompt.</param>
/// <param name="Text">What it says.</param>
internal sealed record OwnPrompt(int Version, string Text)
{
    /// <summary>What the person's prompt of that name says now; null when it is the built-in one.</summary>
    public static async Task<OwnPrompt?> OfAsync(IPromptStore store, Guid ownerId, string template, string language, CancellationToken cancel) =>
        await store.CurrentAsync(ownerId, BuiltInPrompt.NameOf(template, language), cancel) is { Text: { } text } own ? new OwnPrompt(own.Version, text) : null;

    /// <summary>Names the template with the version of a person's instructions in it: <c>ideation/1+3</c>.</summary>
    public static string TemplateId(string template, OwnPrompt? own) =>
        own is null ? template : template + "+" + own.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
