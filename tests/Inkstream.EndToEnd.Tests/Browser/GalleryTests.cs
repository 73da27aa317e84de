using System.Globalization;
using Microsoft.Playwright;

namespace Inkstream.EndToEnd.Tests.Browser;

/// <summary>
/// Every state of every page in both languages, both themes, on phones and on a desk, and with text twice as large. The
/// pictures are in artifacts/screenshots/gallery, for people to look at. The plain run takes each state in each of these at
/// least once (<see cref="GalleryWalk.Plain"/>); <c>./test --full</c> takes all with all.
/// </summary>
public sealed class GalleryTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly string Pictures = Path.Combine(Repository.Root, "artifacts", "screenshots", "gallery");

    public static TheoryData<string, ColorScheme, int, bool, bool, int?> Walks()
    {
        var walks = new TheoryData<string, ColorScheme, int, bool, bool, int?>();
        foreach (var walk in Environment.GetEnvironmentVariable("INKSTREAM_FULL") == "1" ? GalleryWalk.Full : GalleryWalk.Plain)
            walks.Add(walk.Language, walk.Scheme, walk.Width, walk.TwiceTheText, walk.Axe, walk.Share);
        return walks;
    }

    [Fact]
    public void The_plain_run_shows_each_state_in_everything_it_is_to_be_seen_in()
    {
        for (var place = 0; place < 4; place++)
        {
            var seen = GalleryWalk.Plain.Where(walk => walk.Takes(place, onPhones: true)).ToList();
            seen.Where(walk => !walk.TwiceTheText).Select(walk => (walk.Language, walk.Axe)).ShouldBe([("zh", true), ("en", true)], ignoreOrder: true);
            seen.Where(walk => walk.Axe).Select(walk => walk.Scheme).ShouldBe([ColorScheme.Light, ColorScheme.Dark], ignoreOrder: true);
            seen.Where(walk => !walk.TwiceTheText).Select(walk => walk.OnAPhone).ShouldBe([true, false], ignoreOrder: true);
            seen.Count(walk => walk.TwiceTheText).ShouldBe(1);
        }

        GalleryWalk.Plain.Where(walk => !walk.TwiceTheText).Select(walk => (walk.Language, walk.Scheme, walk.OnAPhone)).Distinct().Count().ShouldBe(8);
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public async Task Every_state_is_whole_translated_and_clean_for_axe(string language, ColorScheme scheme, int width, bool twiceTheText, bool axe, int? share)
    {
        var walk = new GalleryWalk(language, scheme, width, twiceTheText, axe, share);
        await using var gallery = await Gallery.OpenAsync(chromium.Browser, walk);
        var folder = Path.Combine(Pictures, string.Create(CultureInfo.InvariantCulture, $"{language}-{scheme}-{width}{(twiceTheText ? "-200%" : "")}").ToLowerInvariant());
        List<string> found = [];
        var states = await gallery.StatesAsync();
        states.Count.ShouldBeGreaterThan(40);
        foreach (var (state, onPhones) in states.Where((state, place) => walk.Takes(place, state.OnPhones)))
        {
            await gallery.ShowAsync(state);
            await gallery.PictureAsync(folder, state);
            List<string> here =
            [
                .. axe ? await Tab.AxeAsync(gallery.Page) : [],
                .. (await gallery.UntranslatedAsync()).Select(text => "untranslated: " + text),
                .. (await gallery.CutOffAsync()).Select(text => "cut off: " + text),
                .. (await gallery.CutChoicesAsync()).Select(text => "cut off in its select: " + text),
                .. (await gallery.FieldsOfAnotherHeightAsync()).Select(text => "not as high as its text: " + text),
                .. (await gallery.StrayCaretsAsync()).Select(text => "the caret stands " + text),
                .. (await gallery.InTheWrongLanguageAsync()).Select(text => "in another language than it says: " + text),
                .. walk.OnAPhone ? (await gallery.KeysForFingersAsync()).Select(text => "keys for a finger: " + text) : [],
                .. gallery.TakeComplaints(),
            ];
            var wider = await gallery.WiderByAsync();
            if (wider > 0)
                here.Add(string.Create(CultureInfo.InvariantCulture, $"{wider} px wider than the window"));
            found.AddRange(here.Select(one => $"{state}: {one}"));
        }

        found.ShouldBeEmpty();
    }
}
