namespace Inkstream.Extraction;

internal enum ProseStep
{
    /// <summary>The character was prose.</summary>
    Prose,

    /// <summary>An object began before this character, which belongs to it.</summary>
    Object,

    /// <summary>An array began before this character, which belongs to it.</summary>
    Array,
}

/// <summary>
/// Reads what stands around JSON: prose, code fences (prose to us) and <c>&lt;think&gt;</c> blocks, which are skipped
/// whatever they contain. A bracket begins JSON only when what follows it can, so <c>{title}</c> and <c>[1]</c> are prose.
/// </summary>
internal sealed class ProseScanner(bool arrays)
{
    private readonly ThinkTag _opening = new("<think");
    private readonly ThinkTag _closing = new("</think");
    private bool _thinking;
    private char _bracket;

    public ProseStep Feed(char c)
    {
        if (_thinking)
        {
            _thinking = !_closing.Feed(c);
            return ProseStep.Prose;
        }

        if (_bracket != 0)
        {
            if (JsonChars.IsBlank(c))
                return ProseStep.Prose;
            var bracket = _bracket;
            _bracket = default;
            if (bracket == '{' && (c is '"' or '}'))
                return ProseStep.Object;
            if (bracket == '[' && (c is '{' or '[' or '"' or ']'))
                return ProseStep.Array;
        }

        if (_opening.Feed(c))
            _thinking = true;
        else if (c == '{' || (arrays && c == '['))
            _bracket = c;
        return ProseStep.Prose;
    }

    /// <summary>Finds <c>&lt;think&gt;</c> or <c>&lt;thinking&gt;</c> in any case and any split; '&lt;' occurs only at its start, so no way back is needed.</summary>
    private sealed class ThinkTag(string head)
    {
        private readonly string _long = head + "ing>";
        private int _matched;

        public bool Feed(char c)
        {
            c = char.ToLowerInvariant(c);
            if (c == _long[_matched])
                _matched++;
            else if (c == '>' && _matched == head.Length)
                _matched = _long.Length;
            else
                _matched = c == '<' ? 1 : 0;
            if (_matched < _long.Length)
                return false;
            _matched = 0;
            return true;
        }
    }
}
