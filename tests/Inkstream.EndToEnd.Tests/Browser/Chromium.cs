using System.Collections;
using Microsoft.Playwright;

namespace Inkstream.EndToEnd.Tests.Browser;

/// <summary>A real Chromium, the one of the system: none is ever downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright _playwright = null!;

    internal IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout((float)Until.Patience.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();

        // Without a UTF-8 locale Chromium saves a file of a Chinese name as "download".
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("INKSTREAM_CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium",
            Args =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
            Env = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .Where(variable => variable.Key is not ("LANG" or "LC_ALL" or "LC_CTYPE"))
                .Select(variable => KeyValuePair.Create((string)variable.Key, (string)variable.Value!))
                .Append(KeyValuePair.Create("LANG", "C.UTF-8")),
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
