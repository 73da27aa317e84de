namespace Inkstream.Live;

/// <summary>The bounds of Live (invariant 10).</summary>
public static class LiveBounds
{
    /// <summary>Events that wait for one viewer; a slower one is closed and resumes.</summary>
    public const int EventsAViewer = 1024;

    /// <summary>Bytes that wait for one viewer beyond the first event.</summary>
    public const int BytesAViewer = 4 * 1024 * 1024;

    /// <summary>Viewers of one document that one thread wakes for an event; more are shared with other threads.</summary>
    public const int ViewersAWake = 1024;

    /// <summary>Documents in one read.</summary>
    public const int DocumentsARead = 256;

    /// <summary>This server's own commits to a document that are kept while it is read; more ask for another read.</summary>
    public const int CommitsDuringARead = 256;

    /// <summary>The text of those commits, in UTF-16 units.</summary>
    public const int TextDuringARead = 128 * 1024;

    /// <summary>How far behind a viewer is without any signal (invariant 7).</summary>
    public static TimeSpan Poll { get; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a new viewer waits for its first read before it is told to come back later.</summary>
    public static TimeSpan Opening { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The least time between two plain events of a document (contract 4).</summary>
    public static TimeSpan PlainPace { get; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How often a comment keeps proxies awake (contract 4: at least every 15 s).</summary>
    public static TimeSpan Comment { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Entries in one library event.</summary>
    public const int EntriesAnEvent = 100;
}
