using System.Net.Sockets;
using Npgsql;

namespace Inkstream.Postgres;

/// <summary>What an exception of Npgsql means to the ports.</summary>
internal static class PostgresErrors
{
    /// <summary>The transaction was rolled back for another's sake; the same again may succeed.</summary>
    public static bool IsRolledBack(Exception e) =>
        e is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable };

    /// <summary>
    /// The statement was wrong, and will be when it is repeated: data, constraints, syntax, limits, a trigger's refusal.
    /// A prepared statement that a pooler mixed up is not: the statement itself is good.
    /// </summary>
    public static bool IsPoison(Exception e) =>
        e is PostgresException { SqlState: { Length: 5 } state and not PostgresErrorCodes.DuplicatePreparedStatement }
        && state[..2] is "21" or "22" or "23" or "42" or "54" or "P0";

    /// <summary>The database is out of reach, or its answer was lost.</summary>
    public static bool IsUnavailable(Exception e) =>
        !IsPoison(e) && e is NpgsqlException or TimeoutException or IOException or SocketException;
}
