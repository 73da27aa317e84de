using System.Text;
using Inkstream.Studio.Exports;

namespace Inkstream.Studio.Outlines.Exchange;

/// <summary>Writes the submission form as Markdown.</summary>
internal static class OutlineMarkdown
{
    /// <summary>The file's text.</summary>
    public static string Write(SubmissionForm form)
    {
        var (text, colon) = (new StringBuilder(), FormWords.In(form.Language).Colon);
        text.Append("# ").Append(MarkdownText.Line(form.Title)).Append("\n\n");
        foreach (var fact in form.Facts)
            text.Append("- **").Append(MarkdownText.Line(fact.Label)).Append("**").Append(colon).Append(MarkdownText.Line(fact.Value)).Append('\n');
        foreach (var section in form.Sections)
        {
            text.Append("\n## ").Append(MarkdownText.Line(section.Heading)).Append('\n');
            foreach (var block in section.Blocks)
                Write(text.Append('\n'), block, colon);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, FormBlock block, string colon)
    {
        switch (block)
        {
            case FormBlock.Heading heading:
                text.Append("### ").Append(MarkdownText.Line(heading.Text)).Append('\n');
                break;
            case FormBlock.Paragraph paragraph:
                if (paragraph.Label is { } label)
                    text.Append("**").Append(MarkdownText.Line(label)).Append("**").Append(colon);
                text.Append(MarkdownText.Block(paragraph.Text)).Append('\n');
                break;
            case FormBlock.Points points:
                text.Append("**").Append(MarkdownText.Line(points.Label)).Append("**\n\n");
                foreach (var point in points.Texts)
                    text.Append("- ").Append(MarkdownText.Block(point, indent: "  ")).Append('\n');
                break;
        }
    }
}
