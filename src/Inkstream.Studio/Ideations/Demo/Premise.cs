namespace Inkstream.Studio.Ideations.Demo;

/// <summary>
/// A story in three movements. Any turn goes with any end.
/// <c>[a|b]</c> is a choice; <c>{n}</c> the lead, <c>{m}</c> a second man, <c>{w}</c> a second woman.
/// </summary>
internal sealed record Premise
{
    /// <summary>Whether the lead is a woman.</summary>
    public required bool FemaleLead { get; init; }

    /// <summary>The sub-type it was written for, if one.</summary>
    public required string? Leaf { get; init; }

    /// <summary>What it can be called; no two premises share one.</summary>
    public required IReadOnlyList<string> Titles { get; init; }

    /// <summary>Who, where, and against what.</summary>
    public string Begin { get; set; } = "";

    /// <summary>What nobody saw coming.</summary>
    public IList<string> Turns { get; } = [];

    /// <summary>How it closes, whatever the turn was.</summary>
    public IList<string> Ends { get; } = [];
}
