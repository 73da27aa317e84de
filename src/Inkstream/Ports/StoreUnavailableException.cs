namespace Inkstream.Ports;

/// <summary>
/// The database could not be asked, or its answer was lost: nothing is known of the last statement. Every operation of
/// the ports may throw it; those of <see cref="IRunStore.CommitAsync"/> are safe to repeat.
/// </summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
