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

    /// <summary>What the page complained of since this was asked last.</summary>
    public IReadOnlyList<string> TakeComplaints()
    {
        string[] taken = [.. _complaints];
        _complaints.Clear();
        return taken;
    }

    public static async Task<Gallery> OpenAsync(IBrowser browser, GalleryWalk walk)
    {
        if (!File.Exists(Path.Combine(Files, "index.html")))
            throw new InvalidOperationException("Run `npm --prefix web run build:gallery` first: ./test does.");
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = walk.Language == "zh" ? "zh-CN" : "en-GB",
            ColorScheme = walk.Scheme,
            ViewportSize = new ViewportSize { Width = walk.Width, Height = walk.OnAPhone ? 780 : 900 },
            ReducedMotion = ReducedMotion.Reduce,
            // A phone is more than a narrow window: a finger, no pointer that hovers.
            HasTouch = walk.OnAPhone,
            IsMobile = walk.OnAPhone,
        });
        await context.RouteAsync("**/*", AnswerAsync);
        if (walk.TwiceTheText)
            await context.AddInitScriptAsync(TwiceTheText);
        var page = await context.NewPageAsync();
        var gallery = new Gallery(context, page);
        page.PageError += (_, error) => gallery._complaints.Add(error);
        page.SetDefaultTimeout(Patience);
        return gallery;
    }

    /// <summary>The names of all states, and whether each can be reached on a phone too.</summary>
    public async Task<IReadOnlyList<(string Name, bool OnPhones)>> StatesAsync()
    {
        await Page.GotoAsync(Address + "gallery");
        await Page.Locator("[data-state]").First.WaitForAsync();
        var states = await Page.Locator("[data-state]").EvaluateAllAsync<string[][]>("links => links.map(({ dataset }) => [dataset.state, dataset.desk ?? ''])");
        return [.. states.Select(state => (state[0], state[1].Length == 0))];
    }

    /// <summary>Goes there from the state that is shown, without loading the page again: to load it took longer than all else.</summary>
    public async Task ShowAsync(string state)
    {
        await Page.EvaluateAsync(
            """
            (state) => {
              history.pushState(null, "", `/gallery/${state}`);
              dispatchEvent(new PopStateEvent("popstate"));
            }
            """,
            state);
        await Page.Locator($"html[data-gallery='{state}']").WaitForAsync(new() { State = WaitForSelectorState.Attached });
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

    /// <summary>
    /// Text fields that scroll though they may still grow, or are higher than both their text and what they are at least:
    /// a field is as high as what is in it.
    /// </summary>
    public Task<string[]> FieldsOfAnotherHeightAsync() => Page.EvaluateAsync<string[]>(
        """
        () => [...document.querySelectorAll("textarea")].filter((e) => e.checkVisibility()).flatMap((e) => {
          const style = getComputedStyle(e);
          const edges = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom) + parseFloat(style.borderTopWidth) + parseFloat(style.borderBottomWidth);
          const line = parseFloat(style.lineHeight);
          const [least, most] = ["--least", "--most"].map((name) => parseFloat(style.getPropertyValue(name)) || Infinity);
          const pen = e.cloneNode();
          pen.style.cssText = `position: absolute; visibility: hidden; field-sizing: fixed; min-height: 0; height: 0; width: ${e.offsetWidth}px`;
          e.parentElement.append(pen);
          pen.value = e.value || e.placeholder;
          const needed = pen.scrollHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
          pen.remove();
          const wanted = Math.min(most * line, Math.max(least * line, needed)) + edges;
          return Math.abs(e.offsetHeight - wanted) <= 3 ? [] : [`${e.dataset.testid}: ${e.offsetHeight} px for ${Math.round(wanted)}`];
        })
        """);

    /// <summary>
    /// What is chosen in a select and has no room in it. The page shows it over the select, in lines (Choice.tsx): what
    /// those take is compared with the box that they have.
    /// </summary>
    public Task<string[]> CutChoicesAsync() => Page.EvaluateAsync<string[]>(
        """
        () => {
          const pen = document.createElement("canvas").getContext("2d");
          return [...document.querySelectorAll("select")].filter((e) => e.checkVisibility()).flatMap((e) => {
            const text = e.selectedOptions[0]?.text.trim() ?? "";
            const over = getComputedStyle(e.parentElement, "::before");
            const [shows, style] = over.content.includes(text) ? [e.parentElement, over] : [e, getComputedStyle(e)];
            pen.font = style.font;
            const px = (...names) => names.reduce((sum, name) => sum + (parseFloat(style[name]) || 0), 0);
            const [aside, above] = [px("paddingLeft", "paddingRight"), px("paddingTop", "paddingBottom")];
            const whole = style.boxSizing === "border-box";
            const room = shows === e ? e.clientWidth - aside : px("width") - (whole ? aside : 0);
            const height = px("height") - (whole ? above : 0);
            const lines = shows === e ? 1 : Math.round(height / px("lineHeight"));
            const inside = shows === e || height + above <= e.offsetHeight + 1;
            // A bracket at the end of a line takes half of its room there.
            const needs = pen.measureText(text).width - (/[）》】」]$/.test(text) ? px("fontSize") / 2 : 0);
            const fits = needs <= room * lines + 1;
            return fits && inside ? [] : [text];
          });
        }
        """);

    /// <summary>A caret that does not stand right behind the last letter before it.</summary>
    public Task<string[]> StrayCaretsAsync() => Page.EvaluateAsync<string[]>(
        """
        () => [...document.querySelectorAll("[data-caret]")].filter((e) => e.checkVisibility()).flatMap((caret) => {
          const draft = caret.closest("[data-testid=draft-part], [data-testid=draft-card], [data-testid=card]");
          const texts = document.createTreeWalker(draft, NodeFilter.SHOW_TEXT);
          let last = null;
          while (texts.nextNode() && texts.currentNode.compareDocumentPosition(caret) & Node.DOCUMENT_POSITION_FOLLOWING) {
            if (texts.currentNode.data.trim()) last = texts.currentNode;
          }
          // Only a byline is before it as long as no letter has come.
          if (!last || last.parentElement.closest("[data-testid=byline]")) return [];
          const letter = document.createRange();
          letter.setStart(last, last.length - 1);
          letter.setEnd(last, last.length);
          const [at, here] = [[...letter.getClientRects()].at(-1), caret.getBoundingClientRect()];
          const apart = Math.abs(here.left - at.right);
          const above = Math.min(here.bottom, at.bottom) - Math.max(here.top, at.top);
          return apart <= 4 && above > 4 ? [] : [`${Math.round(apart)} px behind "${last.data.slice(-20)}"`];
        })
        """);

    /// <summary>
    /// Text that says nothing of its language, so that it passes for the page's, and plainly is in the other: Chinese on
    /// the English page, three English words in a row on the Chinese one. Code is in nobody's language.
    /// </summary>
    public Task<string[]> InTheWrongLanguageAsync() => Page.EvaluateAsync<string[]>(
        """
        () => {
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const found = [];
          while (texts.nextNode()) {
            const { data, parentElement: holder } = texts.currentNode;
            if (!holder.checkVisibility() || holder.closest("script, style, textarea, pre, code, [aria-hidden=true]")) continue;
            const says = holder.closest("[lang]");
            const isOther = document.documentElement.lang.startsWith("zh") ? /[A-Za-z]+(?: [A-Za-z']+){2}/ : /\p{Script=Han}/u;
            if (says === document.documentElement && isOther.test(data)) found.push(data.trim().slice(0, 60));
          }
          return found;
        }
        """);

    /// <summary>What speaks of keys to someone who has none.</summary>
    public Task<string[]> KeysForFingersAsync() => Page.EvaluateAsync<string[]>(
        """
        () => [...document.querySelectorAll("kbd, [data-keys]")].filter((e) => e.checkVisibility()).map((e) => e.innerText || e.ariaLabel)
        """);

    /// <summary>By how much the page is wider than its window: a phone's window would grow with it.</summary>
    public Task<int> WiderByAsync() => Page.EvaluateAsync<int>("(width) => document.documentElement.scrollWidth - width", Page.ViewportSize!.Width);

    /// <summary>
    /// The whole page; the window alone when something lies over it, which belongs to the window. The window itself is made
    /// as high as the page: the browser's own picture of a whole page forgets while it is taken that a phone has no pointer.
    /// </summary>
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
        var (width, height) = (Page.ViewportSize!.Width, Page.ViewportSize.Height);
        var whole = overlaid ? height : await Page.EvaluateAsync<int>("() => document.documentElement.scrollHeight");
        if (whole > height)
        {
            await Page.SetViewportSizeAsync(width, whole);
            await Page.EvaluateAsync("() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))");
        }

        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{state}.png")) });
        if (whole > height)
            await Page.SetViewportSizeAsync(width, height);
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private static Task AnswerAsync(IRoute route)
    {
        var path = new Uri(route.Request.Url).AbsolutePath.TrimStart('/');
        var file = Path.Combine(Files, path);
        return route.FulfillAsync(new RouteFulfillOptions { Path = Path.HasExtension(path) && File.Exists(file) ? file : Path.Combine(Files, "index.html") });
    }
}
