using Inkstream.Documents;
using Inkstream.Ports;
using Npgsql;

namespace Inkstream.Postgres;

/// <summary>
/// The primary and its few connections: however many viewers there are, they are these (invariant 9). A connection is
/// borrowed for one transaction or one read, and never while somebody waits for a network.
/// </summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    /// <summary>How often what was rolled back for another's sake is tried again.</summary>
    private const int Tries = 5;

    /// <summary>The least version: PostgreSQL 15.</summary>
    private const int LeastVersion = 15_00_00;

    /// <summary>
    /// The first statement of every transaction that writes. A server that is frozen in the middle of one must not hold
    /// its rows for ever: then nobody could take its runs over.
    /// </summary>
    internal const string BeginTransaction =
        "SELECT set_config('inkstream.origin', $1, true), set_config('idle_in_transaction_session_timeout', '5s', true)";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _time;

    /// <summary>Composed by the host; nothing is connected before it is needed.</summary>
    public PostgresDatabase(PostgresStoreOptions options, TimeProvider time)
    {
        _time = time;
        ConnectionString = Complete(options.ConnectionString, options.Connections);
        _source = Source(ConnectionString);
        Origin = options.Notifies ? Ids.New(time).ToString("N") : "quiet";
    }

    /// <summary>
    /// Names this server in the notifications of its own commits, which it told its own viewers of itself; <c>quiet</c>
    /// where commits do not notify.
    /// </summary>
    internal string Origin { get; }

    internal string ConnectionString { get; }

    /// <summary>
    /// Null for "the database's clock", so that servers' clocks need not agree: a retry waits and a grace period ends by
    /// one clock. A test's own clock is passed on.
    /// </summary>
    internal DateTimeOffset? Now => _time == TimeProvider.System ? null : _time.GetUtcNow();

    /// <summary>Brings the schema up to date.</summary>
    /// <exception cref="StoreUnavailableException">It does not answer.</exception>
    /// <exception cref="PostgresRefusedException">It cannot be used as it is; the message is one line that names the key.</exception>
    public async Task OpenAsync(CancellationToken cancel)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancel);
            if (connection.PostgreSqlVersion < new Version(LeastVersion / 10_000, 0))
                throw new PostgresRefusedException($"Storage:ConnectionString leads to PostgreSQL {connection.PostgreSqlVersion}: it takes PostgreSQL 15 or later.");
            var isReplica = await new PostgresSession(connection).FirstAsync("SELECT pg_is_in_recovery()", [], row => row.GetBoolean(0), cancel);
            if (isReplica)
                throw new PostgresRefusedException("Storage:ConnectionString leads to a read replica: it takes the primary; replicas go to Storage:ReadConnectionString.");
            await connection.CloseAsync();
            await WriteAsync(
                async session =>
                {
                    await SchemaScripts.ApplyAsync(session, cancel);
                    return true;
                },
                cancel);
        }
        catch (PostgresException e) when (e.SqlState[..2] is "28" or "3D" or "42")
        {
            throw new PostgresRefusedException($"Storage:ConnectionString is refused by PostgreSQL: {e.MessageText}.", e);
        }
        catch (Exception e) when (PostgresErrors.IsUnavailable(e))
        {
            throw new StoreUnavailableException("PostgreSQL did not answer: " + e.Message, e);
        }
    }

    /// <summary>
    /// Runs <paramref name="work"/> in one transaction. What another transaction was preferred to is tried again; a lost
    /// connection is not, since nothing is known of the commit.
    /// </summary>
    internal async Task<T> WriteAsync<T>(Func<PostgresSession, Task<T>> work, CancellationToken cancel)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                await using var connection = await _source.OpenConnectionAsync(cancel);
                await using var transaction = await connection.BeginTransactionAsync(cancel);
                var session = new PostgresSession(connection);
                await session.ExecuteAsync(BeginTransaction, [Origin], cancel);
                var result = await work(session);
                await transaction.CommitAsync(cancel);
                return result;
            }
            catch (Exception e) when (PostgresErrors.IsRolledBack(e) && tried < Tries)
            {
                await Task.Delay(FirstPause * tried, TimeProvider.System, cancel);
            }
            catch (Exception e) when (PostgresErrors.IsUnavailable(e))
            {
                throw new StoreUnavailableException("PostgreSQL did not answer: " + e.Message, e);
            }
        }
    }

    /// <summary>Reads. What a connection lost in between can be asked again, so it is.</summary>
    internal async Task<T> ReadAsync<T>(Func<PostgresSession, Task<T>> work, CancellationToken cancel)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                await using var connection = await _source.OpenConnectionAsync(cancel);
                return await work(new PostgresSession(connection));
            }
            catch (Exception e) when (PostgresErrors.IsUnavailable(e))
            {
                if (tried == Tries)
                    throw new StoreUnavailableException("PostgreSQL did not answer: " + e.Message, e);
                await Task.Delay(FirstPause * tried, TimeProvider.System, cancel);
            }
        }
    }

    /// <summary>A connection for a caller that says BEGIN and COMMIT itself, to save round trips.</summary>
    internal async Task<T> BorrowAsync<T>(Func<PostgresSession, Task<T>> work, CancellationToken cancel)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancel);
            return await work(new PostgresSession(connection));
        }
        catch (Exception e) when (PostgresErrors.IsUnavailable(e))
        {
            throw new StoreUnavailableException("PostgreSQL did not answer: " + e.Message, e);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>
    /// A pool whose sessions plan each prepared statement once: planning ours costs more than running them. Nor are they
    /// compiled: PostgreSQL takes a read's array for ten documents of many parts each, and spent 75 ms compiling one of 0.5.
    /// </summary>
    internal static NpgsqlDataSource Source(string connectionString)
    {
        const string plans = "SET plan_cache_mode = force_generic_plan; SET jit = off";
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.UsePhysicalConnectionInitializer(
            connection => new PostgresSession(connection).RunAsync(plans, CancellationToken.None).GetAwaiter().GetResult(),
            connection => new PostgresSession(connection).RunAsync(plans, CancellationToken.None));
        return builder.Build();
    }

    /// <summary>What a connection string does not say itself.</summary>
    internal static string Complete(string connectionString, int connections)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        var all = new NpgsqlConnectionStringBuilder(connectionString)
        {
            // Nothing of a session outlives its transaction, so there is nothing to reset.
            NoResetOnClose = true,
            Enlist = false,
            IncludeErrorDetail = false,
        };
        Default("Maximum Pool Size", () => all.MaxPoolSize = connections);
        Default("Max Auto Prepare", () => all.MaxAutoPrepare = 100);
        Default("Auto Prepare Min Usages", () => all.AutoPrepareMinUsages = 2);
        Default("Timeout", () => all.Timeout = 5);
        Default("Command Timeout", () => all.CommandTimeout = 20);
        Default("Cancellation Timeout", () => all.CancellationTimeout = 2000);
        Default("Application Name", () => all.ApplicationName = "inkstream");
        Default("Keepalive", () => all.KeepAlive = 10);
        return all.ToString();

        void Default(string key, Action set)
        {
            if (!given.ContainsKey(key) || !given.Keys!.Cast<string>().Contains(key, StringComparer.OrdinalIgnoreCase))
                set();
        }
    }
}
