using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Inkstream.EndToEnd.Tests.Browser;

/// <summary>One idea card as a page shows it.</summary>
internal sealed record ShownCard(string Id, string Title, string Body);

/// <summary>What a page showed at one moment while ideas were written.</summary>
internal sealed record ShownMoment(int Cards, int Progress, string Words, string Draft);

/// <summary>A tab that shows the studio, in a browser of its own.</summary>
internal sealed class Tab : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly StudioServer _studio;
    private readonly ConcurrentQueue<string> _complaints = new();

    private Tab(IBrowserContext context, IPage page, StudioServer studio)
    {
        (_context, Page, _studio) = (context, page, studio);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Enqueue($"{message.Type}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => _complaints.Enqueue($"thrown: {error}");
    }

    public IPage Page { get; }

    /// <summary>Errors, warnings and violations of the content security policy, which are errors too.</summary>
    public IEnumerable<string> Complaints => _complaints;

    public ILocator Cards => By("card");

    public ILocator Status => By("status");

    public ILocator Draft => By("draft-card");

    public static async Task<Tab> OpenAsync(IBrowser browser, StudioServer studio, string locale, int width, ColorScheme scheme, bool touch = false)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = studio.Address.AbsoluteUri,
            Locale = locale,
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = width, Height = 860 },
            HasTouch = touch,
            IsMobile = touch,
        });
        context.SetDefaultTimeout((float)Until.Patience.TotalMilliseconds);
        return new Tab(context, await context.NewPageAsync(), studio);
    }

    public ILocator By(string testId) => Page.GetByTestId(testId);

    /// <summary>Text fields carry the test id themselves or around them.</summary>
    public ILocator Field(string testId) =>
        Page.Locator($"input[data-testid={testId}], textarea[data-testid={testId}], [data-testid={testId}] input, [data-testid={testId}] textarea").First;

    public Task GoAsync(string path) => Page.GotoAsync(path);

    /// <summary>Goes to an ideation and waits until it shows something.</summary>
    public async Task GoToAsync(string id)
    {
        await GoAsync($"/ideations/{id}");
        await Expect(Status).ToBeVisibleAsync();
    }

    /// <summary>The id in the address of the ideation that is shown.</summary>
    public async Task<string> IdAsync()
    {
        await Page.WaitForURLAsync("**/ideations/*");
        return new Uri(Page.Url).Segments[^1];
    }

    public Task StatusIsAsync(string status) => Expect(Status).ToHaveAttributeAsync("data-status", status);

    public Task ConnectionIsAsync(string connection) => Expect(By("connection")).ToHaveAttributeAsync("data-connection", connection);

    public Task OfflineAsync(bool offline) => _context.SetOfflineAsync(offline);

    public async Task<IReadOnlyList<ShownCard>> CardsAsync() =>
        [.. (await Cards.EvaluateAllAsync<string[][]>(
            "cards => cards.map(card => [card.dataset.artifactId, card.querySelector('h3').textContent, card.querySelector('p').textContent])"))
            .Select(card => new ShownCard(card[0], card[1], card[2]))];

    /// <summary>The page has come to its end, and shows what GET answers: no card more, none less, none twice.</summary>
    public async Task ShowsWhatGetAnswersAsync(string id, string status = "completed")
    {
        await StatusIsAsync(status);
        var read = await _studio.Api.ReadAsync(id);
        read.Status.ShouldBe(status);
        IReadOnlyList<ShownCard> expected =
        [
            .. read.Ideas.Where(idea => !idea!["dismissed"]!.GetValue<bool>()).Select(idea => new ShownCard(
                idea!["artifactId"]!.GetValue<string>(), idea["title"]!.GetValue<string>(), idea["body"]!.GetValue<string>())),
        ];
        await Expect(Cards).ToHaveCountAsync(expected.Count);
        await Expect(Draft).ToHaveCountAsync(0);
        (await CardsAsync()).ShouldBe(expected);
    }

    /// <summary>Begins to write down what the page shows, at each change of it.</summary>
    public Task WatchAsync() => Page.EvaluateAsync(
        """
        () => {
          window.shownMoments = [];
          const text = (element) => element?.textContent ?? "";
          const find = (name) => document.querySelector(`[data-testid=${name}]`);
          const look = () => {
            const progress = find("progress");
            if (progress) window.shownMoments.push({
              cards: document.querySelectorAll("[data-testid=card]").length,
              progress: Number(progress.dataset.progress),
              words: progress.textContent,
              draft: text(find("draft-card")?.querySelector("h3")) + text(find("draft-card")?.querySelector("p")),
            });
          };
          look();
          new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
        }
        """);

    public async Task<IReadOnlyList<ShownMoment>> WatchedAsync() =>
        [.. (await Page.EvaluateAsync<MomentOnThePage[]>("() => window.shownMoments")).Select(one => new ShownMoment(one.Cards, one.Progress, one.Words, one.Draft))];

    /// <summary>
    /// What was seen since <see cref="WatchAsync"/> typed itself: each draft is the beginning of a card that now is there.
    /// Returns how often a draft grew.
    /// </summary>
    public async Task<int> TypedItselfAsync()
    {
        var texts = (await CardsAsync()).Select(card => card.Title + card.Body).ToList();
        var drafts = (await WatchedAsync()).Select(moment => moment.Draft).Where(draft => draft.Length > 0).ToList();
        foreach (var draft in drafts)
            texts.ShouldContain(text => text.StartsWith(draft, StringComparison.Ordinal), draft);
        return drafts.Zip(drafts.Skip(1)).Count(pair => pair.Second.Length > pair.First.Length && pair.Second.StartsWith(pair.First, StringComparison.Ordinal));
    }

    /// <summary>Presses Tab until the focus is on that, as someone without a mouse does.</summary>
    public async Task TabToAsync(string selector)
    {
        const int most = 120;
        for (var pressed = 0; pressed < most; pressed++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.EvaluateAsync<bool>("selector => document.activeElement?.closest(selector) !== null", selector))
            {
                (await FocusIsSeenAsync()).ShouldBeTrue($"the focus on {selector} can be seen");
                return;
            }
        }

        throw new InvalidOperationException($"{selector} cannot be reached with {most} presses of Tab.");
    }

    /// <summary>Whether what has the focus is marked: an outline, of its own or around a part of it, or the edge of a field in the accent.</summary>
    private Task<bool> FocusIsSeenAsync() => Page.EvaluateAsync<bool>(
        """
        () => {
          const focused = document.activeElement;
          const outlined = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
          const field = focused.matches("input, textarea, select");
          const before = getComputedStyle(focused).borderColor;
          if (outlined(getComputedStyle(focused)) || outlined(getComputedStyle(focused, "::after"))) return true;
          if (!field) return false;
          focused.blur();
          const after = getComputedStyle(focused).borderColor;
          focused.focus();
          return before !== after;
        }
        """);

    /// <summary>How far the page is wider than the window.</summary>
    public Task<int> OverflowAsync() => Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth");

    /// <summary>What axe has against the page, one line each.</summary>
    public Task<IReadOnlyList<string>> AxeAsync() => AxeAsync(Page);

    /// <summary>The same for any page. Axe is half a megabyte: a document that has it keeps it.</summary>
    public static async Task<IReadOnlyList<string>> AxeAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("() => typeof axe !== 'undefined'"))
            await page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "web", "node_modules", "axe-core", "axe.min.js")));
        return await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] }))
              .violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html} ${node.any[0]?.message ?? ""}`))
            """);
    }

    public async Task PictureAsync(string file)
    {
        try
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = true, Timeout = 5000 });
        }
        catch (PlaywrightException e)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"No picture: {e.Message}"));
        }
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    /// <summary>Playwright fills members by name.</summary>
    private sealed class MomentOnThePage
    {
        public int Cards { get; set; }

        public int Progress { get; set; }

        public string Words { get; set; } = "";

        public string Draft { get; set; } = "";
    }
}
