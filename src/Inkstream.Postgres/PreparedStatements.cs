using Npgsql;

namespace Inkstream.Postgres;

/// <summary>
/// Whether a statement that one connection prepared is there when it comes back to it. Through a pooler in transaction
/// mode that does not keep them (PgBouncer before 1.21) it is not, and every commit would fail.
/// </summary>
internal static class PreparedStatements
{
    /// <exception cref="PostgresRefusedException">They do not stay.</exception>
    public static async Task CheckAsync(string connectionString, CancellationToken cancel)
    {
        var own = new NpgsqlConnectionStringBuilder(connectionString);
        if (own.MaxAutoPrepare == 0)
            return;
        (own.Pooling, own.MaxAutoPrepare) = (false, 0);
        await using var connection = new NpgsqlConnection(own.ToString());
        await connection.OpenAsync(cancel);
        await using var prepared = new NpgsqlCommand("SELECT 1", connection);
        await prepared.PrepareAsync(cancel);
        await prepared.ExecuteNonQueryAsync(cancel);

        // A pooler gives the session that is free now to the next transaction, and a connection that comes back another.
        await using var other = new NpgsqlConnection(own.ToString());
        await other.OpenAsync(cancel);
        await using var holding = await other.BeginTransactionAsync(cancel);
        await using (var holds = new NpgsqlCommand("SELECT 1", other, holding))
            await holds.ExecuteNonQueryAsync(cancel);
        try
        {
            await prepared.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidSqlStatementName)
        {
            throw new PostgresRefusedException(
                "Storage:ConnectionString leads to a pooler in transaction mode that does not keep prepared statements: it takes PostgreSQL itself, a pooler in session mode, or PgBouncer 1.21 or later with max_prepared_statements; or add Max Auto Prepare=0 to it.", e);
        }
    }
}
