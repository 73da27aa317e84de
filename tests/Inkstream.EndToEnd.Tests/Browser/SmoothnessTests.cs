using System.Globalization;
using static Microsoft.Playwright.Assertions;

namespace Inkstream.EndToEnd.Tests.Browser;

/// <summary>Text that comes fast costs no jank (issue 4, point 8).</summary>
public sealed class SmoothnessTests(Chromium chromium) : BrowserTest(chromium)
{
    /// <summary>How long is looked on, in milliseconds.</summary>
    private const float Watched = 10_000;

    /// <summary>What makes a task a long one, in milliseconds; here of the processor, see <see cref="MainThreadTrace"/>.</summary>
    private const double Long = 50;

    [Fact]
    public async Task Ten_seconds_of_fast_writing_have_no_task_that_works_longer_than_50_ms()
    {
        var (studio, model) = await ScriptedAsync();
        // Twelve ideas of about 500 characters, three characters every 6 ms: some five times a fast model's pace.
        var ideas = string.Join(',', Enumerable.Range(0, 12).Select(n => $$"""{"title":"第{{n}}个题目","body":"{{string.Concat(Enumerable.Repeat($"快递员打开第{n}个包裹，里面是昨天。", 30))}}"}"""));
        model.Enqueue(Script.Text($$"""{"ideas":[{{ideas}}]}""").InDeltas(3).Every(TimeSpan.FromMilliseconds(6)));
        var (id, _) = await studio.Api.CreateAsync(12, model: "scripted");
        var tab = await OpenAsync(studio, $"/ideations/{id}");
        await Expect(tab.Draft).ToBeVisibleAsync();
        await tab.Page.EvaluateAsync("() => { window.grown = 0; new MutationObserver(() => window.grown++).observe(document.querySelector('main'), { subtree: true, characterData: true, childList: true }); }");

        var trace = await MainThreadTrace.StartAsync(tab.Page);
        await tab.Page.WaitForTimeoutAsync(Watched);
        var tasks = await trace.TasksAsync();
        var grown = await tab.Page.EvaluateAsync<int>("() => window.grown");
        var longest = string.Join(", ", tasks.Take(8).Select(task => task.ToString("0.0", CultureInfo.InvariantCulture)));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tasks.Count} tasks, the longest of {longest} ms; {grown} growths"));
        grown.ShouldBeGreaterThan(100, "text came all the time");
        tasks.Count.ShouldBeGreaterThan(100, "the trace saw the page at work");
        tasks[0].ShouldBeLessThan(Long, longest);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_finished_card_stays_where_it_is_while_the_next_are_written_and_when_the_writing_ends(int width)
    {
        var (studio, model) = await ScriptedAsync();
        var script = model.Enqueue(Script.Text(Answers.Of(5, "不动")).InDeltas(3).Every(TimeSpan.FromMilliseconds(5)).HoldAfter(20));
        var (id, _) = await studio.Api.CreateAsync(5, model: "scripted");
        var tab = await OpenAsync(studio, $"/ideations/{id}", width: width);
        await Expect(tab.Draft).ToBeVisibleAsync();
        await tab.Page.EvaluateAsync(
            """
            () => {
              const places = new Map();
              window.moved = [];
              const look = () => {
                const cards = [...document.querySelectorAll("[data-testid=card], [data-testid=draft-card]")];
                cards.forEach((card, n) => {
                  const { left, top } = card.getBoundingClientRect();
                  const place = `${Math.round(left)},${Math.round(top + scrollY)}`;
                  if (places.has(n) && places.get(n) !== place) window.moved.push(`card ${n}: ${places.get(n)} → ${place}`);
                  places.set(n, place);
                });
                requestAnimationFrame(look);
              };
              look();
            }
            """);
        script.Release();
        await tab.ShowsWhatGetAnswersAsync(id);
        (await tab.Page.EvaluateAsync<string[]>("() => window.moved")).ShouldBeEmpty();
    }
}
