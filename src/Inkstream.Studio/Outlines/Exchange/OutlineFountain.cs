using System.Text;
using Inkstream.Studio.Texts;

namespace Inkstream.Studio.Outlines.Exchange;

/// <summary>
/// Writes the submission form as Fountain: a title page, then sections whose texts are synopses. An outline has no scenes
/// yet, so a screenwriting tool shows it as its structure, and the script is written into it.
/// </summary>
internal static class OutlineFountain
{
    /// <summary>The file's text.</summary>
    public static string Write(SubmissionForm form, DateTimeOffset createdAt)
    {
        var (text, words) = (new StringBuilder(), FormWords.In(form.Language));
        text.Append("Title: ").Append(Line(form.Title)).Append('\n')
            .Append("Credit: ").Append(words.Outline).Append('\n')
            .Append("Draft date: ").AppendFormat(System.Globalization.CultureInfo.InvariantCulture, "{0:yyyy-MM-dd}", createdAt).Append('\n')
            .Append("Notes: ").AppendJoin(" · ", form.Facts.Skip(1).Select(fact => $"{Line(fact.Label)} {Line(fact.Value)}")).Append('\n');
        foreach (var section in form.Sections)
        {
            text.Append("\n# ").Append(Line(section.Heading)).Append('\n');
            foreach (var block in section.Blocks)
                Write(text, block, words);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, FormBlock block, FormWords words)
    {
        switch (block)
        {
            case FormBlock.Heading heading:
                text.Append("\n## ").Append(Line(heading.Text)).Append('\n');
                break;
            case FormBlock.Paragraph paragraph:
                Synopses(text, paragraph.Label is { } label ? label + words.Colon + paragraph.Text : paragraph.Text);
                break;
            case FormBlock.Points points:
                Synopses(text, points.Label + words.Colon);
                foreach (var point in points.Texts)
                    Synopses(text, "· " + point);
                break;
        }
    }

    // A synopsis is one line: each line of a text is one of its own.
    private static void Synopses(StringBuilder text, string several)
    {
        foreach (var line in several.ReplaceLineEndings("\n").Split('\n').Select(Line))
            if (line.Length > 0)
                text.Append("\n= ").Append(line).Append('\n');
    }

    /// <summary>
    /// On one line, with what Fountain would take for emphasis, a comment, a note or a transition disarmed. For the brackets
    /// of a note and the colon of a transition there is no escape: a blank between them, and a wide colon, it is.
    /// </summary>
    private static string Line(string text)
    {
        var line = new StringBuilder(text.Length + 8);
        foreach (var c in Text.OneLine(text))
        {
            if (c is '*' or '_' or '\\')
                line.Append('\\');
            else if (c is '[' or ']' && line.Length > 0 && line[^1] == c)
                line.Append(' ');
            line.Append(c);
        }

        if (line.Length > 4 && line.ToString(line.Length - 4, 4) == " TO:")
            line[^1] = '：';
        return line.ToString();
    }
}
