using System.Diagnostics;
using System.Runtime.CompilerServices;
using Inkstream.Bench.Measuring;
using Inkstream.Ports;
using Microsoft.Extensions.AI;

namespace Inkstream.Bench.Writer;

/// <summary>Models inside the process, so that their HTTP is not what is measured: one for each writer, named by its number.</summary>
internal sealed class LoadModels(Load load, Ledger ledger) : IModels
{
    private readonly TaskCompletionSource<long> _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IChatClient? Find(string name) => new Model(this, int.Parse(name, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>All begin now.</summary>
    public void Go() => _go.TrySetResult(Stopwatch.GetTimestamp());

    private sealed class Model(LoadModels models, int number) : IChatClient
    {
        private readonly Load _load = models.LoadOf;

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var start = await models.Started.WaitAsync(cancellationToken);
            yield return new ChatResponseUpdate(ChatRole.Assistant, """{"ideas":[""");

            // Real models do not speak in step: each has its own moment in the interval, and closes its ideas at its own delta.
            var phase = number / (double)_load.Writers;
            var ahead = _load.InStep ? 0 : number % _load.DeltasAnIdea;
            for (long i = 0; ; i++)
            {
                var text = i > 0 && (i + ahead) % _load.DeltasAnIdea != 0 ? ""
                    : $$"""{{(i == 0 ? "" : "\"},")}}{"title":"Idea {{i}}","body":" """;
                switch (_load.Manner)
                {
                    case Manner.Paced:
                        await Pace.UntilAsync(start, (i + phase) / _load.Rate, cancellationToken);
                        yield return new ChatResponseUpdate(ChatRole.Assistant, text + models.LedgerOf.Hand());
                        break;
                    case Manner.WaitForCommit:
                        var stamp = models.LedgerOf.Hand(out var committed);
                        yield return new ChatResponseUpdate(ChatRole.Assistant, text + stamp);
                        await committed.WaitAsync(cancellationToken);
                        break;
                    default:
                        cancellationToken.ThrowIfCancellationRequested();
                        await Task.Yield();
                        yield return new ChatResponseUpdate(ChatRole.Assistant, text + models.LedgerOf.Hand());
                        break;
                }
            }
        }

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private Load LoadOf => load;

    private Ledger LedgerOf => ledger;

    private Task<long> Started => _go.Task;
}
