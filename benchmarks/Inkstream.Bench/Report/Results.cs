namespace Inkstream.Bench.Report;

/// <summary>Writes a benchmark's table and chart, and shows the table.</summary>
internal static class Results
{
    public static async Task WriteAsync(BenchOptions options, string name, string text, BarChart? chart)
    {
        Directory.CreateDirectory(options.Out);
        if (chart is not null)
        {
            text = $"{text.TrimEnd()}\n\n![{name}]({name}.svg)\n";
            await File.WriteAllTextAsync(Path.Combine(options.Out, name + ".svg"), chart.ToString());
        }

        await File.WriteAllTextAsync(Path.Combine(options.Out, name + ".md"), text.TrimEnd() + "\n");
        Console.WriteLine(text);
    }
}
