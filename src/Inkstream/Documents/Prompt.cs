using Microsoft.Extensions.AI;

namespace Inkstream.Documents;

/// <summary>What a model is asked, and how.</summary>
/// <param name="TemplateId">Names the template and its version: <c>ideation/1</c>.</param>
/// <param name="Messages">The messages, exactly as sent.</param>
/// <param name="Options">Response format and limits. <c>ModelId</c> is left to the model's adapter.</param>
public sealed record Prompt(string TemplateId, IReadOnlyList<ChatMessage> Messages, ChatOptions Options)
{
    /// <summary>The whole prompt as one readable text, as <c>GET /api/transforms/{id}</c> shows it.</summary>
    public string Text => string.Join("\n\n", Messages.Select(m => $"[{m.Role.Value}]\n{m.Text}"));
}
