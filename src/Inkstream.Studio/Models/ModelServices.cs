using Inkstream.Ports;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Inkstream.Studio.Models;

/// <summary>Puts the models into a host.</summary>
internal static class ModelServices
{
    /// <summary>
    /// Adds <see cref="ModelsOptions"/>, <see cref="ModelCatalog"/> and, as the same instance, <see cref="IModels"/>.
    /// Settings are not judged here: call <see cref="ModelsOptions.Validate"/> at start.
    /// </summary>
    public static IServiceCollection AddModels(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => ModelsOptions.From(configuration));
        services.AddSingleton<ModelCatalog>();
        services.AddSingleton<IModels>(s => s.GetRequiredService<ModelCatalog>());
        return services;
    }
}
