using System.Globalization;

namespace Inkstream.Studio.Outlines;

/// <summary>The components of an outline, in the order in which they are asked for and shown (domain, section 4).</summary>
internal static class Components
{
    public const string Title = "title";
    public const string Genre = "genre";
    public const string TargetAudience = "target_audience";
    public const string SellingPoints = "selling_points";
    public const string SatisfactionPoints = "satisfaction_points";
    public const string Setting = "setting";
    public const string SynopsisStages = "synopsis_stages";
    public const string Characters = "characters";

    /// <summary>How many stages a synopsis has.</summary>
    public const int Stages = 5;

    /// <summary>The most elements that a list may have.</summary>
    public const int MostElements = 40;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Title, Genre, TargetAudience, SellingPoints, SatisfactionPoints, Setting, SynopsisStages, Characters];

    /// <summary>Whether <paramref name="name"/> is one of them.</summary>
    public static bool IsKnown(string? name) => name is not null && All.Contains(name, StringComparer.Ordinal);

    /// <summary>Whether a component is a list whose elements can be asked for by themselves.</summary>
    public static bool IsList(string component) => component is SellingPoints or SatisfactionPoints or SynopsisStages or Characters;

    /// <summary>The type of a component's artifacts.</summary>
    public static string TypeOf(string component) => "outline_" + component;

    /// <summary>The component that a part belongs to: <c>characters</c> for <c>characters/2</c>.</summary>
    public static string Of(string part) => part.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? part[..slash] : part;

    /// <summary>The element that a part is, counted from 0; null when it is a whole component.</summary>
    public static int? ElementOf(string part) =>
        part.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0
            && int.TryParse(part.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var element)
                ? element
                : null;

    /// <summary>Whether a part is written as we write it: a component, or an element of a list.</summary>
    public static bool IsPart(string? part) => part is not null && IsKnown(Of(part))
        && (part == Of(part) || (IsList(Of(part)) && ElementOf(part) is { } element and < MostElements
            && part == string.Create(CultureInfo.InvariantCulture, $"{Of(part)}/{element}")));

    /// <summary>In the order of <see cref="All"/>, elements by number.</summary>
    public static IReadOnlyList<string> InOrder(IEnumerable<string> parts) =>
    [
        .. parts.Distinct(StringComparer.Ordinal)
            .OrderBy(part => All.ToList().IndexOf(Of(part))).ThenBy(part => ElementOf(part) ?? -1),
    ];
}
