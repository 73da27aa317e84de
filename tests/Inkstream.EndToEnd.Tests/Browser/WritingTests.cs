using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Inkstream.EndToEnd.Tests.Browser;

/// <summary>What a writer does with ideas, and what happens when a model fails.</summary>
public sealed class WritingTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_failure_is_said_in_words_and_Retry_writes_what_is_missing()
    {
        var (studio, model) = await ScriptedAsync("Generation:MaxRetries=0");
        model.Enqueue(Script.Status(503));
        var (id, _) = await studio.Api.CreateAsync(count: 2, model: "scripted");
        var tab = await OpenAsync(studio, $"/ideations/{id}");
        await tab.StatusIsAsync("failed");
        await Expect(tab.Status).ToContainTextAsync("模型");
        await Expect(tab.Cards).ToHaveCountAsync(0);

        model.Enqueue(Script.Text(Answers.Of(2, "再试")).InDeltas(4));
        await tab.By("retry").ClickAsync();
        await tab.ShowsWhatGetAnswersAsync(id);
        await Expect(tab.Cards).ToHaveCountAsync(2);
        await Expect(tab.By("retry")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Writing_anew_keeps_the_favourites_and_takes_nothing_away_before_the_first_new_card()
    {
        var (studio, model) = await ScriptedAsync();
        var (tab, id) = await WrittenAsync(studio, model, 3);
        var old = await tab.CardsAsync();
        await tab.Cards.Nth(1).GetByTestId("favourite").ClickAsync();
        await Expect(tab.Cards.Nth(1)).ToHaveAttributeAsync("data-kind", "kept");

        var script = model.Enqueue(Script.Text(Answers.Of(3, "新的")).InDeltas(4).HoldAfter(9));
        await tab.By("regenerate").ClickAsync();
        await Expect(tab.By("regenerate-keeps")).ToContainTextAsync("1");
        await tab.By("confirm").ClickAsync();
        await script.Held.WaitAsync(Until.Patience, TestContext.Current.CancellationToken);
        await Expect(tab.Draft).ToContainTextAsync("新的");
        (await tab.CardsAsync()).ShouldBe(old);

        script.Release();
        await tab.ShowsWhatGetAnswersAsync(id);
        var now = await tab.CardsAsync();
        now.Count.ShouldBe(4);
        now[0].ShouldBe(old[1]);
        now.ShouldNotContain(old[0]);
    }

    [Fact]
    public async Task Two_tabs_that_edit_one_idea_see_both_texts_and_the_writer_merges_them()
    {
        MayComplain.Add("status of 412");
        var (studio, model) = await ScriptedAsync();
        var (mine, id) = await WrittenAsync(studio, model, 2);
        var theirs = await OpenAsync(studio, $"/ideations/{id}");
        await mine.Cards.First.GetByTestId("edit").ClickAsync();
        await mine.Field("edit-title").FillAsync("我的题目");
        await theirs.Cards.First.GetByTestId("edit").ClickAsync();
        await theirs.Field("edit-title").FillAsync("别人的题目");
        await theirs.By("save").ClickAsync();
        await Expect(theirs.Cards.First.Locator("h3")).ToHaveTextAsync("别人的题目");

        await mine.Field("edit-body").FillAsync("我的正文。两个人都改了它。");
        await mine.By("save").ClickAsync();
        await Expect(mine.By("conflict")).ToContainTextAsync("我的题目");
        await Expect(mine.By("conflict")).ToContainTextAsync("别人的题目");
        await Expect(mine.By("conflict").Locator("mark").First).ToBeVisibleAsync();
        (await studio.Api.ReadAsync(id)).Titles[0].ShouldBe("别人的题目", "nothing is overwritten unasked");

        // The writer takes the other's title and makes a third text of the two.
        await mine.By("use-theirs-title").ClickAsync();
        await Expect(mine.Field("merged-body")).ToHaveValueAsync("我的正文。两个人都改了它。");
        await mine.Field("merged-body").FillAsync("两份合成的正文。");
        await mine.By("save-merged").ClickAsync();
        await Expect(theirs.Cards.First.Locator("p").First).ToHaveTextAsync("两份合成的正文。");
        (await studio.Api.ReadAsync(id)).Titles[0].ShouldBe("别人的题目");
        await Expect(mine.Cards.First).ToContainTextAsync("你改过");
        await mine.ShowsWhatGetAnswersAsync(id);
        await theirs.ShowsWhatGetAnswersAsync(id);
    }

    [Fact]
    public async Task A_dismissed_idea_goes_out_of_sight_and_Undo_brings_it_back_where_it_was()
    {
        var (studio, model) = await ScriptedAsync();
        var (tab, id) = await WrittenAsync(studio, model, 3);
        var all = await tab.CardsAsync();
        await tab.Cards.First.GetByTestId("dismiss").ClickAsync();
        await Expect(tab.By("undo")).ToBeVisibleAsync();
        await Expect(tab.By("dismissed")).ToContainTextAsync("1");
        (await studio.Api.ReadUntilAsync(id, read => read.Ideas[0]!["dismissed"]!.GetValue<bool>())).Ideas.Count.ShouldBe(3);

        await tab.By("undo").ClickAsync();
        await Expect(tab.By("dismissed")).ToHaveCountAsync(0);
        await tab.ShowsWhatGetAnswersAsync(id);
        (await tab.CardsAsync()).ShouldBe(all);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing_against_the_library_the_form_and_the_ideas(ColorScheme scheme)
    {
        var (studio, model) = await ScriptedAsync();
        var tab = await OpenAsync(studio, scheme: scheme);
        await Expect(tab.By("library-empty")).ToBeVisibleAsync();
        (await tab.AxeAsync()).ShouldBeEmpty();
        await tab.By("new").ClickAsync();
        await tab.By("genres-open").ClickAsync();
        await tab.Page.Locator("[data-testid=genre-open][data-genre='女频']").ClickAsync();
        await tab.Page.Locator("[data-testid=genre-open][data-genre='女频/设定类']").ClickAsync();
        await tab.Page.Locator("[data-testid=genre][data-genre='女频/设定类/穿越']").ClickAsync();
        await tab.Page.Locator("[data-testid=genre][data-genre='女频/设定类/马甲']").ClickAsync();
        (await tab.AxeAsync()).ShouldBeEmpty();

        var script = model.Enqueue(Script.Text(Answers.Of(3, "无障碍")).InDeltas(5).HoldAfter(30));
        var (id, transformId) = await studio.Api.CreateAsync(count: 3, model: "scripted");
        await script.Held.WaitAsync(Until.Patience, TestContext.Current.CancellationToken);
        await tab.GoToAsync(id);
        await Expect(tab.Draft).ToBeVisibleAsync();
        (await tab.AxeAsync()).ShouldBeEmpty();
        await studio.Api.StopAsync(transformId);
        await tab.StatusIsAsync("cancelled");
        await tab.Cards.First.GetByTestId("favourite").ClickAsync();
        await Expect(tab.Cards.First).ToHaveAttributeAsync("data-kind", "kept");
        await tab.By("how-made").ClickAsync();
        await Expect(tab.By("run")).ToContainTextAsync("scripted");
        (await tab.AxeAsync()).ShouldBeEmpty();
        await tab.GoAsync("/");
        await Expect(tab.Page.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        (await tab.AxeAsync()).ShouldBeEmpty();
    }

    /// <summary>A tab with that many finished ideas.</summary>
    private async Task<(Tab Tab, string Id)> WrittenAsync(StudioServer studio, ScriptedModelServer model, int count)
    {
        model.Enqueue(Script.Text(Answers.Of(count, "第一批")));
        var (id, _) = await studio.Api.CreateAsync(count, model: "scripted");
        await studio.Api.ReadOverAsync(id);
        var tab = await OpenAsync(studio, $"/ideations/{id}");
        await tab.ShowsWhatGetAnswersAsync(id);
        return (tab, id);
    }
}
