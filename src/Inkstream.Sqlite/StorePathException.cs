namespace Inkstream.Sqlite;

/// <summary>The database cannot be opened where the settings say: one line that names the key. Stops the start (contract 2).</summary>
public class StorePathException(string message, Exception inner) : Exception(message, inner);

/// <summary>Another process owns the database file (contract 2: a second one on the same path refuses to start).</summary>
public sealed class StoreInUseException(string message, Exception inner) : StorePathException(message, inner);
