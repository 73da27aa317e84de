using Inkstream.Ports;
using Microsoft.Extensions.AI;

namespace Inkstream.Studio.Models;

/// <summary>
/// The configured models. Clients are made when first asked for and kept until this is disposed, since each owns
/// its connections. Thread-safe.
/// </summary>
internal sealed class ModelCatalog : IModels, IDisposable
{
    private const decimal TokensPriced = 1_000_000m;

    private readonly Dictionary<string, (ModelSettings Settings, Lazy<IChatClient> Client)> _models;

    public ModelCatalog(ModelsOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        var log = loggers.CreateLogger<ModelCatalog>();
        _models = options.Offered.ToDictionary(
            m => m.Name,
            m => (m, new Lazy<IChatClient>(() => Create(m, options, time, log))),
            StringComparer.OrdinalIgnoreCase);
        DefaultName = options.DefaultName;
        All = [.. options.Offered.Select(m => new ModelInfo(
            m.Name,
            ModelProviders.All.First(p => ModelsOptions.Is(m, p)),
            m.Model,
            string.Equals(m.Name, DefaultName, StringComparison.OrdinalIgnoreCase),
            m.InputPrice,
            m.OutputPrice))];
        Log.CatalogReady(log, All.Count, DefaultName);
    }

    /// <summary>The model used when a request names none.</summary>
    public string DefaultName { get; }

    /// <summary>What can be chosen, in the order of names.</summary>
    public IReadOnlyList<ModelInfo> All { get; }

    /// <inheritdoc />
    public IChatClient? Find(string name) => _models.TryGetValue(name, out var model) ? model.Client.Value : null;

    /// <summary>What a call cost; null when a price is not configured or nothing was counted.</summary>
    public decimal? Cost(string name, long? inputTokens, long? outputTokens)
    {
        if (!_models.TryGetValue(name, out var model) || (inputTokens is null && outputTokens is null))
            return null;
        return ((inputTokens ?? 0) * model.Settings.InputPrice + (outputTokens ?? 0) * model.Settings.OutputPrice) / TokensPriced;
    }

    public void Dispose()
    {
        foreach (var (_, client) in _models.Values)
        {
            if (client.IsValueCreated)
                client.Value.Dispose();
        }
    }

    private static IChatClient Create(ModelSettings model, ModelsOptions options, TimeProvider time, ILogger log) =>
        ModelsOptions.Is(model, ModelProviders.OpenAi) ? new OpenAiChatClient(model, time, log)
        : ModelsOptions.Is(model, ModelProviders.Anthropic) ? new AnthropicChatClient(model, time, log)
        : new DemoChatClient(new DemoPace(options.DemoPace), time);
}
