using static Microsoft.Playwright.Assertions;

namespace Inkstream.EndToEnd.Tests.Browser;

/// <summary>From an empty library to an idea that is kept, in every way a writer may have of getting there.</summary>
public sealed class FlowTests(Chromium chromium) : BrowserTest(chromium)
{
    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en-GB")]
    public async Task On_a_phone_with_fingers_alone_an_empty_library_becomes_a_kept_idea(string locale)
    {
        var studio = await DemoAsync(millisecondsAPiece: 1);
        var tab = await OpenAsync(studio, locale: locale, width: 390, touch: true);
        await tab.By("library-empty").WaitForAsync();
        await tab.By("new").TapAsync();

        await tab.By("genres-open").TapAsync();
        await tab.Page.Locator("[data-testid=genre-open][data-genre='女频']").TapAsync();
        await tab.Page.Locator("[data-testid=genre-open][data-genre='女频/爱情类']").TapAsync();
        await tab.Page.Locator("[data-testid=genre][data-genre='女频/爱情类/甜宠']").TapAsync();
        await tab.By("genre-back").TapAsync();
        await tab.Page.Locator("[data-testid=genre-open][data-genre='女频/设定类']").TapAsync();
        await tab.Page.Locator("[data-testid=genre][data-genre='女频/设定类/穿越']").TapAsync();
        await tab.By("genres-done").TapAsync();
        await Expect(tab.By("share-border")).ToBeVisibleAsync();

        await tab.Field("user-input").TapAsync();
        await tab.Page.Keyboard.InsertTextAsync(locale == "zh-CN" ? "末班地铁上，坐着十年后的她" : "The last train carries her future self");
        await tab.By("start").TapAsync();
        var id = await tab.IdAsync();
        await tab.StatusIsAsync("completed");

        await tab.Cards.Nth(1).GetByTestId("favourite").TapAsync();
        await Expect(tab.Cards.Nth(1)).ToHaveAttributeAsync("data-kind", "kept");
        await tab.Cards.First.GetByTestId("dismiss").TapAsync();
        await Expect(tab.Cards).ToHaveCountAsync(6, new() { Timeout = 15_000 });
        (await tab.OverflowAsync()).ShouldBe(0);

        var read = await studio.Api.ReadUntilAsync(id, document => document.Ideas[0]!["dismissed"]!.GetValue<bool>());
        read.Ideas[1]!["favourite"]!.GetValue<bool>().ShouldBeTrue();
        read.Body["genreProportions"]!.AsArray().Select(share => share!.GetValue<int>()).ShouldBe([50, 50]);
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en-GB")]
    public async Task With_the_keyboard_alone_an_empty_library_becomes_a_kept_idea(string locale)
    {
        var studio = await DemoAsync(millisecondsAPiece: 1);
        var tab = await OpenAsync(studio, locale: locale);
        await tab.By("library-empty").WaitForAsync();
        var keys = tab.Page.Keyboard;
        await tab.TabToAsync("[data-testid=new]");
        await keys.PressAsync("Enter");

        await tab.TabToAsync("[data-testid=user-input]");
        await keys.InsertTextAsync("A courier 快递员");
        await tab.TabToAsync("[data-testid=genres-open]");
        await keys.PressAsync("Enter");
        await tab.TabToAsync("[data-testid=genre-open][data-genre='女频']");
        await keys.PressAsync("Enter");
        await tab.TabToAsync("[data-testid=genre-open][data-genre='女频/爱情类']");
        await keys.PressAsync("Enter");
        await tab.TabToAsync("[data-testid=genre][data-genre='女频/爱情类/甜宠']");
        await keys.PressAsync("Space");
        await tab.TabToAsync("[data-testid=genre][data-genre='女频/爱情类/虐恋']");
        await keys.PressAsync("Space");
        await tab.TabToAsync("[data-testid=genres-done]");
        await keys.PressAsync("Enter");

        await keys.PressAsync("Shift+Tab");
        var border = tab.By("share-border");
        await border.WaitForAsync();
        await tab.Page.EvaluateAsync("() => document.activeElement.blur()");
        await tab.TabToAsync("[data-testid=share-border]");
        await keys.PressAsync("PageUp");
        await keys.PressAsync("ArrowLeft");
        await Expect(border).ToHaveAttributeAsync("aria-valuenow", "59");
        await tab.TabToAsync("[data-testid=start]");
        await keys.PressAsync("Enter");

        var id = await tab.IdAsync();
        await tab.StatusIsAsync("completed");
        await keys.PressAsync("j");
        await keys.PressAsync("j");
        await keys.PressAsync("f");
        await Expect(tab.Cards.Nth(1)).ToHaveAttributeAsync("data-kind", "kept");
        await keys.PressAsync("e");
        await Expect(tab.By("edit-title")).ToBeFocusedAsync();
        await keys.PressAsync("ControlOrMeta+a");
        await keys.InsertTextAsync("我的题目");
        await keys.PressAsync("Control+Enter");
        await Expect(tab.Cards.Nth(1).Locator("h3")).ToHaveTextAsync("我的题目");
        await keys.PressAsync("?");
        await Expect(tab.By("shortcuts")).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Expect(tab.By("shortcuts")).ToBeHiddenAsync();

        var read = await studio.Api.ReadUntilAsync(id, document => document.Ideas[1]!["favourite"]!.GetValue<bool>());
        read.Body["genreProportions"]!.AsArray().Select(share => share!.GetValue<int>()).ShouldBe([59, 41]);
        read.Titles[1].ShouldBe("我的题目");
    }

    [Fact]
    public async Task The_border_between_two_shares_is_dragged_and_the_numbers_follow()
    {
        var studio = await DemoAsync(millisecondsAPiece: 1);
        var tab = await OpenAsync(studio, "/new");
        await tab.By("genres-open").ClickAsync();
        foreach (var step in new[] { "genre-open|女频", "genre-open|女频/爱情类", "genre|女频/爱情类/甜宠", "genre|女频/爱情类/虐恋", "genre|女频/爱情类/先婚后爱" })
            await tab.Page.Locator($"[data-testid={step.Split('|')[0]}][data-genre='{step.Split('|')[1]}']").ClickAsync();
        await tab.By("genres-done").ClickAsync();
        var bar = (await tab.By("share-bar").BoundingBoxAsync())!;
        var border = (await tab.By("share-border").First.BoundingBoxAsync())!;
        var y = bar.Y + (bar.Height / 2);
        await tab.Page.Mouse.MoveAsync(border.X + (border.Width / 2), y);
        await tab.Page.Mouse.DownAsync();
        await tab.Page.Mouse.MoveAsync(bar.X + (bar.Width * 0.5f), y, new() { Steps = 8 });
        await tab.Page.Mouse.UpAsync();
        await Expect(tab.By("share-border").First).ToHaveAttributeAsync("aria-valuenow", "50");
        await Expect(tab.Field("share")).ToHaveValueAsync("50%");

        await tab.Page.ReloadAsync();
        await Expect(tab.By("share-border").First).ToHaveAttributeAsync("aria-valuenow", "50");
    }

    [Fact]
    public async Task Enter_while_an_input_method_composes_chooses_a_word_and_starts_nothing()
    {
        var studio = await DemoAsync(millisecondsAPiece: 1);
        var tab = await OpenAsync(studio, "/new");
        await tab.By("demo-hint").WaitForAsync();
        await tab.Field("user-input").FocusAsync();
        var devtools = await tab.Page.Context.NewCDPSessionAsync(tab.Page);
        await devtools.SendAsync("Input.imeSetComposition", new() { ["text"] = "kuaidi", ["selectionStart"] = 6, ["selectionEnd"] = 6 });
        await tab.Page.EvaluateAsync("() => addEventListener('keydown', (event) => { window.composed = event.isComposing; }, { once: true, capture: true })");
        await tab.Page.Keyboard.PressAsync("Control+Enter");
        (await tab.Page.EvaluateAsync<bool>("() => window.composed")).ShouldBeTrue("the key came to a composition");
        await devtools.SendAsync("Input.insertText", new() { ["text"] = "快递员" });
        await Expect(tab.Field("user-input")).ToHaveValueAsync("快递员");
        new Uri(tab.Page.Url).AbsolutePath.ShouldBe("/new");
        using var list = await studio.Api.SendAsync(HttpMethod.Get, "/api/ideations");
        (await list.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("\"items\":[]");

        await tab.Page.Keyboard.PressAsync("Control+Enter");
        await tab.IdAsync();
    }

    [Fact]
    public async Task What_is_typed_into_an_idea_survives_a_reload_and_is_forgotten_once_it_is_saved()
    {
        var studio = await DemoAsync(millisecondsAPiece: 1);
        var (id, _) = await studio.Api.CreateAsync(2);
        await studio.Api.ReadOverAsync(id);
        var tab = await OpenAsync(studio, $"/ideations/{id}");
        await tab.ShowsWhatGetAnswersAsync(id);
        await tab.Cards.First.GetByTestId("edit").ClickAsync();
        await tab.Field("edit-title").FillAsync("还没有保存的题目");

        await tab.Page.ReloadAsync();
        await Expect(tab.Field("edit-title")).ToHaveValueAsync("还没有保存的题目");
        (await studio.Api.ReadAsync(id)).Titles[0].ShouldNotBe("还没有保存的题目");
        await tab.By("save").ClickAsync();
        await Expect(tab.Cards.First.Locator("h3")).ToHaveTextAsync("还没有保存的题目");

        await tab.Page.ReloadAsync();
        await tab.ShowsWhatGetAnswersAsync(id);
        (await tab.CardsAsync())[0].Title.ShouldBe("还没有保存的题目");
        await Expect(tab.By("edit-title")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Only_a_new_title_is_written_in_place_of_the_old_one_and_the_text_stays()
    {
        var (studio, model) = await ScriptedAsync();
        model.Enqueue(Script.Text(Answers.Of(2, "旧题")));
        var (id, _) = await studio.Api.CreateAsync(2, model: "scripted");
        await studio.Api.ReadOverAsync(id);
        var tab = await OpenAsync(studio, $"/ideations/{id}");
        await tab.ShowsWhatGetAnswersAsync(id);
        var before = await tab.CardsAsync();

        model.Enqueue(Script.Text("""{"ideas":[{"title":"全新的题目"}]}"""));
        await tab.Cards.First.GetByTestId("card-menu").ClickAsync();
        await tab.By("new-title").First.ClickAsync();
        await Expect(tab.Cards.First.Locator("h3")).ToHaveTextAsync("全新的题目");
        await tab.ShowsWhatGetAnswersAsync(id);
        var after = await tab.CardsAsync();
        after[0].Body.ShouldBe(before[0].Body);
        after[0].Id.ShouldBe(before[0].Id);
        after[1].ShouldBe(before[1]);
    }
}
