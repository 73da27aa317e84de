namespace Inkstream.Specification.Models;

/// <summary>Which protocol a request to the scripted server speaks.</summary>
public enum ModelProtocol
{
    /// <summary><c>POST /v1/chat/completions</c>.</summary>
    OpenAi,

    /// <summary><c>POST /v1/messages</c>.</summary>
    Anthropic,
}
