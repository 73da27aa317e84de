namespace Inkstream.Studio.Models;

/// <summary>What <c>Models:Catalog:&lt;name&gt;:Provider</c> takes.</summary>
public static class ModelProviders
{
    /// <summary>The model that comes with the studio: no key and no network.</summary>
    public const string Demo = "demo";

    /// <summary>Any server that speaks the OpenAI chat completions protocol.</summary>
    public const string OpenAi = "openai";

    /// <summary>Any server that speaks the Anthropic messages protocol.</summary>
    public const string Anthropic = "anthropic";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Demo, OpenAi, Anthropic];
}
