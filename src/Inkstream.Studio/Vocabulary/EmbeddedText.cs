namespace Inkstream.Studio.Vocabulary;

/// <summary>Reads the texts that are embedded in this assembly.</summary>
internal static class EmbeddedText
{
    /// <summary>The lines of a text; a missing one is a bug.</summary>
    public static IReadOnlyList<string> Lines(string name)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is not embedded.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n')];
    }
}
