namespace Inkstream.Studio.Models;

/// <summary>One model as configured under <c>Models:Catalog:&lt;name&gt;</c> (contract 2).</summary>
public sealed record ModelSettings
{
    /// <summary>The name people chose for it.</summary>
    public required string Name { get; init; }

    /// <summary><c>demo</c>, <c>openai</c> or <c>anthropic</c>; see <see cref="ModelProviders"/>.</summary>
    public string? Provider { get; init; }

    /// <summary>Base address as the provider's SDK takes it; null: the provider's own.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The provider's id of the model.</summary>
    public string? Model { get; init; }

    /// <summary>Null for servers that need none. Never returned and never logged.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Price of a million input tokens, in any currency.</summary>
    public decimal? InputPrice { get; init; }

    /// <summary>Price of a million output tokens, in the same currency.</summary>
    public decimal? OutputPrice { get; init; }

    /// <summary>Leaves the key out, since records end up in logs.</summary>
    public override string ToString() => $"{Name} ({Provider} {Model})";
}
