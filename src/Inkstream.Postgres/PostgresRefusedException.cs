namespace Inkstream.Postgres;

/// <summary>The database cannot be used as the settings say: one line that names the key. Stops the start (contract 2).</summary>
public sealed class PostgresRefusedException(string message, Exception? inner = null) : Exception(message, inner);
