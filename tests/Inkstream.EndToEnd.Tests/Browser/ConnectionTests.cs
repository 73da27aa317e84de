using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Inkstream.EndToEnd.Tests.Browser;

/// <summary>Reload, a second tab, a network that goes, a server that is killed: nothing is lost, nothing is doubled, nothing hangs.</summary>
public sealed class ConnectionTests(Chromium chromium) : BrowserTest(chromium)
{
    /// <summary>Into the middle of the second idea's text.</summary>
    private const int Middle = 45;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_reload_in_the_middle_the_text_goes_on_and_nothing_is_doubled()
    {
        var (studio, model) = await ScriptedAsync();
        var (tab, id, script) = await InTheMiddleAsync(studio, model);
        var before = await tab.Draft.InnerTextAsync();

        await tab.Page.ReloadAsync();
        await Expect(tab.Cards).ToHaveCountAsync(1);
        await Expect(tab.Draft).ToBeVisibleAsync();
        (await tab.Draft.InnerTextAsync()).ShouldBe(before);
        await Expect(tab.By("progress")).ToContainTextAsync("1 个，共 4 个");

        await tab.WatchAsync();
        script.Release();
        await tab.ShowsWhatGetAnswersAsync(id);
        (await tab.TypedItselfAsync()).ShouldBeGreaterThan(0);
        await Expect(tab.Cards).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Two_tabs_show_the_same_while_it_is_written_and_at_the_end()
    {
        var (studio, model) = await ScriptedAsync();
        var (first, id, script) = await InTheMiddleAsync(studio, model);
        var second = await OpenAsync(studio, $"/ideations/{id}");
        await Expect(second.Draft).ToHaveTextAsync(await first.Draft.InnerTextAsync(), new() { UseInnerText = true });
        (await second.CardsAsync()).ShouldBe(await first.CardsAsync());

        await second.WatchAsync();
        await first.WatchAsync();
        script.Release();
        await first.ShowsWhatGetAnswersAsync(id);
        await second.ShowsWhatGetAnswersAsync(id);
        (await first.TypedItselfAsync()).ShouldBeGreaterThan(0);
        (await second.TypedItselfAsync()).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task When_the_network_goes_the_page_says_so_and_when_it_is_back_nothing_is_missing()
    {
        LosesConnections();
        var (studio, model) = await ScriptedAsync();
        var (tab, id, script) = await InTheMiddleAsync(studio, model);
        var before = await tab.Draft.InnerTextAsync();

        await tab.OfflineAsync(true);
        await tab.ConnectionIsAsync("offline");
        await Expect(tab.By("connection")).ToContainTextAsync("离线");
        script.Release();
        await studio.Api.ReadOverAsync(id);
        await Expect(tab.Cards).ToHaveCountAsync(1);
        (await tab.Draft.InnerTextAsync()).ShouldBe(before, "what is shown stays");

        await tab.OfflineAsync(false);
        await tab.ConnectionIsAsync("live");
        await tab.ShowsWhatGetAnswersAsync(id);
        await Expect(tab.Cards).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task A_connection_that_was_lost_is_taken_up_where_it_ended()
    {
        LosesConnections();
        var (studio, model) = await ScriptedAsync();
        var (tab, id, script) = await InTheMiddleAsync(studio, model);
        var before = await tab.Draft.InnerTextAsync();

        await tab.OfflineAsync(true);
        await tab.ConnectionIsAsync("offline");
        var back = tab.Page.WaitForRequestAsync("**/api/stream/ideation/**");
        await tab.OfflineAsync(false);
        (await (await back).HeaderValueAsync("last-event-id")).ShouldBe((await studio.Api.ReadAsync(id)).Version);
        await tab.ConnectionIsAsync("live");
        (await tab.Draft.InnerTextAsync()).ShouldBe(before);

        script.Release();
        await tab.ShowsWhatGetAnswersAsync(id);
    }

    [Fact]
    public async Task After_kill_9_and_a_restart_the_page_says_what_happened_and_ends_complete()
    {
        LosesConnections();
        var (studio, model) = await ScriptedAsync();
        var (tab, id, _) = await InTheMiddleAsync(studio, model);
        var kept = (await tab.CardsAsync()).Single();

        await studio.KillAsync();
        await tab.ConnectionIsAsync("reconnecting");
        await Expect(tab.By("connection")).ToContainTextAsync("连接");
        await Expect(tab.Draft).ToBeVisibleAsync();

        var second = model.Enqueue(Script.Text(Answers.Of(3, "重启", first: 1)).InDeltas(4).HoldAfter(10));
        await studio.StartAsync();
        await second.Held.WaitAsync(Until.Patience, Cancel);
        await tab.ConnectionIsAsync("live");
        await Expect(tab.Status).ToContainTextAsync("服务器");
        (await tab.CardsAsync()).ShouldBe([kept]);

        second.Release();
        await tab.ShowsWhatGetAnswersAsync(id);
        await Expect(tab.Cards).ToHaveCountAsync(4);
        (await tab.CardsAsync())[0].ShouldBe(kept);
    }

    [Fact]
    public async Task Stop_in_another_tab_after_a_reload_is_seen_here_and_what_was_written_stays()
    {
        var (studio, model) = await ScriptedAsync();
        var (tab, id, _) = await InTheMiddleAsync(studio, model);
        var draft = (await tab.Draft.Locator("p").First.InnerTextAsync()).Trim();
        var other = await OpenAsync(studio, $"/ideations/{id}");
        await Expect(other.Draft).ToBeVisibleAsync();
        await other.Page.ReloadAsync();
        await other.By("stop").ClickAsync();

        await model.Requests[0].Aborted.WaitAsync(Until.Patience, Cancel);
        await tab.ShowsWhatGetAnswersAsync(id, "cancelled");
        await Expect(tab.Cards).ToHaveCountAsync(1);
        await Expect(tab.By("unfinished-card")).ToContainTextAsync(draft);
        await Expect(tab.By("missing-list")).ToContainTextAsync("3");
        await Expect(tab.By("missing")).ToBeVisibleAsync();
        await other.ShowsWhatGetAnswersAsync(id, "cancelled");
    }

    /// <summary>A tab in which one card of four is finished and the model stands still in the text of the second.</summary>
    private async Task<(Tab Tab, string Id, Script Script)> InTheMiddleAsync(StudioServer studio, ScriptedModelServer model)
    {
        var answer = Answers.Of(4, "中途");
        var script = model.Enqueue(Script.Text(answer).InDeltas(3).Every(TimeSpan.FromMilliseconds(2)).HoldAfter(Middle));
        var (id, _) = await studio.Api.CreateAsync(count: 4, model: "scripted");
        var tab = await OpenAsync(studio, $"/ideations/{id}");
        await script.Held.WaitAsync(Until.Patience, Cancel);
        await Expect(tab.Cards).ToHaveCountAsync(1);
        var written = (await studio.Api.ReadAsync(id)).StreamingData!["draft"]!["value"]!["body"]!.GetValue<string>();
        written.ShouldNotBeEmpty("the model stands still in the middle of a text");
        await Expect(tab.Draft).ToContainTextAsync(written);
        await tab.ConnectionIsAsync("live");
        return (tab, id, script);
    }
}
