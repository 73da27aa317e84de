namespace Inkstream.Extraction;

/// <summary>
/// The way from a part's value to one string inside it: names and indexes; empty for a part that is itself a string
/// (contract 4, <c>draft</c>). One instance serves all the text of one string.
/// </summary>
public sealed class DraftPath(params DraftStep[] steps)
{
    /// <summary>The steps, outermost first.</summary>
    public IReadOnlyList<DraftStep> Steps { get; } = steps;

    /// <summary>The path of a part that is itself a string.</summary>
    public static DraftPath Empty { get; } = new();
}

/// <summary>One step: a member's name, or an index when <paramref name="Name"/> is null.</summary>
public readonly record struct DraftStep(string? Name, int Index)
{
    /// <summary>A step into an object's member.</summary>
    public static DraftStep Of(string name) => new(name, 0);

    /// <summary>A step into an array's element.</summary>
    public static DraftStep Of(int index) => new(null, index);
}
