namespace Inkstream.Ports;

/// <summary>
/// A hint to look, never data to trust (design, the life of a token 5). Hints may be lost, doubled or late; whoever
/// listens looks by itself once a second as well (invariant 7).
/// </summary>
public interface ISignal
{
    /// <summary>Calls <paramref name="heard"/> for every hint until cancelled. Heard quickly, and never throws back.</summary>
    Task ListenAsync(Action<Hint> heard, CancellationToken cancel);
}

/// <summary>What moved.</summary>
/// <param name="Subject">Of what kind.</param>
/// <param name="Id">Which; empty for all of the kind.</param>
public readonly record struct Hint(HintSubject Subject, Guid Id)
{
    /// <summary>That document has a new version, or is gone.</summary>
    public static Hint Document(Guid id) => new(HintSubject.Document, id);

    /// <summary>That person's library has a new version.</summary>
    public static Hint Library(Guid ownerId) => new(HintSubject.Library, ownerId);

    /// <summary>A run was queued, stopped or lost: workers look.</summary>
    public static Hint Work { get; } = new(HintSubject.Work, Guid.Empty);

    /// <summary>Something moved, and it is not known what: everyone looks.</summary>
    public static Hint Everything { get; } = new(HintSubject.Everything, Guid.Empty);
}

/// <summary>What a <see cref="Hint"/> is about.</summary>
public enum HintSubject
{
    /// <summary>One document.</summary>
    Document,

    /// <summary>One person's library.</summary>
    Library,

    /// <summary>The queue of runs.</summary>
    Work,

    /// <summary>All of it.</summary>
    Everything,
}
