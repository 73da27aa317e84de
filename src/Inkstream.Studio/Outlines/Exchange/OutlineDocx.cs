using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Languages = Inkstream.Studio.Vocabulary.Languages;

namespace Inkstream.Studio.Outlines.Exchange;

/// <summary>Writes the submission form as a Word document: A4, with styles, so that a producer's template can take it over.</summary>
internal static class OutlineDocx
{
    // Twentieths of a point.
    private const int LabelWidth = 2200, ValueWidth = 6826;

    /// <summary>The file.</summary>
    public static byte[] Write(SubmissionForm form, DateTimeOffset createdAt)
    {
        using var file = new MemoryStream();
        using (var package = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            package.PackageProperties.Title = Clean(form.Title);
            package.PackageProperties.Created = createdAt.UtcDateTime;
            package.PackageProperties.Language = form.Language == Languages.English ? "en-US" : "zh-CN";
            var main = package.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>("styles").Styles = DocxStyles.Of(form.Language);
            main.AddNewPart<NumberingDefinitionsPart>("numbering").Numbering = DocxStyles.Bullets();
            main.AddNewPart<FooterPart>("footer").Footer = DocxStyles.PageNumber();
            main.Document = new Document(new Body([.. Content(form), Page()]));
        }

        return file.ToArray();
    }

    private static IEnumerable<OpenXmlElement> Content(SubmissionForm form)
    {
        var colon = FormWords.In(form.Language).Colon;
        yield return Paragraph("Title", form.Title);
        yield return Facts(form.Facts);
        foreach (var section in form.Sections)
        {
            yield return Paragraph("Heading1", section.Heading);
            foreach (var paragraph in section.Blocks.SelectMany(block => Paragraphs(block, colon)))
                yield return paragraph;
        }
    }

    private static IEnumerable<Paragraph> Paragraphs(FormBlock block, string colon)
    {
        switch (block)
        {
            case FormBlock.Heading heading:
                yield return Paragraph("Heading2", heading.Text);
                break;
            case FormBlock.Paragraph text:
                var lines = text.Text.ReplaceLineEndings("\n").Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).ToList();
                for (var i = 0; i < lines.Count; i++)
                    yield return i == 0 && text.Label is { } label
                        ? Labelled("LabelledText", label + colon, lines[i].Trim())
                        : Paragraph("BodyText", lines[i].Trim());
                break;
            case FormBlock.Points points:
                yield return Labelled("PointsLabel", points.Label, null);
                foreach (var point in points.Texts)
                    yield return Paragraph("ListBullet", point);
                break;
        }
    }

    private static Table Facts(IEnumerable<FormFact> facts) => new(
    [
        new TableProperties(
            new TableStyle { Val = "FormTable" },
            new TableWidth { Width = (LabelWidth + ValueWidth).ToString(System.Globalization.CultureInfo.InvariantCulture), Type = TableWidthUnitValues.Dxa },
            new TableJustification { Val = TableRowAlignmentValues.Center },
            new TableLayout { Type = TableLayoutValues.Fixed }),
        new TableGrid(Column(LabelWidth), Column(ValueWidth)),
        .. facts.Select(fact => new TableRow(
            new TableRowProperties(new CantSplit()), Cell(LabelWidth, "FormLabel", fact.Label), Cell(ValueWidth, "FormValue", fact.Value))),
    ]);

    private static GridColumn Column(int width) => new() { Width = width.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    private static TableCell Cell(int width, string style, string text) => new(
        new TableCellProperties(
            new TableCellWidth { Width = width.ToString(System.Globalization.CultureInfo.InvariantCulture), Type = TableWidthUnitValues.Dxa },
            new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center }),
        Paragraph(style, text));

    private static Paragraph Paragraph(string style, string text) => new(
        new ParagraphProperties(new ParagraphStyleId { Val = style }), Run(text));

    private static Paragraph Labelled(string style, string label, string? text)
    {
        var paragraph = new Paragraph(
            new ParagraphProperties(new ParagraphStyleId { Val = style }), new Run(new RunProperties(new RunStyle { Val = "Label" }), Words(label)));
        if (text is not null)
            paragraph.Append(Run(text));
        return paragraph;
    }

    // A line break of the writer's stays one.
    private static Run Run(string text)
    {
        var run = new Run();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (run.HasChildren)
                run.Append(new Break());
            run.Append(Words(line));
        }

        return run;
    }

    private static Text Words(string text) => new(Clean(text)) { Space = SpaceProcessingModeValues.Preserve };

    // XML has no way to write some characters, halves of pairs among them.
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar.ToString() : rune.ToString());
        return clean.ToString();
    }

    private static SectionProperties Page() => new(
        new FooterReference { Type = HeaderFooterValues.Default, Id = "footer" },
        new PageSize { Width = 11906, Height = 16838 },
        new PageMargin { Top = 1440, Bottom = 1440, Left = 1440, Right = 1440, Header = 720, Footer = 720, Gutter = 0 },
        new DocGrid { Type = DocGridValues.Default, LinePitch = 312 });
}
