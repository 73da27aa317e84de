namespace Inkstream.Studio.Models;

/// <summary>A model as <c>GET /api/models</c> shows it. Holds no key and no address.</summary>
/// <param name="Name">The name people chose for it; what requests name.</param>
/// <param name="Provider"><c>demo</c>, <c>openai</c> or <c>anthropic</c>.</param>
/// <param name="Model">The provider's id of the model; null for the demo model.</param>
/// <param name="IsDefault">Whether it is used when a request names none.</param>
/// <param name="InputPrice">Price of a million input tokens; null when not configured.</param>
/// <param name="OutputPrice">Price of a million output tokens; null when not configured.</param>
public sealed record ModelInfo(string Name, string Provider, string? Model, bool IsDefault, decimal? InputPrice, decimal? OutputPrice);
