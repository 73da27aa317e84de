using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Inkstream.EndToEnd.Tests.Browser;

/// <summary>From an idea to an outline that a writer has made their own.</summary>
public sealed class OutlineFlowTests(Chromium chromium) : BrowserTest(chromium)
{
    [Theory]
    [InlineData("zh-CN", ColorScheme.Light)]
    [InlineData("en-GB", ColorScheme.Dark)]
    public async Task An_idea_becomes_an_outline_that_is_edited_written_anew_compared_and_restored(string locale, ColorScheme scheme)
    {
        var (studio, model) = await ScriptedAsync();
        model.Enqueue(Script.Text(Answers.Of(2, "创意")));
        var (ideation, _) = await studio.Api.CreateAsync(2, model: "scripted");
        await studio.Api.ReadOverAsync(ideation);
        var tab = await OpenAsync(studio, $"/ideations/{ideation}", locale, scheme: scheme);
        await tab.Cards.First.GetByTestId("outline").ClickAsync();
        await Expect(tab.By("source")).ToContainTextAsync("创意");

        // The text appears part by part, each as it closes.
        var first = model.Enqueue(Script.Text(OutlineText.Whole("甲")).InDeltas(20).HoldAfter(15));
        await tab.By("start").ClickAsync();
        await first.Held.WaitAsync(Until.Patience, TestContext.Current.CancellationToken);
        var id = await OutlineIdAsync(tab);
        await Expect(tab.By("draft-part")).ToHaveCountAsync(1);
        await Expect(tab.By("stop")).ToBeVisibleAsync();
        first.Release();
        await tab.StatusIsAsync("completed");
        await ShowsWhatGetAnswersAsync(tab, studio, id);
        (await tab.AxeAsync()).ShouldBeEmpty();

        // Edited in place: saved as it is typed, there after a reload, and told apart.
        await Part(tab, "selling_points").GetByTestId("edit").ClickAsync();
        await tab.Field("field-points").FillAsync("我的第一点\n我的第二点\n我的第三点");
        await Expect(tab.By("save-state")).ToHaveAttributeAsync("data-save", "saved");
        await tab.By("done").ClickAsync();
        await Expect(tab.By("editor")).ToHaveCountAsync(0);
        await tab.Page.ReloadAsync();
        await Expect(Part(tab, "selling_points").Locator("li")).ToHaveTextAsync(["我的第一点", "我的第二点", "我的第三点"]);
        await Expect(Part(tab, "selling_points").GetByTestId("byline")).ToHaveAttributeAsync("data-by", "person");

        // One part anew, with a note that reaches the model; nothing else moves.
        var before = await studio.Api.ReadOutlineAsync(id);
        model.Enqueue(Script.Text("""{"selling_points":["新一","新二","新三"]}"""));
        await MenuAsync(tab, "selling_points", "anew");
        await tab.Field("anew-note").FillAsync("再狠一点");
        await tab.By("anew-start").ClickAsync();
        await Expect(Part(tab, "selling_points").Locator("li")).ToHaveTextAsync(["新一", "新二", "新三"]);
        await tab.StatusIsAsync("completed");
        model.Requests[^1].Prompt.ShouldContain("再狠一点");
        var after = await studio.Api.ReadOutlineAsync(id);
        foreach (var component in OutlineApi.Components.Where(one => one != "selling_points"))
            after.RevisionOf(component).ShouldBe(before.RevisionOf(component), component);

        // Compared word by word, and the writer's own text brought back.
        await MenuAsync(tab, "selling_points", "versions");
        await Expect(tab.By("version")).ToHaveCountAsync(3);
        await Expect(tab.By("comparison").Locator("[data-side=from] mark").First).ToContainTextAsync("我的");
        await tab.By("version").Nth(1).GetByTestId("restore-version").ClickAsync();
        await Expect(tab.By("version")).ToHaveCountAsync(4);
        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(Part(tab, "selling_points").Locator("li")).ToHaveTextAsync(["我的第一点", "我的第二点", "我的第三点"]);
        await ShowsWhatGetAnswersAsync(tab, studio, id);

        // Where it came from, drawn and in words.
        await tab.By("menu").ClickAsync();
        await tab.By("open-lineage").ClickAsync();
        await Expect(tab.Page.Locator(".react-flow__node").First).ToBeVisibleAsync();
        await tab.By("lineage-list").Locator("summary").ClickAsync();
        await Expect(tab.By("lineage-list").Locator("li")).ToHaveCountAsync(5);
    }

    [Fact]
    public async Task Two_tabs_that_edit_one_part_see_both_texts_and_the_writer_merges_them()
    {
        MayComplain.Add("status of 412");
        var (studio, id) = await WrittenAsync();
        var mine = await OpenAsync(studio, $"/outlines/{id}");
        await Part(mine, "genre").GetByTestId("edit").ClickAsync();
        await mine.Field("field-genre").FocusAsync();
        await mine.OfflineAsync(true);
        LosesConnections();
        await mine.Field("field-genre").FillAsync("我的题材");
        await Expect(mine.By("save-state")).ToHaveAttributeAsync("data-save", "failed");
        await studio.Api.SaveAsync(id, "genre", "另一份题材", 1);
        await mine.OfflineAsync(false);

        await Expect(mine.By("conflict")).ToBeVisibleAsync();
        await Expect(mine.By("conflict")).ToContainTextAsync("我的题材");
        await Expect(mine.By("conflict")).ToContainTextAsync("另一份题材");
        (await mine.AxeAsync()).ShouldBeEmpty();
        (await studio.Api.ReadOutlineAsync(id)).Component("genre")!.GetValue<string>().ShouldBe("另一份题材");
        await mine.Field("merged-genre").FillAsync("两份合一");
        await mine.By("save-merged").ClickAsync();
        await Expect(mine.By("save-state")).ToHaveAttributeAsync("data-save", "saved");
        await mine.By("done").ClickAsync();
        await Expect(Part(mine, "genre")).ToContainTextAsync("两份合一");
        (await studio.Api.ReadOutlineAsync(id)).Component("genre")!.GetValue<string>().ShouldBe("两份合一");
    }

    [Fact]
    public async Task What_was_typed_and_not_saved_is_there_after_a_reload_and_is_saved_then()
    {
        MayComplain.Add("Failed to load resource");
        var (studio, id) = await WrittenAsync();
        var tab = await OpenAsync(studio, $"/outlines/{id}");
        await tab.Page.RouteAsync("**/components/**", route => route.AbortAsync());
        await Part(tab, "characters/0").HoverAsync();
        await Part(tab, "characters/0").GetByTestId("edit").ClickAsync();
        await tab.Field("field-occupation").FillAsync("没有保存的职业");
        await Expect(tab.By("save-state")).ToHaveAttributeAsync("data-save", "failed");
        await tab.Page.UnrouteAllAsync();
        await tab.Page.ReloadAsync();
        await Expect(tab.Field("field-occupation")).ToHaveValueAsync("没有保存的职业");
        await Expect(tab.By("save-state")).ToHaveAttributeAsync("data-save", "saved");
        (await studio.Api.ReadOutlineAsync(id)).Component("characters")![0]!["occupation"]!.GetValue<string>().ShouldBe("没有保存的职业");
    }

    [Fact]
    public async Task Half_a_word_of_an_input_method_is_never_saved_and_its_Enter_ends_nothing()
    {
        var (studio, id) = await WrittenAsync();
        var tab = await OpenAsync(studio, $"/outlines/{id}");
        List<string> saved = [];
        tab.Page.Request += (_, request) =>
        {
            if (request.Method == "PATCH")
                saved.Add(request.PostData ?? "");
        };
        await Part(tab, "genre").GetByTestId("edit").ClickAsync();
        await tab.Field("field-genre").FillAsync("");
        var devtools = await tab.Page.Context.NewCDPSessionAsync(tab.Page);
        await devtools.SendAsync("Input.imeSetComposition", new() { ["text"] = "xuanyi", ["selectionStart"] = 6, ["selectionEnd"] = 6 });
        await tab.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(tab.By("editor")).ToBeVisibleAsync();
        await devtools.SendAsync("Input.insertText", new() { ["text"] = "悬疑" });
        await Expect(tab.Field("field-genre")).ToHaveValueAsync("悬疑");
        await tab.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(Part(tab, "genre")).ToContainTextAsync("悬疑");
        saved.ShouldAllBe(body => !body.Contains("xuanyi", StringComparison.Ordinal));
        saved[^1].ShouldBe("""{"value":"悬疑"}""");
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en-GB")]
    public async Task On_a_phone_ones_own_text_becomes_an_outline_whose_character_is_edited(string locale)
    {
        var studio = await DemoAsync(millisecondsAPiece: 1);
        var tab = await OpenAsync(studio, "/outlines/new", locale, width: 390, scheme: ColorScheme.Dark, touch: true);
        await tab.Field("source-text").TapAsync();
        await tab.Page.Keyboard.InsertTextAsync(locale == "zh-CN" ? "修表匠在旧码头等人" : "A clockmaker waits at the old pier");
        await tab.By("start").TapAsync();
        var id = await OutlineIdAsync(tab);
        await tab.StatusIsAsync("completed");
        await ShowsWhatGetAnswersAsync(tab, studio, id);
        (await tab.OverflowAsync()).ShouldBe(0);
        (await tab.AxeAsync()).ShouldBeEmpty();

        await Part(tab, "characters/0").GetByTestId("edit").TapAsync();
        await tab.Field("field-name").FillAsync("沈砚");
        await Expect(tab.By("save-state")).ToHaveAttributeAsync("data-save", "saved");
        await tab.By("undo-edit").TapAsync();
        await tab.By("done").TapAsync();
        await Expect(tab.By("editor")).ToHaveCountAsync(0);
        await ShowsWhatGetAnswersAsync(tab, studio, id);

        // A name that no relationship knows is a suggestion, never a wall.
        await Part(tab, "characters/0").GetByTestId("edit").TapAsync();
        await tab.Field("field-name").FillAsync("陌生人");
        await tab.By("done").TapAsync();
        await Expect(tab.By("suggestion").First).ToBeVisibleAsync();
        await tab.By("read").TapAsync();
        await Expect(tab.By("reading")).ToContainTextAsync("陌生人");
        (await tab.OverflowAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task With_the_keyboard_alone_a_part_is_found_edited_locked_and_read()
    {
        var (studio, id) = await WrittenAsync();
        var tab = await OpenAsync(studio, $"/outlines/{id}");
        await tab.StatusIsAsync("completed");
        var keys = tab.Page.Keyboard;
        await keys.PressAsync("j");
        await keys.PressAsync("j");
        await Expect(Part(tab, "genre")).ToBeFocusedAsync();
        await keys.PressAsync("e");
        await Expect(tab.Field("field-genre")).ToBeFocusedAsync();
        await keys.PressAsync("ControlOrMeta+a");
        await keys.InsertTextAsync("武侠");
        await keys.PressAsync("Escape");
        await Expect(Part(tab, "genre")).ToContainTextAsync("武侠");
        await Expect(Part(tab, "genre")).ToBeFocusedAsync();
        await keys.PressAsync("o");
        var read = await studio.Api.OutlineUntilAsync(id, document => document.Parts()["genre"]!["locked"]!.GetValue<bool>());
        read.Component("genre")!.GetValue<string>().ShouldBe("武侠");
        await keys.PressAsync("v");
        await Expect(tab.By("version")).ToHaveCountAsync(2);
        await keys.PressAsync("Escape");
        await Expect(tab.By("versions-panel")).ToHaveCountAsync(0);
        await keys.PressAsync("b");
        await Expect(tab.By("reading")).ToContainTextAsync("武侠");
        await keys.PressAsync("Escape");
        await Expect(tab.By("reading")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_failed_outline_keeps_what_closed_and_the_rest_is_written_on_request()
    {
        var (studio, model) = await ScriptedAsync("Generation:MaxRetries=0");
        var all = JsonNode.Parse(OutlineText.Whole("半"))!.AsObject();
        var some = new JsonObject { ["title"] = all["title"]!.DeepClone(), ["genre"] = all["genre"]!.DeepClone() };
        model.Enqueue(Script.Text(some.ToJsonString()));
        var (id, _) = await studio.Api.CreateOutlineAsync();
        var tab = await OpenAsync(studio, $"/outlines/{id}");
        await tab.StatusIsAsync("failed");
        await Expect(tab.By("missing-list")).ToContainTextAsync("主要角色");
        await Expect(tab.Page.Locator("[data-testid=section][data-there=true]")).ToHaveCountAsync(2);
        all.Remove("title");
        all.Remove("genre");
        model.Enqueue(Script.Text(all.ToJsonString()));
        await tab.By("missing").ClickAsync();
        await tab.StatusIsAsync("completed");
        await ShowsWhatGetAnswersAsync(tab, studio, id);
    }

    private async Task<(StudioServer Studio, string Id)> WrittenAsync()
    {
        var (studio, model) = await ScriptedAsync();
        model.Enqueue(Script.Text(OutlineText.Whole("甲")));
        var (id, _) = await studio.Api.CreateOutlineAsync();
        (await studio.Api.OutlineOverAsync(id)).Status.ShouldBe("completed");
        return (studio, id);
    }

    private static ILocator Part(Tab tab, string part) => tab.Page.Locator($"[data-part='{part}']").First;

    private static async Task MenuAsync(Tab tab, string part, string item)
    {
        await Part(tab, part).GetByTestId("part-menu").ClickAsync();
        await Part(tab, part).GetByTestId(item).ClickAsync();
    }

    private static async Task<string> OutlineIdAsync(Tab tab)
    {
        // Looked at again and again: a wait for the navigation itself misses one that comes just as it begins.
        await Expect(tab.Page).ToHaveURLAsync(new Regex("/outlines/[0-9a-f-]{36}$", RegexOptions.None, Until.Patience));
        return new Uri(tab.Page.Url).Segments[^1];
    }

    /// <summary>Every text of the document, in its part, and no part that it has not.</summary>
    private static async Task ShowsWhatGetAnswersAsync(Tab tab, StudioServer studio, string id)
    {
        var read = await studio.Api.ReadOutlineAsync(id);
        await Expect(tab.Page.Locator("[data-testid=section][data-there=true]")).ToHaveCountAsync(read.ComponentsOf().Count);
        await Expect(tab.By("draft-part")).ToHaveCountAsync(0);
        foreach (var (component, value) in read.ComponentsOf())
            foreach (var text in Texts(value!))
                await Expect(Part(tab, component)).ToContainTextAsync(text);
    }

    private static IEnumerable<string> Texts(JsonNode value) => value switch
    {
        JsonArray list => list.SelectMany(item => Texts(item!)),

        // A role is said in the page's language.
        JsonObject members => members.Where(member => member.Key != "type").SelectMany(member => Texts(member.Value!)),
        _ => [value.GetValue<string>()],
    };
}
