using Inkstream.Documents;
using Inkstream.Live;
using Inkstream.Ports;
using Inkstream.Specification.Faults;
using Inkstream.Specification.Kinds;
using Inkstream.Specification.Live;
using Inkstream.Specification.Stores;
using Inkstream.Writing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Inkstream.Specification.Engines;

/// <summary>The real engine on a real store, composed as a server composes it, with a scripted model.</summary>
public sealed class Engine : IAsyncDisposable, IModels
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _running = [];

    private Engine(StoreFixture store, EngineSettings settings, TimeProvider time)
    {
        Model = settings.Model;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(time);
        store.AddTo(services);
        Runs = new WatchedRuns(settings.Runs(store.Runs));
        Reads = new WatchedReads(store.Changes);
        services.AddSingleton<IRunStore>(Runs);
        services.AddSingleton<IChangeStore>(Reads);
        services.AddSingleton(settings.Signal(store.Signal));
        services.AddSingleton<IModels>(this);
        services.AddInkstream(_ => settings.Options);
        services.AddDocumentKind<NotesKind>();
        services.AddDocumentKind<SheetKind>();
        services.AddDocumentKind<LinesKind>();
        _services = services.BuildServiceProvider();
    }

    public ScriptedChatClient Model { get; }

    public WatchedRuns Runs { get; }

    public WatchedReads Reads { get; }

    public LiveFeeds Live => _services.GetRequiredService<LiveFeeds>();

    public DocumentProjection Projection => _services.GetRequiredService<DocumentProjection>();

    public static async Task<Engine> StartAsync(StoreFixture store, EngineSettings settings, TimeProvider time, CancellationToken cancel)
    {
        var engine = new Engine(store, settings, time);
        foreach (var service in engine._services.GetServices<IHostedService>())
        {
            await service.StartAsync(cancel);
            engine._running.Add(service);
        }

        return engine;
    }

    public IChatClient? Find(string name) => name == "gone" ? null : Model;

    /// <summary>Watches as a client does; with <paramref name="fold"/> it comes back with what it has.</summary>
    public async Task<Spectator> WatchAsync(
        Guid document, Guid owner, CancellationToken cancel, ViewForm form = ViewForm.Deltas, string kind = NotesKind.KindName, ReferenceFold? fold = null)
    {
        var viewer = Live.Watch(document, owner, kind, form, fold?.Id is { } has ? new DocumentVersion(has) : null);
        if (!await viewer.Opened.WaitAsync(TimeSpan.FromSeconds(20), cancel))
            throw new InvalidOperationException("There is nothing to watch.");
        return new Spectator(viewer, fold ?? new ReferenceFold());
    }

    /// <summary>Goes down as a server does that is told to.</summary>
    public async Task StopAsync()
    {
        for (var i = _running.Count - 1; i >= 0; i--)
            await _running[i].StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
        _running.Clear();
    }

    /// <summary>Dies: nothing of what it still does reaches the database.</summary>
    public async Task KillAsync()
    {
        Runs.Severed = true;
        for (var i = _running.Count - 1; i >= 0; i--)
        {
            try
            {
                await _running[i].StopAsync(new CancellationToken(canceled: true));
            }
            catch (OperationCanceledException)
            {
                // The dead do not finish.
            }
        }

        _running.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        if (_running.Count > 0)
            await KillAsync();
    }
}

/// <summary>What a test's engine is made of.</summary>
public sealed record EngineSettings
{
    public ScriptedChatClient Model { get; init; } = new();

    public GenerationOptions Options { get; init; } = new();

    public Func<IRunStore, IRunStore> Runs { get; init; } = runs => runs;

    public Func<ISignal, ISignal> Signal { get; init; } = signal => signal;
}
