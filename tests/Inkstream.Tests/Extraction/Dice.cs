namespace Inkstream.Tests.Extraction;

/// <summary>Choices that follow from one number, so that FsCheck can replay a text by its seed.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    public int Below(int bound) => _random.Next(bound);

    public bool OneIn(int n) => _random.Next(n) == 0;

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];

    public string Many(int atMost, Func<string> make) => string.Concat(Enumerable.Range(0, Below(atMost + 1)).Select(_ => make()));

    /// <summary>The text in pieces of any length, empty ones too, cut anywhere.</summary>
    public IEnumerable<string> Split(string text)
    {
        var longest = Of(1, 2, 5, 40);
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(Below(longest + 1), text.Length - at);
            yield return text.Substring(at, length);
            at += length;
        }
    }
}
