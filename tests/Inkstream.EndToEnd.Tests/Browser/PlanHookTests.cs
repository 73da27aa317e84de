using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Inkstream.EndToEnd.Tests.Browser;

/// <summary>The hook of the plan (4.1), word for word, against the real server.</summary>
public sealed class PlanHookTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task The_plans_own_hook_shows_ideas_as_they_close_and_ends_equal_to_GET()
    {
        var program = Path.Combine(Repository.Root, "web", "dist-tools", "plan-hook-page.js");
        File.Exists(program).ShouldBeTrue("Build it first: npm --prefix web run build:tools");
        var (studio, model) = await ScriptedAsync();
        var first = Answers.One("第一个");
        var answer = $"{{\"ideas\":[{first},{Answers.One("第二个")},{Answers.One("第三个")}]}}";
        var script = model.Enqueue(Script.Deltas(answer[..(12 + first.Length)], answer[(12 + first.Length)..^30], answer[^30..]).HoldAfter(1));
        var (id, _) = await studio.Api.CreateAsync(count: 3, model: "scripted");
        await script.Held.WaitAsync(Until.Patience, TestContext.Current.CancellationToken);

        var tab = await OpenAsync(studio, "about:blank");
        await tab.Page.RouteAsync("**/plan-hook.html*", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "text/html",
            Body = "<!doctype html><meta charset=utf-8><link rel=icon href=/icon.svg><div id=root></div><script src=/plan-hook.js></script>",
        }));
        await tab.Page.RouteAsync("**/plan-hook.js", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "text/javascript",
            Path = program,
        }));
        await tab.GoAsync($"/plan-hook.html?type=ideation&id={id}");

        var ideas = tab.Page.Locator("#ideas li");
        await Expect(ideas).ToHaveTextAsync(["第一个"]);
        script.Release();
        await Expect(ideas).ToHaveTextAsync(["第一个", "第二个", "第三个"]);
        var read = await studio.Api.ReadOverAsync(id);
        await Expect(tab.Page.Locator("#state")).ToContainTextAsync("\"status\":\"completed\"");
        var state = await tab.Page.Locator("#state").TextContentAsync();
        Canonical.Json(JsonNode.Parse(state!)!).ShouldBe(Canonical.Json(read.Body));
    }
}
