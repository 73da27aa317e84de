namespace Inkstream.Documents;

/// <summary>Why a transform failed (contract 3: <c>error</c>).</summary>
/// <param name="Code">Stable and machine-readable; see <see cref="RunErrors"/> and <see cref="Ports.ModelErrors"/>.</param>
/// <param name="Message">A plain sentence for the writer.</param>
/// <param name="Retryable">Whether asking again can help.</param>
public sealed record RunError(string Code, string Message, bool Retryable);

/// <summary>The failures that are not the model call's own.</summary>
public static class RunErrors
{
    /// <summary>The server that wrote it ended in the middle.</summary>
    public static RunError Interrupted { get; } = new(
        "interrupted", "The server that was writing stopped in the middle. What was written is kept; try again.", true);

    /// <summary>No attempt is left, and some parts are not there.</summary>
    public static RunError IncompleteAnswer { get; } = new(
        "incomplete_answer", "The model's answer ended before everything was written. What is there is kept; generate what is missing.", true);

    /// <summary>No attempt gave any part.</summary>
    public static RunError UnreadableAnswer { get; } = new(
        "unreadable_answer", "The model's answer could not be read. Try again, or choose another model.", true);

    /// <summary>The code of a failure inside the studio.</summary>
    public const string InternalCode = "internal_error";

    /// <summary>Something went wrong inside the studio itself; the log says what.</summary>
    public static RunError Internal { get; } = new(
        InternalCode, "Something went wrong inside the studio. Try again; if it stays, look into the server's log.", true);
}
