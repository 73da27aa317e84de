namespace Inkstream.Studio.Ideations;

/// <summary>What a further generation is for (contract, section 3).</summary>
internal static class GenerationModes
{
    /// <summary>New cards in place of those that were not kept.</summary>
    public const string Regenerate = "regenerate";

    /// <summary>New cards beside those that are there.</summary>
    public const string More = "more";

    /// <summary>The cards that the last generation owes.</summary>
    public const string Missing = "missing";

    /// <summary>Only a new title for one card; its body stays.</summary>
    public const string Title = "title";

    /// <summary>Whether <paramref name="mode"/> is one of them.</summary>
    public static bool IsKnown(string? mode) => mode is Regenerate or More or Missing or Title;
}
