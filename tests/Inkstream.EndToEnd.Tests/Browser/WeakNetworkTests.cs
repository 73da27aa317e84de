using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Inkstream.EndToEnd.Tests.Browser;

/// <summary>Many tabs, proxies that spoil streams, and machines that sleep: the page finds a way and says which (contract 4).</summary>
public sealed class WeakNetworkTests(Chromium chromium) : BrowserTest(chromium)
{
    private const int Tabs = 8;

    /// <summary>A page that polls tries a stream every half minute.</summary>
    private static readonly LocatorAssertionsToHaveAttributeOptions InAMinute = new() { Timeout = 60_000 };

    /// <summary>Longer than any busy page is away, shorter than the silence after which a connection counts as dead.</summary>
    private static readonly TimeSpan Sleep = TimeSpan.FromSeconds(22);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StreamTreatment.Hold)]
    [InlineData(StreamTreatment.HoldBody)]
    [InlineData(StreamTreatment.Refuse)]
    [InlineData(StreamTreatment.Page)]
    public async Task Behind_a_proxy_that_spoils_streams_the_page_polls_says_so_and_streams_as_soon_as_it_may(StreamTreatment treatment)
    {
        LosesConnections();
        MayComplain.Add("502");
        var (studio, model) = await ScriptedAsync();
        await using var proxy = await StreamProxy.BeforeAsync(studio.Address, treatment);
        var script = model.Enqueue(Script.Text(Answers.Of(3, "代理")).InDeltas(3).HoldAfter(45));
        var (id, _) = await studio.Api.CreateAsync(count: 3, model: "scripted");
        await script.Held.WaitAsync(Until.Patience, Cancel);

        var tab = await OpenAsync(studio, new Uri(proxy.Address, $"/ideations/{id}").AbsoluteUri);
        await Expect(tab.Cards).ToHaveCountAsync(1);
        await Expect(tab.Draft).ToBeVisibleAsync();
        await tab.ConnectionIsAsync("polling");
        await Until.TrueAsync(() => proxy.Answered.Contains(($"/api/ideations/{id}", 304)));

        script.Release();
        await tab.ShowsWhatGetAnswersAsync(id);

        proxy.Change(StreamTreatment.Pass);
        await Expect(tab.By("connection")).ToHaveAttributeAsync("data-connection", "live", InAMinute);
        await studio.Api.ExpectAsync(200, HttpMethod.Patch, $"/api/ideations/{id}/ideas/{(await studio.Api.ReadAsync(id)).ArtifactIds[0]}", """{"title":"改过"}""", ("If-Match", "\"1\""));
        await Expect(tab.Cards.First).ToContainTextAsync("改过");
    }

    [Fact]
    public async Task The_library_polls_too()
    {
        LosesConnections();
        var studio = await DemoAsync(millisecondsAPiece: 0);
        await using var proxy = await StreamProxy.BeforeAsync(studio.Address, StreamTreatment.Hold);
        var (first, _) = await studio.Api.CreateAsync(count: 1, userInput: "第一本");
        await studio.Api.ReadOverAsync(first);
        var tab = await OpenAsync(studio, proxy.Address.AbsoluteUri);
        await Expect(tab.By("library-item")).ToHaveCountAsync(1);
        await tab.ConnectionIsAsync("polling");
        await Until.TrueAsync(() => proxy.Answered.Contains(("/api/library", 304)));
        await studio.Api.CreateAsync(count: 1, userInput: "第二本");
        await Expect(tab.By("library-item")).ToHaveCountAsync(2);
        await studio.Api.ExpectAsync(204, HttpMethod.Delete, $"/api/ideations/{first}");
        await Expect(tab.By("library-item")).ToHaveCountAsync(1);
        proxy.Change(StreamTreatment.Pass);
        await Expect(tab.By("connection")).ToHaveAttributeAsync("data-connection", "live", InAMinute);
    }

    [Fact]
    public async Task Eight_tabs_on_eight_documents_are_all_live_when_looked_at_and_hold_one_stream()
    {
        var studio = await DemoAsync(millisecondsAPiece: 30);
        await using var proxy = await StreamProxy.BeforeAsync(studio.Address);
        var ids = new List<string>();
        for (var i = 0; i < Tabs; i++)
            ids.Add((await studio.Api.CreateAsync(count: 4)).Id);

        // Tabs of one window share its six connections to a host. That others are hidden is told to the page as Chromium would.
        var window = await WindowAsync(proxy.Address);
        await window.AddInitScriptAsync(
            """
            let hidden = false;
            Object.defineProperty(Document.prototype, "visibilityState", { get: () => (hidden ? "hidden" : "visible") });
            Object.defineProperty(Document.prototype, "hidden", { get: () => hidden });
            window.beLookedAt = (looked) => {
              hidden = !looked;
              document.dispatchEvent(new Event("visibilitychange"));
            };
            """);
        var pages = new List<IPage>();
        foreach (var id in ids)
        {
            if (pages.Count > 0)
                await LookAsync(pages[^1], false);
            var page = await window.NewPageAsync();
            pages.Add(page);
            await page.GotoAsync($"/ideations/{id}");
            await IsLiveAsync(page);
        }

        for (var round = 0; round < 2; round++)
        {
            foreach (var page in pages)
            {
                foreach (var other in pages)
                    await LookAsync(other, other == page);
                await IsLiveAsync(page);
                await Until.TrueAsync(() => proxy.OpenStreams == 1, () => $"{proxy.OpenStreams} streams are open");
            }
        }

        // Each took up what it had missed.
        for (var i = 0; i < Tabs; i++)
        {
            var read = await studio.Api.ReadOverAsync(ids[i]);
            foreach (var other in pages)
                await LookAsync(other, other == pages[i]);
            await Expect(pages[i].GetByTestId("card")).ToHaveCountAsync(read.Ideas.Count);
            await Expect(pages[i].GetByTestId("card").Last).ToContainTextAsync(read.Titles[^1]);
        }

        proxy.MostOpenStreams.ShouldBeLessThanOrEqualTo(3, "a stream that is let go may still be open while the next one begins");
    }

    [Fact]
    public async Task A_page_that_slept_and_whose_connections_died_meanwhile_goes_on_at_once()
    {
        LosesConnections();
        var (studio, model) = await ScriptedAsync();
        await using var network = CuttingProxy.Before(studio.Address);
        var script = model.Enqueue(Script.Text(Answers.Of(3, "睡醒")).InDeltas(3).HoldAfter(45));
        var (id, _) = await studio.Api.CreateAsync(count: 3, model: "scripted");
        await script.Held.WaitAsync(Until.Patience, Cancel);
        var tab = await OpenAsync(studio, new Uri(network.Address, $"/ideations/{id}").AbsoluteUri);
        await tab.ConnectionIsAsync("live");
        await Expect(tab.Draft).ToBeVisibleAsync();

        // Stopped from outside: no event tells the page, its timers stand still, the clock goes on.
        var renderers = await RenderersAsync();
        await SignalAsync(renderers, "-STOP");
        try
        {
            network.ForgetStreams();
            script.Release();
            await studio.Api.ReadOverAsync(id);
            await Until.PassedAsync(Sleep);
        }
        finally
        {
            await SignalAsync(renderers, "-CONT");
        }

        // Without a word from the network it would take 40 s of silence to notice.
        await Expect(tab.Cards).ToHaveCountAsync(3, new() { Timeout = 12_000 });
        await tab.ShowsWhatGetAnswersAsync(id);
        await tab.ConnectionIsAsync("live");
    }

    private static Task LookAsync(IPage page, bool looked) => page.EvaluateAsync("(looked) => window.beLookedAt(looked)", looked);

    private static Task IsLiveAsync(IPage page) => Expect(page.GetByTestId("connection")).ToHaveAttributeAsync("data-connection", "live");
}
