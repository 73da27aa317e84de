using Inkstream.Documents;
using Inkstream.Live;
using Inkstream.Ports;
using Inkstream.Studio.Ideations;
using Inkstream.Writing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Inkstream.Bench.Writer;

/// <summary>The product without its HTTP, composed as the studio composes it: worker, chunk writer, Live, and a store on disk.</summary>
internal sealed class Studio : IAsyncDisposable
{
    private const int Ideas = 12;

    private readonly IHost _host;
    private readonly Guid _owner = Ids.New(TimeProvider.System);
    private readonly List<Viewer> _viewers = [];
    private readonly List<Task> _reading = [];
    private readonly Ledger _ledger;

    private Studio(IHost host, Ledger ledger) => (_host, _ledger) = (host, ledger);

    public static async Task<Studio> StartAsync(IStoreUnderTest store, int writers, IModels models, Ledger ledger)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddInkstream(_ => new GenerationOptions { Parallel = writers, MaxRetries = 0 });
        store.AddTo(builder.Services);
        builder.Services.AddSingleton<IRunStore>(services => new MeasuredRunStore(store.Runs(services), ledger));
        builder.Services.AddSingleton<IChangeStore>(services => new MeasuredChangeStore(store.Changes(services), ledger));
        builder.Services.AddSingleton(models);
        builder.Services.AddDocumentKind<IdeationKind>();
        var studio = new Studio(builder.Build(), ledger);
        await studio.OpenAsync(writers);
        return studio;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        foreach (var viewer in _viewers)
            await viewer.DisposeAsync();
        await Task.WhenAll(_reading);
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private async Task OpenAsync(int writers)
    {
        var store = _host.Services.GetRequiredService<IDocumentStore>();
        var live = _host.Services.GetRequiredService<LiveFeeds>();
        await store.EnsureOwnerAsync(_owner, "bench", CancellationToken.None);
        await _host.StartAsync();
        for (var i = 0; i < writers; i++)
        {
            var document = Ids.New(TimeProvider.System);
            await store.CreateAsync(
                new NewDocument(document, _owner, IdeationKind.KindName, "Bench", """{"platform":"bench"}"""),
                new NewGeneration(Ids.New(TimeProvider.System), $"{i}", """{"mode":"regenerate","count":12}""", IdeationKind.Parts(Ideas), Replaces: false, [], Attempts: 1),
                key: null, CancellationToken.None);
            var viewer = live.Watch(document, _owner, IdeationKind.KindName, ViewForm.Deltas, has: null);
            _viewers.Add(viewer);
            _reading.Add(ReadAsync(viewer));
        }

        foreach (var viewer in _viewers)
            if (!await viewer.Opened)
                throw new InvalidOperationException("A viewer was turned away.");
    }

    private async Task ReadAsync(Viewer viewer)
    {
        while (await viewer.WaitAsync())
        {
            while (viewer.TryTake(out var bytes))
            {
                _ledger.Show(bytes.Span);
                viewer.Sent(bytes.Length);
            }
        }
    }
}
