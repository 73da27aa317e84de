using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Inkstream.EndToEnd.Tests.Browser;

/// <summary>A writer comes to an empty library and leaves with ideas.</summary>
public sealed class MainJobTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task From_an_empty_library_to_finished_cards_that_typed_themselves()
    {
        var studio = await DemoAsync(millisecondsAPiece: 8);
        var tab = await OpenAsync(studio);
        await Expect(tab.By("library-empty")).ToBeVisibleAsync();
        await tab.By("new").ClickAsync();

        await tab.By("genres-open").ClickAsync();
        await tab.Page.Locator("[data-testid=genre-open][data-genre='女频']").ClickAsync();
        await tab.Page.Locator("[data-testid=genre-open][data-genre='女频/爱情类']").ClickAsync();
        await tab.Page.Locator("[data-testid=genre][data-genre='女频/爱情类/甜宠']").ClickAsync();
        await tab.Page.Locator("[data-testid=genre-open][data-genre='女频/设定类']").ClickAsync();
        await tab.Page.Locator("[data-testid=genre][data-genre='女频/设定类/穿越']").ClickAsync();
        await tab.Field("user-input").FillAsync("一个快递员发现，每个包裹都寄给年轻时的自己");
        await tab.By("start").ClickAsync();

        var id = await tab.IdAsync();
        await Expect(tab.Draft).ToBeVisibleAsync();
        await tab.WatchAsync();
        await tab.ShowsWhatGetAnswersAsync(id);
        await Expect(tab.Cards).ToHaveCountAsync(6);

        (await tab.TypedItselfAsync()).ShouldBeGreaterThan(30, "the text of cards is seen growing");
        foreach (var moment in await tab.WatchedAsync())
        {
            moment.Progress.ShouldBe(100 * moment.Cards / 6);
            moment.Words.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"{moment.Cards} 个，共 6 个"));
        }

        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "作品库" }).ClickAsync();
        var item = tab.Page.GetByRole(AriaRole.Listitem);
        await Expect(item).ToHaveCountAsync(1);
        await Expect(item).ToContainTextAsync("一个快递员发现");
        await Expect(item).ToContainTextAsync("6 个创意");
        await Expect(item).ToContainTextAsync("甜宠");
    }

    [Fact]
    public async Task The_page_speaks_English_and_asks_for_English_ideas()
    {
        var studio = await DemoAsync(millisecondsAPiece: 0);
        var tab = await OpenAsync(studio, "/new", locale: "en-GB");
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "New ideation" })).ToBeVisibleAsync();
        await tab.Field("count").FillAsync("2");
        await tab.By("start").ClickAsync();
        var id = await tab.IdAsync();
        await tab.ShowsWhatGetAnswersAsync(id);
        await Expect(tab.Status).ToHaveTextAsync("All the ideas are written.");
        await Expect(tab.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        foreach (var card in await tab.CardsAsync())
            card.Body.ShouldMatch("^[A-Z][ -~–—’“”éï]+$");

        await tab.By("language").ClickAsync();
        await Expect(tab.Status).ToHaveTextAsync("创意已全部写好。");
        await Expect(tab.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
    }

    [Fact]
    public async Task On_a_phone_nothing_is_wider_than_the_screen()
    {
        var (studio, model) = await ScriptedAsync();
        var script = model.Enqueue(Script.Text(Answers.Of(3, "手机")).InDeltas(5).HoldAfter(30));
        var tab = await OpenAsync(studio, locale: "en-GB", width: 390);
        await Expect(tab.By("library-empty")).ToBeVisibleAsync();
        (await tab.OverflowAsync()).ShouldBe(0);
        await tab.By("new").ClickAsync();
        await tab.By("genres-open").ClickAsync();
        await tab.Page.Locator("[data-testid=genre-open][data-genre='女频']").ClickAsync();
        await tab.Page.Locator("[data-testid=genre-open][data-genre='女频/设定类']").ClickAsync();
        await tab.Page.Locator("[data-testid=genre][data-genre='女频/设定类/穿越']").ClickAsync();
        await tab.Page.Locator("[data-testid=genre][data-genre='女频/设定类/马甲']").ClickAsync();
        (await tab.OverflowAsync()).ShouldBe(0);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Done choosing" }).ClickAsync();
        await tab.Field("user-input").FillAsync(new string('w', 400));
        await tab.Field("count").FillAsync("3");
        await tab.Page.GetByTestId("output-language").GetByText("Chinese").ClickAsync();
        (await tab.OverflowAsync()).ShouldBe(0);
        await tab.By("start").ClickAsync();

        var id = await tab.IdAsync();
        await Expect(tab.Draft).ToBeVisibleAsync();
        (await tab.OverflowAsync()).ShouldBe(0);
        script.Release();
        await tab.ShowsWhatGetAnswersAsync(id);
        await tab.By("how-made").ClickAsync();
        await Expect(tab.By("run")).ToContainTextAsync("scripted");
        (await tab.OverflowAsync()).ShouldBe(0);
        await tab.GoAsync("/");
        await Expect(tab.Page.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        (await tab.OverflowAsync()).ShouldBe(0);
    }
}
