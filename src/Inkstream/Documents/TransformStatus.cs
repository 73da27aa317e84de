namespace Inkstream.Documents;

/// <summary>What became of one transform (contract 3).</summary>
public enum TransformStatus
{
    /// <summary>Waits for a worker, or for the time of its retry.</summary>
    Queued,

    /// <summary>A worker has it.</summary>
    Running,

    /// <summary>Brought all that was asked for.</summary>
    Completed,

    /// <summary>Ended without; a successor may go on.</summary>
    Failed,

    /// <summary>A person stopped it.</summary>
    Cancelled,
}

/// <summary>The words for <see cref="TransformStatus"/> in the database and on the wire.</summary>
public static class TransformStatusWords
{
    /// <summary>The word: <c>running</c>.</summary>
    public static string Word(this TransformStatus status) => status switch
    {
        TransformStatus.Queued => "queued",
        TransformStatus.Running => "running",
        TransformStatus.Completed => "completed",
        TransformStatus.Failed => "failed",
        TransformStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>Reads the word back.</summary>
    public static TransformStatus Read(string word) => word switch
    {
        "queued" => TransformStatus.Queued,
        "running" => TransformStatus.Running,
        "completed" => TransformStatus.Completed,
        "failed" => TransformStatus.Failed,
        "cancelled" => TransformStatus.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, "Not a transform's status."),
    };

    /// <summary>All that <see cref="DocumentWord"/> says (contract 3, Rules).</summary>
    public static IReadOnlyList<string> DocumentWords { get; } = ["idle", "streaming", "completed", "failed", "cancelled"];

    /// <summary>Whether it still goes on: a document whose newest generation does is <c>streaming</c>.</summary>
    public static bool IsActive(this TransformStatus status) => status is TransformStatus.Queued or TransformStatus.Running;

    /// <summary>The document's status while this is its newest generation's newest attempt (contract 3, Rules).</summary>
    public static string DocumentWord(this TransformStatus? status) => status switch
    {
        null => "idle",
        { } s when s.IsActive() => "streaming",
        { } s => s.Word(),
    };
}
