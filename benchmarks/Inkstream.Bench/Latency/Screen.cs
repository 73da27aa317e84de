using System.Diagnostics;
using System.Text.Json;
using Inkstream.Bench.Measuring;
using Microsoft.Playwright;

namespace Inkstream.Bench.Latency;

/// <summary>Real Chromium with the real page: when the text of a delta stands in the document, and when it is painted.</summary>
internal static class Screen
{
    /// <summary>Where Chromium is, as <c>./bench</c> found it; null when there is none.</summary>
    public static string? Chromium { get; } = Environment.GetEnvironmentVariable("INKSTREAM_CHROMIUM") is { Length: > 0 } path ? path : null;

    // A frame's callback runs before it is painted, and a message posted there is handled after.
    private const string Observe =
        """
        () => {
          const seen = (window.seen = []);
          const clock = () => performance.timeOrigin + performance.now();
          const text = () => document.querySelector('[data-testid="draft-card"]')?.textContent ?? "";
          let last = "";
          new MutationObserver(() => {
            const now = clock();
            const all = text();
            const stamps = [...all.slice(last ? all.indexOf(last) + last.length : 0).matchAll(/~(\d+) /g)].map((m) => m[0]);
            if (stamps.length === 0) return;
            last = stamps[stamps.length - 1];
            requestAnimationFrame(() => {
              const after = new MessageChannel();
              after.port1.onmessage = () => { for (const stamp of stamps) seen.push([stamp.slice(1, -1), now, clock()]); };
              after.port2.postMessage(0);
            });
          }).observe(document.body, { subtree: true, childList: true, characterData: true });
        }
        """;

    public static async Task MeasureAsync(
        Uri studio, string ideation, Action watching, int stamps, Histogram inDocument, Histogram painted, CancellationToken cancel)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var page = await browser.NewPageAsync();
        await page.GotoAsync(new Uri(studio, $"ideations/{ideation}").ToString());
        await page.GetByTestId("draft-card").WaitForAsync();
        await page.EvaluateAsync(Observe);
        watching();
        await page.WaitForFunctionAsync($"() => window.seen.length >= {stamps}", options: new PageWaitForFunctionOptions { PollingInterval = 100 });
        var ahead = await AheadAsync(page);
        var seen = await page.EvaluateAsync<JsonElement>("() => window.seen");
        cancel.ThrowIfCancellationRequested();
        foreach (var row in seen.EnumerateArray())
        {
            var sent = Milliseconds(long.Parse(row[0].GetString()!, System.Globalization.CultureInfo.InvariantCulture));
            inDocument.AddMs(row[1].GetDouble() - ahead - sent);
            painted.AddMs(row[2].GetDouble() - ahead - sent);
        }
    }

    /// <summary>How far the page's clock is ahead of ours, in milliseconds: from the quickest of some questions.</summary>
    private static async Task<double> AheadAsync(IPage page)
    {
        var (quickest, ahead) = (double.MaxValue, 0.0);
        for (var i = 0; i < 20; i++)
        {
            var before = Milliseconds(Stopwatch.GetTimestamp());
            var there = await page.EvaluateAsync<double>("() => performance.timeOrigin + performance.now()");
            var after = Milliseconds(Stopwatch.GetTimestamp());
            if (after - before < quickest)
                (quickest, ahead) = (after - before, there - ((before + after) / 2));
        }

        return ahead;
    }

    private static double Milliseconds(long timestamp) => timestamp * 1000.0 / Stopwatch.Frequency;
}
