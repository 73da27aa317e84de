using System.Globalization;
using Microsoft.Playwright;

namespace Inkstream.EndToEnd.Tests.Browser;

/// <summary>
/// The gallery of every state (web/src/gallery), from its own build and without a server: its files are given to the
/// browser as they are asked for.
/// </summary>
internal sealed class Gallery : IAsyncDisposable
{
    private const string Address = "http://gallery.inkstream/";

    /// <summary>How long a state may take to be reached, in milliseconds.</summary>
    private const int Patience = 30_000;

    /// <summary>Before the page measures anything: a text field that grew with its text would grow once more for the picture.</summary>
    private const string TwiceTheText =
        """
        const twice = () => { document.documentElement.style.fontSize = "200%"; };
        if (document.documentElement) twice();
        else new MutationObserver((_, observer) => {
          if (!document.documentElement) return;
          observer.disconnect();
          twice();
        }).observe(document, { childList: true });
        """;

    private static readonly string Files = Path.Combine(Repository.Root, "web", "dist-gallery");

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    private Gallery(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    public IReadOnlyList<string> Complaints => _complaints;

    public static async Task<Gallery> OpenAsync(IBrowser browser, string language, ColorScheme scheme, int width, bool twiceTheText)
    {
        if (!File.Exists(Path.Combine(Files, "index.html")))
            throw new InvalidOperationException("Run `npm --prefix web run build:gallery` first: ./test does.");
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = language == "zh" ? "zh-CN" : "en-GB",
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = width < 700 ? 780 : 900 },
            ReducedMotion = ReducedMotion.Reduce,
            // A narrow window is a phone: a finger, no pointer that hovers.
            HasTouch = width < 700,
            IsMobile = width < 700,
        });
        await context.RouteAsync("**/*", AnswerAsync);
        if (twiceTheText)
            await context.AddInitScriptAsync(TwiceTheText);
        var page = await context.NewPageAsync();
        var gallery = new Gallery(context, page);
        page.PageError += (_, error) => gallery._complaints.Add(error);
        page.SetDefaultTimeout(Patience);
        return gallery;
    }

    /// <summary>The names of all states.</summary>
    public async Task<IReadOnlyList<string>> StatesAsync()
    {
        await Page.GotoAsync(Address + "gallery");
        await Page.Locator("[data-state]").First.WaitForAsync();
        return await Page.Locator("[data-state]").EvaluateAllAsync<string[]>("links => links.map((link) => link.dataset.state)");
    }

    public async Task ShowAsync(string state)
    {
        await Page.GotoAsync($"{Address}gallery/{state}");
        await Page.Locator("html[data-gallery=ready]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    /// <summary>Any text that is a key of the texts and not a text: what a missing translation looks like.</summary>
    public Task<string[]> UntranslatedAsync() => Page.EvaluateAsync<string[]>(
        """
        () => {
          const shown = document.body.innerText + [...document.querySelectorAll("[aria-label],[title],[placeholder]")]
            .map((e) => ["aria-label", "title", "placeholder"].map((name) => e.getAttribute(name) ?? "").join("\n")).join("\n");
          return shown.match(/\b(?:app|status|library|new|newOutline|form|generation|ideation|outline|run|keys|errors|delete|genre|platform|settings)\.[a-zA-Z_]+(?:\.[a-zA-Z_]+)*|\{\{\w+\}\}/g) ?? [];
        }
        """);

    /// <summary>Texts that are cut off without a sign of it, or lie over the edge of the window.</summary>
    public Task<string[]> CutOffAsync() => Page.EvaluateAsync<string[]>(
        """
        (width) => {
          // A row that is scrolled on purpose shows that it goes on.
          const scrolls = (e) => e !== null && (/auto|scroll/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
          return [...document.querySelectorAll("h1,h2,h3,p,dt,dd,label,button,li,summary")]
          .filter((e) => e.innerText?.trim() && e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !e.closest("[aria-hidden=true], .mantine-VisuallyHidden-root"))
          .filter((e) => {
            const box = e.getBoundingClientRect();
            if (box.width <= 1 || box.height <= 1) return false;
            const clips = getComputedStyle(e).overflowX !== "visible" && getComputedStyle(e).textOverflow !== "ellipsis";
            return (box.right > width + 1 && !scrolls(e)) || (clips && e.scrollWidth > e.clientWidth + 1);
          })
          .map((e) => `${e.tagName}: ${e.innerText.slice(0, 60)}`);
        }
        """,
        Page.ViewportSize!.Width);

    /// <summary>By how much the page is wider than its window: a phone's window would grow with it.</summary>
    public Task<int> WiderByAsync() => Page.EvaluateAsync<int>("(width) => document.documentElement.scrollWidth - width", Page.ViewportSize!.Width);

    /// <summary>The whole page; the window alone when something lies over it, which belongs to the window.</summary>
    public async Task PictureAsync(string folder, string state)
    {
        Directory.CreateDirectory(folder);
        var overlaid = await Page.EvaluateAsync<bool>(
            """
            () => {
              const over = [...document.querySelectorAll("[role=menu], [role=dialog]")].find((e) => e.checkVisibility());
              over?.scrollIntoView({ block: "center" });
              return over !== undefined;
            }
            """);
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{state}.png")), FullPage = !overlaid });
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private static Task AnswerAsync(IRoute route)
    {
        var path = new Uri(route.Request.Url).AbsolutePath.TrimStart('/');
        var file = Path.Combine(Files, path);
        return route.FulfillAsync(new RouteFulfillOptions { Path = Path.HasExtension(path) && File.Exists(file) ? file : Path.Combine(Files, "index.html") });
    }
}
