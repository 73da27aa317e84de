using System.Globalization;
using System.Text;

namespace Inkstream.Bench.Report;

/// <summary>A markdown table.</summary>
internal sealed class Table(params string[] head)
{
    private readonly StringBuilder _rows = new();

    public void Row(params string[] cells) => _rows.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    // Figures stand to the right, the first column to the left.
    public override string ToString() =>
        $"| {string.Join(" | ", head)} |\n|---|{string.Concat(Enumerable.Repeat("---:|", head.Length - 1))}\n{_rows}";

    /// <summary>A figure with as many digits as it is worth.</summary>
    public static string Figure(double value) => value switch
    {
        < 10 => value.ToString("0.00", CultureInfo.InvariantCulture),
        < 100 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("#,0", CultureInfo.InvariantCulture),
    };
}
