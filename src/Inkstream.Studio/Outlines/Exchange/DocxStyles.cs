using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Languages = Inkstream.Studio.Vocabulary.Languages;

namespace Inkstream.Studio.Outlines.Exchange;

/// <summary>The styles of a submission form: Word's own names, so that they show up in its style list and in its navigation.</summary>
internal static class DocxStyles
{
    // The fonts that submissions in China are set in; who has not got them gets what stands in for them.
    private const string Songti = "宋体", Heiti = "黑体", Serif = "Times New Roman", Sans = "Arial";
    private const string Ink = "1F2328", Quiet = "57606A", Line = "C9CED6", Shade = "F3F4F6";

    /// <summary>All styles.</summary>
    public static Styles Of(string language) => new(
    [
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                Fonts(Serif, Songti), new Color { Val = Ink }, new FontSize { Val = "22" }, new FontSizeComplexScript { Val = "22" },
                new DocumentFormat.OpenXml.Wordprocessing.Languages { Val = "en-US", EastAsia = "zh-CN" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(
                new SpacingBetweenLines { After = "120", Line = "340", LineRule = LineSpacingRuleValues.Auto }))),
        Style("Normal", "Normal", null, isDefault: true),
        Style("Title", "Title", "Normal", Paragraph(new KeepNext(), Space(0, 280), new Justification { Val = JustificationValues.Center }), Run(Heiti, "40", bold: true)),
        Style("Heading1", "heading 1", "Normal", Paragraph(new KeepNext(), new KeepLines(), Space(360, 140), new OutlineLevel { Val = 0 }), Run(Heiti, "28", bold: true)),
        Style("Heading2", "heading 2", "Normal", Paragraph(new KeepNext(), new KeepLines(), Space(220, 100), new OutlineLevel { Val = 1 }), Run(Heiti, "23", bold: true)),

        // Chinese paragraphs begin two characters in; English ones do not.
        Style("BodyText", "Body Text", "Normal", language == Languages.English
            ? Paragraph(Space(0, 120))
            : Paragraph(Space(0, 120), new Indentation { FirstLineChars = 200, FirstLine = "440" }, new Justification { Val = JustificationValues.Both })),
        Style("LabelledText", "Labelled Text", "Normal", Paragraph(Space(0, 120))),
        Style("PointsLabel", "Points Label", "Normal", Paragraph(new KeepNext(), Space(120, 60))),
        Style("ListBullet", "List Bullet", "Normal", Paragraph(
            new NumberingProperties(new NumberingLevelReference { Val = 0 }, new NumberingId { Val = 1 }), Space(0, 60))),
        Style("FormLabel", "Form Label", "Normal", Paragraph(Space(60, 60)), Run(Heiti, "21", bold: true)),
        Style("FormValue", "Form Value", "Normal", Paragraph(Space(60, 60))),
        Style("Footer", "footer", "Normal", Paragraph(new Justification { Val = JustificationValues.Center }), new StyleRunProperties(new Color { Val = Quiet }, new FontSize { Val = "18" })),
        new Style(new StyleName { Val = "Label" }, new UIPriority { Val = 22 }, new PrimaryStyle(), Run(Heiti, null, bold: true))
        {
            Type = StyleValues.Character, StyleId = "Label", CustomStyle = true,
        },
        FormTable(),
    ]);

    /// <summary>The bullets.</summary>
    public static Numbering Bullets() => new(
        new AbstractNum(
            new MultiLevelType { Val = MultiLevelValues.SingleLevel },
            new Level(
                new StartNumberingValue { Val = 1 }, new NumberingFormat { Val = NumberFormatValues.Bullet }, new LevelText { Val = "•" },
                new LevelJustification { Val = LevelJustificationValues.Left },
                new PreviousParagraphProperties(new Indentation { Left = "440", Hanging = "300" }), new NumberingSymbolRunProperties(Fonts(Serif, Serif)))
            { LevelIndex = 0 })
        { AbstractNumberId = 1 },
        new NumberingInstance(new AbstractNumId { Val = 1 }) { NumberID = 1 });

    /// <summary>The page's number at its foot.</summary>
    public static Footer PageNumber() => new(new Paragraph(
        new ParagraphProperties(new ParagraphStyleId { Val = "Footer" }), new SimpleField(new Run(new Text("1"))) { Instruction = "PAGE" }));

    private static Style FormTable()
    {
        EnumValue<BorderValues> single = BorderValues.Single;
        return new Style(
            new StyleName { Val = "Form Table" },
            new UIPriority { Val = 99 },
            new StyleTableProperties(
                new TableBorders(
                    new TopBorder { Val = single, Size = 4, Color = Line }, new LeftBorder { Val = single, Size = 4, Color = Line },
                    new BottomBorder { Val = single, Size = 4, Color = Line }, new RightBorder { Val = single, Size = 4, Color = Line },
                    new InsideHorizontalBorder { Val = single, Size = 4, Color = Line }, new InsideVerticalBorder { Val = single, Size = 4, Color = Line }),
                new TableCellMarginDefault(new TableCellLeftMargin { Width = 140, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 140, Type = TableWidthValues.Dxa })),
            new TableStyleProperties(new TableStyleConditionalFormattingTableCellProperties(new Shading { Val = ShadingPatternValues.Clear, Fill = Shade }))
            {
                Type = TableStyleOverrideValues.FirstColumn,
            })
        {
            Type = StyleValues.Table, StyleId = "FormTable", CustomStyle = true,
        };
    }

    private static Style Style(string id, string name, string? basedOn, StyleParagraphProperties? paragraph = null, StyleRunProperties? run = null, bool isDefault = false)
    {
        var style = new Style(new StyleName { Val = name }) { Type = StyleValues.Paragraph, StyleId = id };
        if (isDefault)
            style.Default = true;
        if (basedOn is not null)
            style.Append(new BasedOn { Val = basedOn });
        if (id is "Title" or "Heading1" or "Heading2")
            style.Append(new NextParagraphStyle { Val = "BodyText" });
        style.Append(new PrimaryStyle());
        if (paragraph is not null)
            style.Append(paragraph);
        if (run is not null)
            style.Append(run);
        return style;
    }

    private static StyleParagraphProperties Paragraph(params OpenXmlElement[] properties) => new(properties);

    private static SpacingBetweenLines Space(int before, int after) => new()
    {
        Before = before.ToString(System.Globalization.CultureInfo.InvariantCulture), After = after.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private static StyleRunProperties Run(string eastAsia, string? size, bool bold)
    {
        var run = new StyleRunProperties(Fonts(Sans, eastAsia));
        if (bold)
            run.Append(new Bold());
        if (size is not null)
            run.Append(new FontSize { Val = size });
        return run;
    }

    private static RunFonts Fonts(string ascii, string eastAsia) => new() { Ascii = ascii, HighAnsi = ascii, EastAsia = eastAsia, ComplexScript = ascii };
}
