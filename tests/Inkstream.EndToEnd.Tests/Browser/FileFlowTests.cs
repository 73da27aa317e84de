using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Inkstream.EndToEnd.Tests.Browser;

/// <summary>The whole way: from an idea to files that are really there, and from a file back into the studio; and found again.</summary>
public sealed class FileFlowTests(Chromium chromium) : BrowserTest(chromium)
{
    [Theory]
    [InlineData("zh-CN", ColorScheme.Light, 1280)]
    [InlineData("en-GB", ColorScheme.Dark, 390)]
    public async Task From_an_idea_to_an_outline_that_is_edited_renewed_restored_taken_away_brought_back_and_found(string locale, ColorScheme scheme, int width)
    {
        var (studio, model) = await ScriptedAsync();
        model.Enqueue(Script.Text(Answers.Of(2, "创意")));
        var (ideation, _) = await studio.Api.CreateAsync(2, model: "scripted");
        await studio.Api.ReadOverAsync(ideation);
        var tab = await OpenAsync(studio, $"/ideations/{ideation}", locale, width, scheme);
        model.Enqueue(Script.Text(OutlineText.Whole("甲")));
        await tab.Cards.First.GetByTestId("outline").ClickAsync();
        await tab.By("start").ClickAsync();
        var id = await IdAsync(tab, "outlines");
        await tab.StatusIsAsync("completed");

        // Edited, one part written anew, the two compared, and the first version of all brought back: that says what it is.
        await Part(tab, "selling_points").GetByTestId("edit").ClickAsync();
        await Expect(tab.By("editor")).Not.ToContainTextAsync("{{");
        await tab.Field("field-points").FillAsync("我的第一点");
        await tab.Page.Keyboard.PressAsync("Shift+Enter");
        await tab.Page.Keyboard.InsertTextAsync("它的第二行");
        await Expect(tab.By("save-state")).ToHaveAttributeAsync("data-save", "saved");
        await tab.By("done").ClickAsync();
        (await studio.Api.ReadOutlineAsync(id)).Component("selling_points")!.ToJsonString().ShouldBe(new JsonArray("我的第一点\n它的第二行").ToJsonString());
        await Expect(Part(tab, "selling_points").Locator("li")).ToHaveCountAsync(1);
        model.Enqueue(Script.Text("""{"selling_points":["新一","新二","新三"]}"""));
        await MenuAsync(tab, "selling_points", "anew");
        await tab.By("anew-start").ClickAsync();
        await Expect(Part(tab, "selling_points").Locator("li")).ToHaveTextAsync(["新一", "新二", "新三"]);
        await tab.StatusIsAsync("completed");
        await MenuAsync(tab, "selling_points", "versions");
        await Expect(tab.By("version")).ToHaveCountAsync(3);
        await Expect(tab.By("comparison").Locator("[data-side=from] mark").First).ToContainTextAsync("我的");
        await tab.By("version").Nth(2).GetByTestId("restore-version").ClickAsync();
        await Expect(tab.By("version")).ToHaveCountAsync(4);
        await Expect(tab.By("version").First.GetByTestId("byline")).ToContainTextAsync(locale == "zh-CN" ? "你恢复的" : "Restored by you");
        await Expect(tab.By("version").First.GetByTestId("origin")).ToHaveTextAsync(
            locale == "zh-CN" ? "取自第 1 版，由 scripted 写成" : "from version 1, written by scripted");
        (await tab.AxeAsync()).ShouldBeEmpty();
        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(Part(tab, "selling_points").GetByTestId("byline")).ToContainTextAsync(locale == "zh-CN" ? "你恢复的" : "Restored by you");

        // Where all of it came from, drawn.
        await tab.By("menu").ClickAsync();
        await tab.By("open-lineage").ClickAsync();
        await Expect(tab.Page.Locator(".react-flow__node").First).ToBeVisibleAsync();
        (await tab.Page.Locator(".react-flow__edge").CountAsync()).ShouldBeGreaterThan(2);
        await tab.Page.Keyboard.PressAsync("Escape");

        // Taken away in every format: files with the title in their names, and in them what was written.
        var read = await studio.Api.ReadOutlineAsync(id);
        var title = read.Component("title")!.GetValue<string>();
        var description = read.Component("characters")![0]!["description"]!.GetValue<string>();
        Encoding.UTF8.GetString(await DownloadAsync(tab, "md", title)).ShouldContain(description);
        var fountain = Encoding.UTF8.GetString(await DownloadAsync(tab, "fountain", title));
        fountain.ShouldStartWith("Title:");
        fountain.ShouldContain(title);
        var docx = new ZipArchive(new MemoryStream(await DownloadAsync(tab, "docx", title)));
        await using (docx.ConfigureAwait(false))
        {
            using var text = new StreamReader(docx.GetEntry("word/document.xml")!.Open());
            (await text.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldContain(description);
        }

        var file = await DownloadAsync(tab, "json", title);
        JsonNode.Parse(file)!["format"]!.GetValue<string>().ShouldBe("inkstream-outline");

        // And brought back through the page, with all that it was.
        await studio.Api.ExpectAsync(204, HttpMethod.Delete, $"/api/outlines/{id}");
        await tab.GoAsync("/");
        await ImportAsync(tab, title + ".json", file);
        var imported = await IdAsync(tab, "outlines", not: id);
        await Expect(Part(tab, "title")).ToContainTextAsync(title);
        await Expect(Part(tab, "selling_points").GetByTestId("byline")).ToContainTextAsync(locale == "zh-CN" ? "你恢复的" : "Restored by you");
        (await DownloadAsync(tab, "json", title)).ShouldBe(file);

        // Found by a Chinese word of its text, and opened from there.
        await tab.GoAsync("/");
        await tab.Field("search").FillAsync(description);
        await Expect(tab.By("library-item")).ToHaveCountAsync(1);
        await Expect(tab.By("excerpt")).ToContainTextAsync(description);
        (await tab.OverflowAsync()).ShouldBe(0);
        await tab.By("library-item").Locator("a").First.ClickAsync();
        (await IdAsync(tab, "outlines")).ShouldBe(imported);
        await Expect(Part(tab, "characters")).ToContainTextAsync(description);
    }

    [Fact]
    public async Task Ideas_are_taken_away_and_come_back_and_what_is_no_such_file_is_refused_in_words()
    {
        MayComplain.Add("status of 400");
        var (studio, model) = await ScriptedAsync();
        model.Enqueue(Script.Text(Answers.Of(3, "创意")));
        var (id, _) = await studio.Api.CreateAsync(3, "钟表匠的来信。", "scripted");
        var read = await studio.Api.ReadOverAsync(id);
        var tab = await OpenAsync(studio, $"/ideations/{id}");
        Encoding.UTF8.GetString(await DownloadAsync(tab, "md", "钟表匠的来信")).ShouldContain(read.Titles[2]);
        var file = await DownloadAsync(tab, "json", "钟表匠的来信");
        (await tab.AxeAsync()).ShouldBeEmpty();
        await tab.GoAsync("/");
        await ImportAsync(tab, "怪.json", Encoding.UTF8.GetBytes("""{"format":"something"}"""));
        await Expect(tab.By("notice")).ToContainTextAsync("含版本与来历");
        await ImportAsync(tab, "坏.json", Encoding.UTF8.GetBytes("""{"format":"inkstream-ideation"}"""));
        await Expect(tab.By("notice").Last).ToContainTextAsync("重新导出");
        await ImportAsync(tab, "来信.json", file);
        await tab.ShowsWhatGetAnswersAsync(await IdAsync(tab, "ideations", not: id), "idle");
        (await tab.CardsAsync()).Select(card => card.Title).ShouldBe(read.Titles);
    }

    /// <summary>The file as the browser saved it, under the title's name.</summary>
    private static async Task<byte[]> DownloadAsync(Tab tab, string format, string title)
    {
        var download = await tab.Page.RunAndWaitForDownloadAsync(async () =>
        {
            await tab.By("export").ClickAsync();
            await tab.By($"export-{format}").ClickAsync();
        });
        download.SuggestedFilename.ShouldBe($"{title}.{format}");
        return await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
    }

    private static Task ImportAsync(Tab tab, string name, byte[] file) =>
        tab.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/json", Buffer = file });

    private static ILocator Part(Tab tab, string part) => tab.Page.Locator($"[data-part='{part}']").First;

    private static async Task MenuAsync(Tab tab, string part, string item)
    {
        await Part(tab, part).GetByTestId("part-menu").ClickAsync();
        await Part(tab, part).GetByTestId(item).ClickAsync();
    }

    private static async Task<string> IdAsync(Tab tab, string kind, string not = "new")
    {
        await Expect(tab.Page).ToHaveURLAsync(new Regex($"/{kind}/(?!{not})[0-9a-f-]{{36}}$", RegexOptions.None, Until.Patience));
        return new Uri(tab.Page.Url).Segments[^1];
    }
}
