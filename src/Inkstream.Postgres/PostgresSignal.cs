using Inkstream.Ports;
using Microsoft.Extensions.Logging;

namespace Inkstream.Postgres;

/// <summary>
/// LISTEN/NOTIFY: one dedicated connection a server, from the first listener to the last. The database's triggers do the
/// notifying, whoever writes; this server's own commits are told to its own listeners directly, and come back unheard.
/// The connection tests itself again and again: one that is connected but deaf is replaced (design, invariant 7).
/// </summary>
public sealed class PostgresSignal(PostgresDatabase database, ILogger<PostgresSignal> log) : ISignal, IAnnouncer
{
    /// <summary>How often the listener calls to itself, by way of the database.</summary>
    public static TimeSpan TestPeriod { get; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long it waits to hear itself.</summary>
    public static TimeSpan TestPatience { get; } = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly Listeners _listeners = new();
    private readonly Lock _gate = new();
    private int _listening;
    private Func<Task> _end = () => Task.CompletedTask;

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
    public void Say(params ReadOnlySpan<Hint> hints) => _listeners.Say(hints);

    /// <inheritdoc/>
    public void SayElsewhere(params ReadOnlySpan<Hint> hints)
    {
        // The commit's triggers have told the others.
    }

    /// <summary>Listens once and hears itself.</summary>
    /// <exception cref="PostgresRefusedException">It does not: a pooler stands in between.</exception>
    /// <exception cref="StoreUnavailableException">PostgreSQL does not answer.</exception>
    public async Task CheckAsync(CancellationToken cancel)
    {
        try
        {
            await using var ear = await ListeningConnection.OpenAsync(database, _ => { }, cancel);
            if (await ear.HearsItselfAsync(TestPatience, cancel))
                return;
            throw new PostgresRefusedException(ear.IsPooled
                ? "Storage:ConnectionString leads to a pooler in transaction mode, through which notifications do not come: it takes PostgreSQL itself, or a pooler in session mode; or set Signals:Provider to redis."
                : "Storage:ConnectionString leads to a PostgreSQL whose notifications do not come: look for a pooler or a proxy in between; or set Signals:Provider to redis.");
        }
        catch (Exception e) when (PostgresErrors.IsUnavailable(e))
        {
            throw new StoreUnavailableException("PostgreSQL did not answer: " + e.Message, e);
        }
    }

    private void Begin()
    {
        lock (_gate)
        {
            if (_listening++ > 0)
                return;
            var ends = new CancellationTokenSource();
            var loop = HearAsync(ends.Token);
            _end = async () =>
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
            return --_listening == 0 ? _end() : Task.CompletedTask;
    }

    private async Task HearAsync(CancellationToken cancel)
    {
        // Leaves the caller at once.
        await Task.Yield();
        var (pause, isLost) = (FirstPause, false);
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await using var ear = await ListeningConnection.OpenAsync(database, Heard, cancel);
                if (isLost)
                    Log.ListenerHears(log);
                (pause, isLost) = (FirstPause, false);

                // What was said before this connection listened was heard by nobody.
                _listeners.Say(Hint.Everything);
                await ear.UntilDeafAsync(TestPeriod, TestPatience, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (!isLost)
                    Log.ListenerLost(log, e.Message);
                isLost = true;
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

    private void Heard(string payload)
    {
        var words = payload.AsSpan();
        var end = words.IndexOf(' ');
        if (end < 0 || words[..end].SequenceEqual(database.Origin))
            return;
        foreach (var range in words[(end + 1)..].Split(' '))
        {
            var word = words[(end + 1)..][range];
            if (word is "*")
                _listeners.Say(Hint.Everything);
            else if (word is "w")
                _listeners.Say(Hint.Work);
            else if (word.Length > 1 && word[0] is 'd' or 'l' && Guid.TryParse(word[1..], out var id))
                _listeners.Say(word[0] is 'd' ? Hint.Document(id) : Hint.Library(id));
        }
    }
}
