namespace Inkstream.Bench.Writer;

/// <summary>How the writers of a measure write.</summary>
internal enum Manner
{
    /// <summary>At a steady rate, like models.</summary>
    Paced,

    /// <summary>The next delta when the last is committed.</summary>
    WaitForCommit,

    /// <summary>As fast as they are read.</summary>
    FlatOut,
}

/// <summary>One measure.</summary>
/// <param name="Writers">Running transforms, each with one viewer.</param>
/// <param name="Manner">How they write.</param>
/// <param name="Rate">Deltas a second of each, when paced.</param>
/// <param name="DeltasAnIdea">After that many an idea closes.</param>
/// <param name="WarmUp">Not counted.</param>
/// <param name="Time">Counted.</param>
internal sealed record Load(int Writers, Manner Manner, double Rate, int DeltasAnIdea, TimeSpan WarmUp, TimeSpan Time)
{
    /// <summary>All close their ideas between the same two deltas, as no models do: the hardest moment there is.</summary>
    public bool InStep { get; init; }
}
