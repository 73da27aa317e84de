namespace Inkstream.Sqlite;

/// <summary>Another process owns the database file (contract 2: a second one on the same path refuses to start).</summary>
public sealed class StoreInUseException(string message, Exception inner) : Exception(message, inner);
