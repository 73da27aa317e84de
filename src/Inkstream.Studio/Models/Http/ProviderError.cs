using System.Text.Json;

namespace Inkstream.Studio.Models;

/// <summary>
/// What a model's server said about an error: <c>{"error": {"message", "type", "code", "param"}}</c> and its many relatives.
/// </summary>
/// <param name="Message">For a person; not yet safe to show, see <see cref="SafeText"/>.</param>
/// <param name="Type">The provider's class of error.</param>
/// <param name="Code">The provider's code, when it is a text.</param>
/// <param name="Status">The provider's code, when it is a number: an HTTP status.</param>
internal sealed record ProviderError(string? Message, string? Type = null, string? Code = null, int? Status = null)
{
    private static readonly string[] NeverAboutFormat =
    [
        "context_length_exceeded", "model_not_found", "invalid_api_key", "insufficient_quota", "content_filter",
        "content_policy_violation",
    ];

    public bool IsRateLimit => Has("rate_limit");

    public bool IsOutOfCredit => Has("insufficient_quota") || Has("billing");

    public bool IsKey => Has("authentication") || Has("permission") || Has("invalid_api_key");

    public bool IsRefusal =>
        Has("invalid_request") || Has("content_filter") || Has("content_policy") || Has("not_found") || Has("too_large");

    /// <summary>Whether asking in a simpler form could help: false when the error is known to be about something else.</summary>
    public bool MayBeAboutForm => Code is null || !NeverAboutFormat.Contains(Code, StringComparer.Ordinal);

    /// <summary>Whether it speaks of a member of the request.</summary>
    public bool Mentions(string member) => Message?.Contains(member, StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>Reads the body of an error answer, whatever it is.</summary>
    public static ProviderError Parse(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return Read(json.RootElement) ?? new ProviderError(Message: null);
        }
        catch (JsonException)
        {
            // An HTML page or a proxy's line of text: only the latter is worth showing.
            return new ProviderError(body.Contains('<', StringComparison.Ordinal) ? null : body);
        }
    }

    /// <summary>The error in a JSON object, or null when there is none.</summary>
    public static ProviderError? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return null;
        if (root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
        {
            return new ProviderError(
                error.Member("message").AsText(),
                error.Member("type").AsText(),
                error.Member("code").AsText(),
                error.Member("code").AsCount() is { } code and < 1000 ? (int)code : null);
        }
        if (error.ValueKind == JsonValueKind.String)
            return new ProviderError(error.AsText());
        return root.Member("object").AsText() == "error" || root.Member("detail").AsText() is not null
            ? new ProviderError(root.Member("message").AsText() ?? root.Member("detail").AsText(), root.Member("type").AsText())
            : null;
    }

    private bool Has(string part) =>
        Type?.Contains(part, StringComparison.OrdinalIgnoreCase) is true
        || Code?.Contains(part, StringComparison.OrdinalIgnoreCase) is true;
}
