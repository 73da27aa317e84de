using Inkstream.Bench.Report;

namespace Inkstream.Bench.Measuring;

/// <summary>What the rounds gave, by the name of the figure; reported are medians.</summary>
internal sealed class Rounds
{
    private readonly Dictionary<string, List<double>> _values = new(StringComparer.Ordinal);

    public void Add(string figure, double value)
    {
        if (!_values.TryGetValue(figure, out var list))
            _values[figure] = list = [];
        list.Add(value);
    }

    /// <summary>The median, and in brackets the least and the most.</summary>
    public string Spread(string figure) => $"{Table.Figure(Median(figure))} ({Table.Figure(Least(figure))}–{Table.Figure(Most(figure))})";

    public bool Has(string figure) => _values.ContainsKey(figure);

    public double Median(string figure)
    {
        var sorted = _values[figure].Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public double Least(string figure) => _values[figure].Min();

    public double Most(string figure) => _values[figure].Max();
}
