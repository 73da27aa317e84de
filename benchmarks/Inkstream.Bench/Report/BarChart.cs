using System.Globalization;
using System.Text;

namespace Inkstream.Bench.Report;

/// <summary>Whose figure a bar shows.</summary>
internal enum BarKind
{
    /// <summary>The least that the hops cost.</summary>
    Floor,

    /// <summary>The product.</summary>
    Ours,

    /// <summary>What is to be reached.</summary>
    Target,
}

/// <summary>A chart of horizontal bars as SVG: groups, each on a scale of its own. Readable on a light and on a dark page.</summary>
internal sealed class BarChart(string title)
{
    private const int Width = 760;
    private const int LabelWidth = 300;
    private const int BarWidth = 330;
    private const int Line = 22;
    private readonly List<(string Name, List<(string Label, double Value, string Text, BarKind Kind)> Bars)> _groups = [];

    public void Group(string name) => _groups.Add((name, []));

    public void Bar(string label, double value, string text, BarKind kind) => _groups[^1].Bars.Add((label, value, text, kind));

    public override string ToString()
    {
        var height = 44 + _groups.Sum(group => 34 + (group.Bars.Count * Line));
        var svg = new StringBuilder();
        Add(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{height}" viewBox="0 0 {Width} {height}" role="img" font-family="system-ui, sans-serif" font-size="13">""");
        Add(svg, $"<title>{Escape(title)}</title>");
        Add(svg, "<style>.floor{fill:#8a94a6}.ours{fill:#3b6fd4}.target{fill:none;stroke:#c2762a;stroke-dasharray:4 3}text{fill:#1d2433}.bg{fill:#fff}@media(prefers-color-scheme:dark){text{fill:#e6e9ef}.bg{fill:#14171c}}</style>");
        Add(svg, $"""<rect class="bg" width="{Width}" height="{height}" rx="8"/>""");
        Add(svg, $"""<text x="16" y="28" font-size="16" font-weight="600">{Escape(title)}</text>""");
        var y = 44;
        foreach (var (name, bars) in _groups)
        {
            Add(svg, $"""<text x="16" y="{y + 22}" font-weight="600">{Escape(name)}</text>""");
            y += 30;
            var most = bars.Max(bar => bar.Value);
            foreach (var (label, value, text, kind) in bars)
            {
                var length = Math.Max(2, value / most * BarWidth);
                Add(svg, $"""<text x="{LabelWidth}" y="{y + 14}" text-anchor="end">{Escape(label)}</text>""");
                Add(svg, $"""<rect class="{Class(kind)}" x="{LabelWidth + 10}" y="{y + 3}" width="{length:0.#}" height="14" rx="2"/>""");
                Add(svg, $"""<text x="{LabelWidth + 16 + length:0.#}" y="{y + 14}">{Escape(text)}</text>""");
                y += Line;
            }

            y += 4;
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static string Class(BarKind kind) => kind switch
    {
        BarKind.Floor => "floor",
        BarKind.Ours => "ours",
        _ => "target",
    };

    private static void Add(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static void Add(StringBuilder svg, string line) => svg.Append(line).Append('\n');

    private static string Escape(string text) => System.Security.SecurityElement.Escape(text);
}
