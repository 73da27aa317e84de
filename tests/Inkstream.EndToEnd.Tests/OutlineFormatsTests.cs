using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Inkstream.EndToEnd.Tests;

/// <summary>The files for people (contract 3), read by the programs that people read them with.</summary>
public sealed class OutlineFormatsTests(ScriptedStudio studio) : ScriptedStudioTests<ScriptedStudio>(studio)
{
    // What one format or another takes for its own.
    private const string Ugly =
        "*不是粗体* _也不是_ **x** # 一 [[注]] /* 不是注释 */ \\ < & > \" ' 𠮷 👩‍👩‍👧 = == @人 ~歌~ INT. 夜 > 中 <\n第二行\n\n=== 第二段\n# 不是标题\n> 不是引用\nCUT TO:\n\tTitle: 不是标题页";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("zh", "第一阶段 · 背景设定与人物介绍", "人设小传", "林晚（女主）")]
    [InlineData("en", "Stage 1 · The world and the people", "Characters", "林晚 (female lead)")]
    public async Task A_Fountain_parser_finds_the_title_the_sections_and_the_characters(string language, string stage, string characters, string lead)
    {
        var id = await UglyAsync(language);
        var script = await FountainAsync(await GetAsync(id, "fountain"));
        var page = script.Where(token => token.OnTitlePage).ToList();
        page.Select(token => token.Type).ShouldBe(["title", "credit", "draft_date", "notes"]);
        page[0].Text.ShouldBe("雨夜 *归途* [ [1] ] Author: 谁");

        // Nothing is anything but a section or a synopsis, whatever the texts say; and no text is lost.
        var body = script.Where(token => !token.OnTitlePage).ToList();
        body.Select(token => token.Type).Distinct(StringComparer.Ordinal).ShouldBe(["section", "synopsis"], ignoreOrder: true);
        body.Where(token => token is { Type: "section", Depth: 1 }).Last().Text.ShouldBe(characters);
        body.ShouldContain(token => token.Type == "section" && token.Depth == 2 && token.Text == stage);
        body.Where(token => token is { Type: "section", Depth: 2 }).Select(token => token.Text).ShouldContain(lead);
        var lines = Ugly.Replace("[[", "[ [", StringComparison.Ordinal).Replace("]]", "] ]", StringComparison.Ordinal).Replace("TO:", "TO：", StringComparison.Ordinal)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string.Join('\n', body.Select(token => token.Text)).ShouldContain(string.Join('\n', lines));
    }

    [Theory]
    [InlineData("zh", "项目卖点/爽点", "总集数", "60 集", "形式")]
    [InlineData("en", "Selling and satisfaction points", "Episodes", "60", "Form")]
    public async Task Word_and_LibreOffice_open_the_submission_form_and_all_of_it_is_there(string language, params string[] expected)
    {
        var id = await UglyAsync(language);
        var file = await GetAsync(id, "docx");
        using (var package = WordprocessingDocument.Open(new MemoryStream(file), isEditable: false))
        {
            new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2013).Validate(package, Cancel)
                .Select(error => $"{error.Path?.XPath}: {error.Description}").ShouldBeEmpty();
            package.PackageProperties.Title.ShouldBe("雨夜 *归途* [[1]] Author: 谁");
            package.MainDocumentPart!.StyleDefinitionsPart!.Styles!.OuterXml.ShouldContain("w:eastAsia=\"宋体\"");
        }

        // Between scripts, pdftotext puts blanks of its own.
        var text = (await LibreOfficeAsync(file)).Replace(" ", "", StringComparison.Ordinal);
        foreach (var words in (string[])[.. expected, "雨夜 *归途* [[1]] Author: 谁", "林晚", "人物小", "𠮷", "第二行", "=== 第二段", "第4条小", "/* 不是注释 */"])
            text.ShouldContain(words.Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Characters_that_XML_has_no_way_to_write_keep_no_outline_from_being_a_Word_file()
    {
        var id = await UglyAsync("zh");
        var revision = (await Api.ReadOutlineAsync(id)).RevisionOf("genre");
        await Api.SaveAsync(id, "genre", "竖排\u000B换行\u0001\uFFFE尾", revision);
        using var package = WordprocessingDocument.Open(new MemoryStream(await GetAsync(id, "docx")), isEditable: false);
        package.MainDocumentPart!.Document!.InnerText.ShouldContain("尾");
    }

    [Fact]
    public async Task Markdown_reads_as_it_was_written()
    {
        var text = Encoding.UTF8.GetString(await GetAsync(await UglyAsync("zh"), "md"));
        text.ShouldStartWith("# 雨夜 \\*归途\\* \\[\\[1\\]\\] Author: 谁\n");
        text.ShouldContain("\\*不是粗体\\* \\_也不是\\_ \\*\\*x\\*\\* # 一 \\[\\[注\\]\\]");
        text.ShouldContain("\\\n第二行\n\n\\=== 第二段\\\n\\# 不是标题\\\n\\> 不是引用");
        text.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).ShouldBe(
            ["## 项目卖点/爽点", "## 故事设定", "## 故事梗概", "## 故事大纲", "## 人设小传"]);
    }

    /// <summary>An outline with ugly texts in it.</summary>
    private async Task<string> UglyAsync(string language)
    {
        Model.Enqueue(Script.Text(OutlineText.Whole("小")));
        var created = await Api.ExpectAsync(
            201, HttpMethod.Post, "/api/outlines", new JsonObject { ["sourceText"] = Ugly, ["language"] = language, ["totalEpisodes"] = 60 }.ToJsonString());
        var id = created!["id"]!.GetValue<string>();
        (await Api.OutlineOverAsync(id)).Status.ShouldBe("completed");
        await Api.SaveAsync(id, "title", "雨夜 *归途* [[1]] Author: 谁", 1);
        await Api.SaveAsync(id, "setting", new JsonObject { ["core_setting_summary"] = Ugly, ["key_scenes"] = new JsonArray(Ugly) }, 1);
        return id;
    }

    private async Task<byte[]> GetAsync(string id, string format)
    {
        using var response = await Api.SendAsync(HttpMethod.Get, $"/api/outlines/{id}/export?format={format}");
        return await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(Cancel);
    }

    private sealed record Token(string Type, string Text, int Depth, bool OnTitlePage);

    /// <summary>What fountain-js makes of it; texts as its own inline lexer shows them.</summary>
    private static async Task<IReadOnlyList<Token>> FountainAsync(byte[] file)
    {
        const string program =
            """
            import fountain from "fountain-js";
            import { readFileSync } from "node:fs";
            const { Fountain, InlineLexer } = fountain;
            const script = new Fountain().parse(readFileSync(0, "utf8"), true);
            const plain = (html) => html.replace(/<br \/>/g, "\n").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#0?39;/g, "'").replace(/&amp;/g, "&");
            const onPage = new Set(["title", "credit", "author", "authors", "source", "notes", "draft_date", "date", "contact", "copyright", "revision"]);
            const told = script.tokens.filter((token) => token.type !== "spaces").map((token) => ({
              Type: token.type, Text: plain(InlineLexer.reconstruct(token.text ?? "")), Depth: token.depth ?? 0, OnTitlePage: onPage.has(token.type) }));
            console.log(JSON.stringify(told));
            """;
        var output = await RunAsync("node", ["--input-type=module", "-e", program], Path.Combine(Repository.Root, "web"), file);
        return System.Text.Json.JsonSerializer.Deserialize<List<Token>>(output)!;
    }

    /// <summary>The text of the PDF that LibreOffice makes of it.</summary>
    private static async Task<string> LibreOfficeAsync(byte[] file)
    {
        var folder = Directory.CreateTempSubdirectory("inkstream-docx-").FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "outline.docx"), file, Cancel);
            await RunAsync(
                "soffice", ["--headless", $"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", "--outdir", folder, Path.Combine(folder, "outline.docx")],
                folder);
            return await RunAsync("pdftotext", ["-layout", Path.Combine(folder, "outline.pdf"), "-"], folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string folder, byte[]? input = null)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.StandardInput.BaseStream.WriteAsync(input ?? [], Cancel);
        process.StandardInput.Close();
        await process.WaitForExitAsync(Cancel);
        process.ExitCode.ShouldBe(0, $"{program}: {await errors}");
        return await output;
    }
}
