using Inkstream.Ports;

namespace Inkstream.Specification.Stores;

/// <summary>One fresh database and the ports over it: what an adapter supplies to run the suites.</summary>
public abstract class StoreFixture : IAsyncDisposable
{
    public abstract IDocumentStore Documents { get; }

    public abstract IRunStore Runs { get; }

    public abstract IChangeStore Changes { get; }

    public abstract IPromptStore Prompts { get; }

    public abstract ISignal Signal { get; }

    /// <summary>What a server composes to use this very database.</summary>
    public abstract void AddTo(Microsoft.Extensions.DependencyInjection.IServiceCollection services);

    /// <summary>Opens the same database again, as a restarted server would. Nothing in memory survives.</summary>
    public abstract Task ReopenAsync();

    /// <summary>Runs SQL as another process would: on a connection that the adapter knows nothing of. Returns all rows, as text.</summary>
    public abstract Task<IReadOnlyList<string>> ForeignAsync(string sql);

    /// <summary>The names of all tables.</summary>
    public abstract Task<IReadOnlyList<string>> TablesAsync();

    /// <summary>Of all statements that the adapter has run so far: those whose plan reads a whole table, each with its plan.</summary>
    public abstract Task<IReadOnlyList<string>> StatementsThatScanAsync();

    public abstract ValueTask DisposeAsync();
}
