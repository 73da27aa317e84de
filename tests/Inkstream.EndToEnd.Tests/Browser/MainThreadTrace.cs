using System.Text.Json;
using Microsoft.Playwright;

namespace Inkstream.EndToEnd.Tests.Browser;

/// <summary>A trace of a page's main thread: how much of the processor each of its tasks took.</summary>
internal sealed class MainThreadTrace
{
    private readonly ICDPSession _devtools;
    private readonly List<JsonElement> _events = [];
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MainThreadTrace(ICDPSession devtools) => _devtools = devtools;

    public static async Task<MainThreadTrace> StartAsync(IPage page)
    {
        var trace = new MainThreadTrace(await page.Context.NewCDPSessionAsync(page));
        trace._devtools.Event("Tracing.dataCollected").OnEvent += (_, data) =>
        {
            if (data is { } some)
                trace._events.AddRange(some.GetProperty("value").EnumerateArray().Select(one => one.Clone()));
        };
        trace._devtools.Event("Tracing.tracingComplete").OnEvent += (_, _) => trace._complete.TrySetResult();
        await trace._devtools.SendAsync("Tracing.start", new() { ["categories"] = "toplevel,devtools.timeline,disabled-by-default-devtools.timeline" });
        return trace;
    }

    /// <summary>
    /// Ends the trace. The tasks, longest first, in milliseconds of processor time: not of the clock, which on a machine that
    /// others use too goes on while the page waits for its turn.
    /// </summary>
    public async Task<IReadOnlyList<double>> TasksAsync()
    {
        await _devtools.SendAsync("Tracing.end");
        await _complete.Task.WaitAsync(Until.Patience, TestContext.Current.CancellationToken);
        var main = _events
            .Where(one => Text(one, "name") == "thread_name" && Text(one.GetProperty("args"), "name") == "CrRendererMain")
            .Select(Thread).ToHashSet();
        return
        [
            .. _events.Where(one => Text(one, "name") == "RunTask" && main.Contains(Thread(one)) && one.TryGetProperty("tdur", out _))
                .Select(one => one.GetProperty("tdur").GetDouble() / 1000).OrderDescending(),
        ];
    }

    private static string? Text(JsonElement one, string name) => one.TryGetProperty(name, out var value) ? value.ToString() : null;

    private static (int Process, int Thread) Thread(JsonElement one) => (one.GetProperty("pid").GetInt32(), one.GetProperty("tid").GetInt32());
}
