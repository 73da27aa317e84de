using System.Globalization;

namespace Inkstream.Studio.Texts;

/// <summary>
/// Marks other people's text in a prompt as data. The marker is the first that occurs in none of the texts, so no text
/// can close its own fence, and the same texts always give the same prompt.
/// </summary>
internal sealed class Fence
{
    private readonly string marker;

    private Fence(string marker) => this.marker = marker;

    /// <summary>The line that opens fenced text.</summary>
    public string Opening => $"<<<{marker}";

    /// <summary>The line that closes it.</summary>
    public string Closing => $"{marker}>>>";

    /// <summary>A fence that none of the texts can close.</summary>
    public static Fence For(IEnumerable<string?> texts)
    {
        // Full-width look-alikes read the same to a model.
        var all = string.Join('\n', texts.Select(text => Text.Narrow(text ?? "")));
        var number = 1;
        while (all.Contains(Marker(number), StringComparison.OrdinalIgnoreCase)) number++;
        return new(Marker(number));
    }

    /// <summary>The text between the marks, on lines of their own.</summary>
    public string Around(string text) => $"{Opening}\n{text.ReplaceLineEndings("\n").Trim('\n')}\n{Closing}";

    // The stop after the number keeps MATERIAL-1 from being found in MATERIAL-12.
    private static string Marker(int number) => string.Create(CultureInfo.InvariantCulture, $"MATERIAL-{number}.");
}
