using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.AI;

namespace Inkstream.Specification.Faults;

/// <summary>A model inside the test: every call waits for what the test, or a script, lets it say.</summary>
/// <param name="script">Told of every call; null when the test takes them from <see cref="NextCallAsync"/>.</param>
public sealed class ScriptedChatClient(Action<ScriptedCall>? script = null) : IChatClient
{
    private readonly Channel<ScriptedCall> _calls = Channel.CreateUnbounded<ScriptedCall>();
    private int _count;

    /// <summary>Awaited before each piece: how fast the model speaks.</summary>
    public Func<CancellationToken, Task>? Pace { get; init; }

    /// <summary>How many calls there were.</summary>
    public int Calls => Volatile.Read(ref _count);

    /// <summary>The next call, once it has come.</summary>
    public Task<ScriptedCall> NextCallAsync(CancellationToken cancel) =>
        _calls.Reader.ReadAsync(cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(20), cancel);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = new ScriptedCall(Interlocked.Increment(ref _count), string.Concat(messages.Select(message => message.Text)));
        if (script is null)
            await _calls.Writer.WriteAsync(call, CancellationToken.None);
        else
            script(call);
        try
        {
            await foreach (var text in call.Said.ReadAllAsync(cancellationToken))
            {
                call.Took();
                if (Pace is { } pace)
                    await pace(cancellationToken);
                yield return new ChatResponseUpdate(ChatRole.Assistant, text);
            }

            yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = 3, OutputTokenCount = 5 })]);
        }
        finally
        {
            call.Leave(cancellationToken.IsCancellationRequested);
        }
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}

/// <summary>One call of the model.</summary>
public sealed class ScriptedCall(int number, string prompt)
{
    private readonly Channel<string> _said = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource<bool> _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _taken;

    /// <summary>From 1.</summary>
    public int Number { get; } = number;

    public string Prompt { get; } = prompt;

    /// <summary>Done when the caller has let go of the call; whether by cancelling it.</summary>
    public Task<bool> Left => _left.Task;

    /// <summary>How many pieces were read.</summary>
    public int Taken => Volatile.Read(ref _taken);

    internal ChannelReader<string> Said => _said.Reader;

    public void Say(params ReadOnlySpan<string> pieces)
    {
        foreach (var piece in pieces)
            _said.Writer.TryWrite(piece);
    }

    /// <summary>The answer ends, with <paramref name="error"/> if there is one.</summary>
    public void End(Exception? error = null) => _said.Writer.TryComplete(error);

    internal void Took() => Interlocked.Increment(ref _taken);

    internal void Leave(bool cancelled) => _left.TrySetResult(cancelled);
}
