namespace Inkstream.Studio.Vocabulary;

/// <summary>The languages a document can be written in (contract, section 3).</summary>
internal static class Languages
{
    /// <summary>Chinese, the default.</summary>
    public const string Chinese = "zh";

    /// <summary>English.</summary>
    public const string English = "en";

    /// <summary>Whether <paramref name="language"/> is one of ours.</summary>
    public static bool IsKnown(string? language) => language is Chinese or English;
}
