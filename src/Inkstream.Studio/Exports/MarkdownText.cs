using System.Text;

namespace Inkstream.Studio.Exports;

/// <summary>Writes people's text into Markdown so that it reads as it was written (CommonMark, and the tables and strikes of GitHub's).</summary>
internal static class MarkdownText
{
    /// <summary>A text that stays on one line, such as a heading.</summary>
    public static string Line(string text) => Escape(Texts.Text.OneLine(text));

    /// <summary>A text of paragraphs, each line behind <paramref name="indent"/>: a single line break stays one.</summary>
    public static string Block(string text, string indent = "")
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(line => Escape(Texts.Text.OneLine(line))).ToList();
        var block = new StringBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Length == 0)
                continue;
            if (block.Length > 0)
                block.Append(lines[i - 1].Length == 0 ? "\n\n" : "\\\n").Append(indent);
            block.Append(lines[i]);
        }

        return block.ToString();
    }

    private static string Escape(string line)
    {
        var text = new StringBuilder(line.Length + 8);
        var digits = 0;
        while (digits < line.Length && char.IsAsciiDigit(line[digits]))
            digits++;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];

            // What means something anywhere, and what does at the beginning of a line only.
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '~' or '|' or '&' or '$'
                || (i == 0 && c is '#' or '+' or '-' or '=' or ':')
                || (i == digits && digits is > 0 and < 10 && c is '.' or ')'))
                text.Append('\\');
            text.Append(c);
        }

        return text.ToString();
    }
}
