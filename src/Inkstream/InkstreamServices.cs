using Inkstream.Documents;
using Inkstream.Live;
using Inkstream.Writing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Inkstream;

/// <summary>Composition.</summary>
public static class InkstreamServices
{
    /// <summary>
    /// Durable model streams: the worker, the chunk writer, Live and the sweep. The application adds a store, an
    /// <see cref="Ports.IModels"/> and its document kinds.
    /// </summary>
    public static IServiceCollection AddInkstream(this IServiceCollection services, Func<IServiceProvider, GenerationOptions> options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<DocumentKinds>();
        services.AddSingleton<DocumentProjection>();
        services.AddSingleton<LiveFeeds>();
        services.AddSingleton<ICommitWatcher>(provider => provider.GetRequiredService<LiveFeeds>());
        services.AddSingleton<ChunkWriter>();

        // Stopped in the reverse order: the worker hands its runs back first, and the chunk writer commits that.
        services.AddHostedService(provider => provider.GetRequiredService<LiveFeeds>());
        services.AddHostedService(provider => provider.GetRequiredService<ChunkWriter>());
        services.AddHostedService<Sweep>();
        services.AddHostedService<GenerationWorker>();
        return services;
    }

    /// <summary>Makes a kind of document known.</summary>
    public static IServiceCollection AddDocumentKind<TKind>(this IServiceCollection services)
        where TKind : DocumentKind
    {
        services.AddSingleton<TKind>();
        services.AddSingleton<DocumentKind>(provider => provider.GetRequiredService<TKind>());
        return services;
    }
}
