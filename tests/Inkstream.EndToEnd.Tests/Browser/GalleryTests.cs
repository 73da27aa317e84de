using System.Globalization;
using Microsoft.Playwright;

namespace Inkstream.EndToEnd.Tests.Browser;

/// <summary>
/// Every state of every page in both languages, both themes, on phones and on a desk, and with text twice as large. The
/// pictures are in artifacts/screenshots/gallery, for people to look at. The plain run takes each language, theme and
/// width at least once, and axe, the slow one, to each state in each theme; <c>./test --full</c> takes all with all.
/// </summary>
public sealed class GalleryTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly string Pictures = Path.Combine(Repository.Root, "artifacts", "screenshots", "gallery");

    public static TheoryData<string, ColorScheme, int, bool, bool> Walks()
    {
        if (Environment.GetEnvironmentVariable("INKSTREAM_FULL") != "1")
        {
            return new()
            {
                { "zh", ColorScheme.Light, 360, false, true },
                { "en", ColorScheme.Dark, 390, false, true },
                { "zh", ColorScheme.Dark, 1280, false, false },
                { "en", ColorScheme.Light, 1280, true, false },
            };
        }

        var all = new TheoryData<string, ColorScheme, int, bool, bool>();
        foreach (var language in new[] { "zh", "en" })
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
                foreach (var (width, twice) in new[] { (360, false), (390, false), (1280, false), (1280, true), (390, true) })
                    all.Add(language, scheme, width, twice, true);
        return all;
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public async Task Every_state_is_whole_translated_and_clean_for_axe(string language, ColorScheme scheme, int width, bool twiceTheText, bool axe)
    {
        await using var gallery = await Gallery.OpenAsync(chromium.Browser, language, scheme, width, twiceTheText);
        var folder = Path.Combine(Pictures, string.Create(CultureInfo.InvariantCulture, $"{language}-{scheme}-{width}{(twiceTheText ? "-200%" : "")}").ToLowerInvariant());
        List<string> found = [];
        var states = await gallery.StatesAsync();
        states.Count.ShouldBeGreaterThan(40);
        foreach (var state in states)
        {
            await gallery.ShowAsync(state);
            await gallery.PictureAsync(folder, state);
            List<string> here =
            [
                .. axe ? await Tab.AxeAsync(gallery.Page) : [],
                .. (await gallery.UntranslatedAsync()).Select(text => "untranslated: " + text),
                .. (await gallery.CutOffAsync()).Select(text => "cut off: " + text),
                .. gallery.Complaints,
            ];
            var wider = await gallery.WiderByAsync();
            if (wider > 0)
                here.Add(string.Create(CultureInfo.InvariantCulture, $"{wider} px wider than the window"));
            found.AddRange(here.Select(one => $"{state}: {one}"));
        }

        found.ShouldBeEmpty();
    }
}
