using System.Threading.Channels;
using Inkstream.Documents;
using Inkstream.Ports;
using Microsoft.Extensions.Logging;

namespace Inkstream.Redis;

/// <summary>
/// Redis Pub/Sub as the signal between servers: published after the commit, so that no commit carries a notification.
/// With Redis down nothing waits and nothing is lost: the poll carries on (invariant 7), the log says it once, and it
/// comes back by itself. Two connections a server: one hears, one says.
/// </summary>
public sealed class RedisSignal : ISignal, IAnnouncer, IAsyncDisposable
{
    /// <summary>Hints that wait to be published; beyond it they become one "everything".</summary>
    public const int Waiting = 4096;

    /// <summary>Hints in one message; beyond it it says "everything".</summary>
    public const int InOneMessage = 512;

    /// <summary>How often the listening connection is asked whether it lives.</summary>
    public static TimeSpan TestPeriod { get; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long it may take to answer.</summary>
    public static TimeSpan TestPatience { get; } = TimeSpan.FromSeconds(2.5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly RedisSignalOptions _options;
    private readonly ILogger<RedisSignal> _log;
    private readonly string _origin;
    private readonly Listeners _listeners = new();
    private readonly Channel<Hint> _toSay = Channel.CreateBounded<Hint>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly CancellationTokenSource _ends = new();
    private readonly Lock _gate = new();
    private readonly Task _saying;
    private int _listening;
    private int _overflowed;
    private int _down;
    private Func<Task> _endListening = () => Task.CompletedTask;

    /// <summary>Composed by the host.</summary>
    public RedisSignal(RedisSignalOptions options, TimeProvider time, ILogger<RedisSignal> log)
    {
        (_options, _log) = (options, log);
        _origin = Ids.New(time).ToString("N");
        _saying = SayAsync(_ends.Token);
    }

    /// <summary>Connects once.</summary>
    /// <exception cref="RedisRefusedException">It cannot: one line that names the key and holds no password.</exception>
    public async Task CheckAsync(CancellationToken cancel)
    {
        try
        {
            await using var connection = await RedisConnection.OpenAsync(_options, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            throw new RedisRefusedException($"Signals:Redis leads to {_options.Address}, but {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <inheritdoc/>
    public async Task ListenAsync(Action<Hint> heard, CancellationToken cancel)
    {
        using var listening = _listeners.Add(heard);
        Begin();
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
        }
        finally
        {
            await LeaveAsync();
        }
    }

    /// <inheritdoc/>
    public void Say(params ReadOnlySpan<Hint> hints)
    {
        _listeners.Say(hints);
        SayElsewhere(hints);
    }

    /// <inheritdoc/>
    public void SayElsewhere(params ReadOnlySpan<Hint> hints)
    {
        foreach (var hint in hints)
            if (!_toSay.Writer.TryWrite(hint))
                Interlocked.Exchange(ref _overflowed, 1);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A container disposes it once for each of the ports that it is.
        if (!_toSay.Writer.TryComplete())
            return;
        await _ends.CancelAsync();
        await _saying;
        _ends.Dispose();
    }

    private void Begin()
    {
        lock (_gate)
        {
            if (_listening++ > 0)
                return;
            var ends = new CancellationTokenSource();
            var loop = HearAsync(ends.Token);
            _endListening = async () =>
            {
                await ends.CancelAsync();
                await loop;
                ends.Dispose();
            };
        }
    }

    /// <summary>The last one to leave ends the connection.</summary>
    private Task LeaveAsync()
    {
        lock (_gate)
            return --_listening == 0 ? _endListening() : Task.CompletedTask;
    }

    private Task HearAsync(CancellationToken cancel) => AgainAsync(
        async connection =>
        {
            await connection.AskAsync(cancel, "SUBSCRIBE", _options.Channel);

            // What was said before this connection listened was heard by nobody.
            _listeners.Say(Hint.Everything);
            await HearUntilDeafAsync(connection, cancel);
        },
        cancel);

    private async Task HearUntilDeafAsync(RedisConnection connection, CancellationToken cancel)
    {
        using var deaf = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deaf.CancelAfter(TestPatience);
        var asking = AskAgainAndAgainAsync(connection, deaf.Token);
        try
        {
            while (true)
            {
                var reply = await connection.ReadAsync(deaf.Token);

                // Whatever came, it is alive: until the next question goes unanswered.
                deaf.CancelAfter(TestPeriod + TestPatience);
                if (reply is ["message", _, var payload])
                    Heard(payload);
            }
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"it did not answer within {TestPatience.TotalSeconds} s", e);
        }
        finally
        {
            await deaf.CancelAsync();
            await asking;
        }
    }

    private static async Task AskAgainAndAgainAsync(RedisConnection connection, CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                await connection.SendAsync(cancel, "PING");
                await Task.Delay(TestPeriod, TimeProvider.System, cancel);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The reading side finds out too, and tells.
        }
    }

    private Task SayAsync(CancellationToken cancel) => AgainAsync(
        async connection =>
        {
            while (await _toSay.Reader.WaitToReadAsync(cancel))
            {
                var words = new HashSet<string>(StringComparer.Ordinal);
                while (_toSay.Reader.TryRead(out var hint))
                    words.Add(Word(hint));
                if (words.Count > InOneMessage || Interlocked.Exchange(ref _overflowed, 0) == 1)
                    words = ["*"];
                try
                {
                    using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                    late.CancelAfter(TestPatience);
                    await connection.AskAsync(late.Token, "PUBLISH", _options.Channel, $"{_origin} {string.Join(' ', words)}");
                }
                catch
                {
                    // Said when it is back, as one word.
                    SayElsewhere(Hint.Everything);
                    throw;
                }
            }
        },
        cancel);

    /// <summary>Opens a connection again whenever it is lost, until cancelled.</summary>
    private async Task AgainAsync(Func<RedisConnection, Task> use, CancellationToken cancel)
    {
        // Leaves the caller at once.
        await Task.Yield();
        var pause = FirstPause;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await using var connection = await RedisConnection.OpenAsync(_options, cancel);
                pause = FirstPause;
                if (Interlocked.Exchange(ref _down, 0) == 1)
                    Log.RedisAnswers(_log, _options.Address);
                await use(connection);
            }
            catch (Exception) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (Interlocked.Exchange(ref _down, 1) == 0)
                    Log.RedisLost(_log, _options.Address, e.Message);
            }

            try
            {
                await Task.Delay(pause * (0.75 + (Random.Shared.NextDouble() / 2)), TimeProvider.System, cancel);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    private static string Word(Hint hint) => hint.Subject switch
    {
        HintSubject.Document => $"d{hint.Id:N}",
        HintSubject.Library => $"l{hint.Id:N}",
        HintSubject.Work => "w",
        _ => "*",
    };

    private void Heard(string message)
    {
        var words = message.Split(' ');
        if (words[0] == _origin)
            return;
        foreach (var word in words.AsSpan(1))
        {
            if (word is "*")
                _listeners.Say(Hint.Everything);
            else if (word is "w")
                _listeners.Say(Hint.Work);
            else if (word is ['d' or 'l', ..] && Guid.TryParse(word.AsSpan(1), out var id))
                _listeners.Say(word[0] is 'd' ? Hint.Document(id) : Hint.Library(id));
        }
    }
}
