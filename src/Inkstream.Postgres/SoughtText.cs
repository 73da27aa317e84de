namespace Inkstream.Postgres;

/// <summary>What a search looks for: the numbers that <c>grams</c> in the schema makes of a text that holds it.</summary>
/// <param name="ownerId">Whose texts are searched.</param>
/// <param name="text">What for.</param>
internal sealed class SoughtText(Guid ownerId, string text)
{
    // As in grams: 21 bits each for the owner, for a character and for the one behind it.
    private const int Bits = 21;

    private readonly int[] _characters = [.. Lowered(text).EnumerateRunes().Select(rune => rune.Value)];

    public Guid OwnerId => ownerId;

    /// <summary>The text itself; letters of ASCII small, as <c>lower()</c> in the C locale makes them.</summary>
    public string Lower => Lowered(text);

    /// <summary>Its characters two by two, or the only one.</summary>
    public long[] Grams
    {
        get
        {
            var owner = Convert.ToInt64(ownerId.ToString("N")[^6..], 16) & ((1L << Bits) - 1);
            long Gram(int at, int next) => (((owner << Bits) | (uint)at) << Bits) | (uint)next;
            return _characters is [var only] ? [Gram(only, 0)] : [.. _characters.Zip(_characters.Skip(1), Gram).Distinct()];
        }
    }

    /// <summary>Whether every text with these <see cref="Grams"/> holds it.</summary>
    public bool IsExact => _characters.Length <= 2;

    private static string Lowered(string text) => string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c));
}
