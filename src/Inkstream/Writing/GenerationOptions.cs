namespace Inkstream.Writing;

/// <summary>How generations are written (contract 2: <c>Generation</c>, <c>Chunks</c>, <c>Models:IdleTimeout</c>).</summary>
public sealed class GenerationOptions
{
    /// <summary>Generations this server runs at once.</summary>
    public int Parallel { get; set; } = 32;

    /// <summary>How long a silent worker keeps its run.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Further attempts after the first.</summary>
    public int MaxRetries { get; set; } = 2;

    /// <summary>Silence after which a model call counts as dropped.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long after its end a transform keeps its chunks.</summary>
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromHours(1);
}

/// <summary>The bounds of writing (invariant 10).</summary>
public static class WritingBounds
{
    /// <summary>Text of one run that waits for its commit, in UTF-16 units; beyond it the model's stream is not read.</summary>
    public const int PendingText = 64 * 1024;

    /// <summary>The longest answer that is read, in UTF-16 units.</summary>
    public const int Answer = 8 * 1024 * 1024;

    /// <summary>How long the model may go on once everything that was asked for is there.</summary>
    public static TimeSpan Tail { get; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a worker looks for work that no signal told it of.</summary>
    public static TimeSpan WorkPoll { get; } = TimeSpan.FromSeconds(1);

    /// <summary>How soon a worker looks again when somebody else took what was due.</summary>
    public static TimeSpan LeastWait { get; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How soon a batch is tried again that somebody else's lock held up; it doubles.</summary>
    public static TimeSpan FirstHeldWait { get; } = TimeSpan.FromMilliseconds(5);

    /// <summary>The longest such wait.</summary>
    public static TimeSpan LongestHeldWait { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often the sweep looks for chunks whose time has passed.</summary>
    public static TimeSpan SweepPeriod { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Transforms that one sweep takes at a time.</summary>
    public const int SweepBatch = 100;

    /// <summary>The first wait before a retry; it doubles.</summary>
    public static TimeSpan FirstBackoff { get; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait before a retry, whatever the model's server asks for.</summary>
    public static TimeSpan LongestBackoff { get; } = TimeSpan.FromMinutes(1);
}
