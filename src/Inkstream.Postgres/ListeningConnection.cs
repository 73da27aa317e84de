using Inkstream.Documents;
using Npgsql;

namespace Inkstream.Postgres;

/// <summary>A connection that listens, and knows whether it hears.</summary>
internal sealed class ListeningConnection : IAsyncDisposable
{
    /// <summary>The channel of the schema's function <c>say</c>.</summary>
    private const string Channel = "inkstream";

    private const string Test = "test ";

    /// <summary>How long a connection may take to say goodbye: one whose network swallows everything never gets its answer.</summary>
    private static readonly TimeSpan Goodbye = TimeSpan.FromMilliseconds(250);

    private readonly PostgresDatabase _database;
    private readonly NpgsqlConnection _connection;
    private readonly string _call = Ids.New(TimeProvider.System).ToString("N");
    private TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ListeningConnection(PostgresDatabase database, NpgsqlConnection connection)
    {
        _database = database;
        _connection = connection;
    }

    /// <summary>Whether a pooler answers in PostgreSQL's place.</summary>
    public bool IsPooled { get; private set; }

    public static async Task<ListeningConnection> OpenAsync(PostgresDatabase database, Action<string> heard, CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Pooling = false,
            MaxAutoPrepare = 0,
            ApplicationName = "inkstream-listener",
        }.ToString());
        var ear = new ListeningConnection(database, connection);
        connection.Notification += (_, notification) =>
        {
            if (!notification.Payload.StartsWith(Test, StringComparison.Ordinal))
                heard(notification.Payload);
            else if (notification.Payload.AsSpan(Test.Length).SequenceEqual(ear._call))
                ear._heard.TrySetResult();
        };
        try
        {
            await connection.OpenAsync(cancel);
            await using (var listen = new NpgsqlCommand("LISTEN " + Channel, connection))
                await listen.ExecuteNonQueryAsync(cancel);
            await using (var who = new NpgsqlCommand("SELECT pg_backend_pid()", connection))
                ear.IsPooled = await who.ExecuteScalarAsync(cancel) is not int process || process != connection.ProcessID;
            return ear;
        }
        catch
        {
            await ear.DisposeAsync();
            throw;
        }
    }

    /// <summary>Calls to itself once, by way of another connection.</summary>
    public async Task<bool> HearsItselfAsync(TimeSpan patience, CancellationToken cancel)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var listening = ListenAsync(ends.Token);
        try
        {
            return await HeardCallAsync(patience, cancel);
        }
        finally
        {
            await ends.CancelAsync();
            await listening;
        }
    }

    /// <summary>Hears until it is deaf or gone.</summary>
    /// <exception cref="Exception">Why it is.</exception>
    public async Task UntilDeafAsync(TimeSpan period, TimeSpan patience, CancellationToken cancel)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var listening = ListenAsync(ends.Token);
        try
        {
            while (!listening.IsCompleted)
            {
                if (!await HeardCallAsync(patience, ends.Token))
                    throw new TimeoutException($"it did not hear itself within {patience.TotalSeconds} s");
                await Task.WhenAny(listening, Task.Delay(period, TimeProvider.System, ends.Token));
                ends.Token.ThrowIfCancellationRequested();
            }

            await listening;
        }
        finally
        {
            await ends.CancelAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        var closing = _connection.DisposeAsync().AsTask();
        await Task.WhenAny(closing, Task.Delay(Goodbye, TimeProvider.System));
    }

    private async Task ListenAsync(CancellationToken cancel)
    {
        try
        {
            while (true)
                await _connection.WaitAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    private async Task<bool> HeardCallAsync(TimeSpan patience, CancellationToken cancel)
    {
        _heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(patience);
        try
        {
            // Where the network swallows everything, giving the other connection up takes time too: that is not waited for.
            await _database.BorrowAsync(session => session.ExecuteAsync("SELECT pg_notify($1, $2)", [Channel, Test + _call], late.Token), late.Token).WaitAsync(late.Token);
            await _heard.Task.WaitAsync(late.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}
