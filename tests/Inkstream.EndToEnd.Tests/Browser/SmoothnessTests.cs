using System.Globalization;
using static Microsoft.Playwright.Assertions;

namespace Inkstream.EndToEnd.Tests.Browser;

/// <summary>Text that comes fast costs no jank (issue 4, point 8).</summary>
public sealed class SmoothnessTests(Chromium chromium) : BrowserTest(chromium)
{
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(10);

    /// <summary>
    /// On an idle machine there is none. The machines that run this share their cores with the studio, the model and other
    /// tests, and a task that loses its core for a while counts as long though the page did little in it: so a few may come.
    /// Rendering the whole list for each delta gives dozens.
    /// </summary>
    private const int MostLongTasks = 5;

    [Fact]
    public async Task Ten_seconds_of_fast_writing_give_hardly_a_task_of_more_than_50_ms()
    {
        var (studio, model) = await ScriptedAsync();
        // Twelve ideas of about 500 characters, three characters every 6 ms: some five times a fast model's pace.
        var ideas = string.Join(',', Enumerable.Range(0, 12).Select(n => $$"""{"title":"第{{n}}个题目","body":"{{string.Concat(Enumerable.Repeat($"快递员打开第{n}个包裹，里面是昨天。", 30))}}"}"""));
        model.Enqueue(Script.Text($$"""{"ideas":[{{ideas}}]}""").InDeltas(3).Every(TimeSpan.FromMilliseconds(6)));
        var tab = await OpenAsync(studio);
        await tab.Page.EvaluateAsync(
            """
            () => {
              window.longTasks = [];
              new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((entry) => Math.round(entry.duration))))
                .observe({ type: "longtask" });
            }
            """);
        var (id, _) = await studio.Api.CreateAsync(12, model: "scripted");
        // Within the page: a new document would be another observer's.
        await tab.Page.Locator($"a[href='/ideations/{id}']").ClickAsync();
        await Expect(tab.Draft).ToBeVisibleAsync();
        await tab.Page.EvaluateAsync("() => { window.longTasks.length = 0; window.grown = 0; new MutationObserver(() => window.grown++).observe(document.querySelector('main'), { subtree: true, characterData: true, childList: true }); }");

        await tab.Page.WaitForTimeoutAsync((float)Watched.TotalMilliseconds);
        var tasks = await tab.Page.EvaluateAsync<int[]>("() => window.longTasks");
        var grown = await tab.Page.EvaluateAsync<int>("() => window.grown");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tasks.Length} long tasks ({string.Join(", ", tasks)} ms), {grown} growths"));
        grown.ShouldBeGreaterThan(100, "text came all the time");
        tasks.Length.ShouldBeLessThanOrEqualTo(MostLongTasks, string.Join(", ", tasks));
    }
}
