namespace Inkstream.Extraction;

/// <summary>
/// What was held back behind a quote and is now read again. Never more than one hold-back, and a hold-back has at most
/// three quotes, so a character is read a handful of times at most.
/// </summary>
internal sealed class UnreadChars
{
    private char[] _chars = new char[64];
    private int _count;

    public void Put(ReadOnlySpan<char> text)
    {
        if (_count + text.Length > _chars.Length)
            Array.Resize(ref _chars, (_count + text.Length) * 2);
        for (var i = text.Length - 1; i >= 0; i--)
            _chars[_count++] = text[i];
    }

    public bool TryTake(out char c)
    {
        c = default;
        if (_count == 0)
            return false;
        c = _chars[--_count];
        return true;
    }
}
