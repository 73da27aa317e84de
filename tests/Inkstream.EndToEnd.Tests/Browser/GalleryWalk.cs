using Microsoft.Playwright;

namespace Inkstream.EndToEnd.Tests.Browser;

/// <summary>
/// One way of looking at the gallery: a language, a theme and a window, and which of its states are looked at so.
/// </summary>
/// <param name="Share">
/// The plain run's: of the states, by their places in the gallery, those that leave it as remainder of a division by
/// <see cref="Shares"/>. Null takes all of them.
/// </param>
public sealed record GalleryWalk(string Language, ColorScheme Scheme, int Width, bool TwiceTheText, bool Axe, int? Share)
{
    /// <summary>The narrowest window that is no phone's.</summary>
    public const int Desk = 700;

    /// <summary>As many as there are ways to take two of language, theme and window that have nothing in common.</summary>
    private const int Shares = 4;

    /// <summary>
    /// Every state twice, once so and once with everything the other way round: in both languages, both themes, on a phone
    /// and on a desk, with axe in either theme. Which goes with which changes from state to state, so that of the pages all
    /// pairs are seen. And once more, all of them, with text twice as large. A third of what it is to take all with all for
    /// each state, and each state in everything that it is to be seen in.
    /// </summary>
    public static IReadOnlyList<GalleryWalk> Plain { get; } =
    [
        new("zh", ColorScheme.Light, 360, false, true, 0), new("en", ColorScheme.Dark, 1280, false, true, 0),
        new("zh", ColorScheme.Dark, 360, false, true, 1), new("en", ColorScheme.Light, 1280, false, true, 1),
        new("en", ColorScheme.Light, 390, false, true, 2), new("zh", ColorScheme.Dark, 1280, false, true, 2),
        new("en", ColorScheme.Dark, 390, false, true, 3), new("zh", ColorScheme.Light, 1280, false, true, 3),
        new("en", ColorScheme.Light, 1280, true, false, 0), new("zh", ColorScheme.Light, 390, true, false, 1),
        new("zh", ColorScheme.Dark, 1280, true, false, 2), new("en", ColorScheme.Dark, 390, true, false, 3),
    ];

    /// <summary>All with all.</summary>
    public static IReadOnlyList<GalleryWalk> Full { get; } =
    [
        .. from language in new[] { "zh", "en" }
           from scheme in new[] { ColorScheme.Light, ColorScheme.Dark }
           from width in new[] { 360, 390, 1280 }
           from twice in width == 360 ? [false] : new[] { false, true }
           select new GalleryWalk(language, scheme, width, twice, true, null),
    ];

    public bool OnAPhone => Width < Desk;

    /// <summary>Whether it passes by the state at that place of the gallery.</summary>
    public bool Takes(int place, bool onPhones) => (Share is null || place % Shares == Share) && (onPhones || !OnAPhone);
}
