namespace Inkstream.EndToEnd.Tests;

/// <summary>
/// A studio that the tests of a class share, with one scripted model that is offered under both protocols
/// (<c>openai</c>, the default, and <c>anthropic</c>), and clients that fold.
/// </summary>
public class ScriptedStudio : IAsyncLifetime
{
    private int _names;

    internal ScriptedModelServer Model { get; private set; } = null!;

    internal StudioServer Studio { get; private set; } = null!;

    internal FoldClients Clients { get; private set; } = null!;

    internal StudioApi Api => Studio.Api;

    /// <summary>The settings besides the model's.</summary>
    protected virtual string[] Settings => [];

    /// <summary>The settings that say where it keeps its rows: SQLite, unless it says otherwise.</summary>
    protected virtual Task<string[]> StorageAsync() => Task.FromResult<string[]>([]);

    public async ValueTask InitializeAsync()
    {
        Model = await ScriptedModelServer.StartAsync();

        // Before the server: if they cannot start, no process is left behind.
        Clients = FoldClients.Start();
        Studio = await StudioServer.StartAsync(
        [
            .. StudioServer.SettingsOf(Model, ModelProtocol.OpenAi, "openai"), .. StudioServer.SettingsOf(Model, ModelProtocol.Anthropic, "anthropic"),
            "Models:Default=openai", .. await StorageAsync(), .. Settings,
        ]);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (IAsyncDisposable? started in new IAsyncDisposable?[] { Clients, Studio, Model })
            if (started is not null)
                await started.DisposeAsync();
    }

    /// <summary>A connected client with a name of its own.</summary>
    internal FoldClient Watch(string documentId, bool deltas = true, bool quiet = false) =>
        Clients.Watch($"w{Interlocked.Increment(ref _names)}", Studio.Address, documentId, deltas, quiet);

    /// <summary>The same for an outline.</summary>
    internal FoldClient WatchOutline(string documentId, bool deltas) =>
        Clients.Watch($"o{Interlocked.Increment(ref _names)}", Studio.Address, documentId, deltas, kind: "outline");

    /// <summary>The next request that the model gets.</summary>
    internal async Task<ModelRequest> NextRequestAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Until.Patience);
        return await Model.NextRequestAsync(patience.Token);
    }
}

/// <summary>The same over PostgreSQL.</summary>
public sealed class PostgresStudio : ScriptedStudio
{
    protected override Task<string[]> StorageAsync() => SharedPostgres.NewDatabaseAsync();
}

/// <summary>Tests over HTTP against a shared studio; its log goes into the output of each.</summary>
/// <typeparam name="TFixture">The studio.</typeparam>
public abstract class ScriptedStudioTests<TFixture> : IClassFixture<TFixture>, IDisposable
    where TFixture : ScriptedStudio
{
    protected ScriptedStudioTests(TFixture fixture)
    {
        Fixture = fixture;
        fixture.Model.Forget();
    }

    private protected TFixture Fixture { get; }

    private protected ScriptedModelServer Model => Fixture.Model;

    private protected StudioApi Api => Fixture.Studio.Api;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Fixture.Studio.ShowLog();
    }

    private protected FoldClient Watch(string documentId, bool deltas = true, bool quiet = false) => Fixture.Watch(documentId, deltas, quiet);

    private protected Task<ModelRequest> NextRequestAsync() => Fixture.NextRequestAsync();

    /// <summary>A finished ideation with that many ideas.</summary>
    private protected async Task<Read> FinishedAsync(int count, string tag)
    {
        Model.Enqueue(Script.Text(Answers.Of(count, tag)).InDeltas(30));
        var (id, _) = await Api.CreateAsync(count);
        await NextRequestAsync();
        var read = await Api.ReadOverAsync(id);
        read.Status.ShouldBe("completed");
        return read;
    }
}
