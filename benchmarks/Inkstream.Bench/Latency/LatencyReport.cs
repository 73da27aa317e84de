using Inkstream.Bench.Measuring;
using Inkstream.Bench.Report;

namespace Inkstream.Bench.Latency;

/// <summary>The table and the chart of <c>./bench latency</c>.</summary>
internal static class LatencyReport
{
    // Issue 2.
    private const double ReadyMs = 2000;
    private const double ViewerP50 = 1.5;
    private const double ViewerP99 = 8;
    private const double TimesFloor = 4;
    private const double ScreenP95 = 100;

    private static readonly (string Key, string Name)[] Floors =
    [
        ("sse", "floor: SSE write to client"),
        ("commit", "floor: SQLite commit, one row, synced"),
        ("commit-sse", "floor: commit, then SSE write"),
        ("hop", "floor: model's HTTP to HttpClient"),
        ("path", "floor: model's HTTP, commit, SSE write"),
    ];

    public static async Task WriteAsync(BenchOptions options, string machine, Rounds rounds)
    {
        var text = $"""
            # Latency

            {machine}

            ## Start to ready

            From the program's start to the first 200 of `/health/ready`; for the floor, of an empty Kestrel with an open SQLite file.

            {Starts(rounds)}
            ## Delta to viewer

            One stream, one viewer, 50 deltas a second, each a row on the disk before it is shown. The model is a server in a
            process of its own, so is the studio; each delta carries the moment when the model handed it to the network, and its age is
            taken when the viewer has read the bytes. Milliseconds. The floors run in a process of their own over the same hops.

            {Viewer(rounds)}
            ## Delta to the screen

            The page in Chromium, while it shows a stream of 50 deltas a second. Milliseconds from the model's write.

            {ScreenTable(rounds)}
            """;
        await Results.WriteAsync(options, "latency", text, Chart(rounds));
    }

    private static Table Starts(Rounds rounds)
    {
        var table = new Table("", "ms", "times the floor", "target");
        table.Row("floor: bare Kestrel and SQLite", Spread(rounds, "start bare"), "1.0", "");
        foreach (var (key, name) in (ReadOnlySpan<(string, string)>)[("start first", "first start, empty folder"), ("start later", "later start")])
            table.Row(name, Spread(rounds, key), Ratio(rounds.Median(key) / rounds.Median("start bare")), Target(rounds.Median(key), ReadyMs, "< 2,000"));
        return table;
    }

    private static Table Viewer(Rounds rounds)
    {
        var table = new Table("", "p50", "p99", "target");
        foreach (var (key, name) in Floors)
            table.Row(name, Spread(rounds, key + " p50"), Spread(rounds, key + " p99"), "");
        var (p50, p99) = (rounds.Median("viewer p50"), rounds.Median("viewer p99"));
        table.Row("**delta to viewer**", $"**{Spread(rounds, "viewer p50")}**", $"**{Spread(rounds, "viewer p99")}**",
            $"{Target(p50, ViewerP50, "p50 ≤ 1.5")}, {Target(p99, ViewerP99, "p99 ≤ 8")}");
        foreach (var (key, name) in (ReadOnlySpan<(string, string)>)[("commit-sse", "times commit and SSE write"), ("path", "times the whole bare path")])
        {
            var (a, b) = (p50 / rounds.Median(key + " p50"), p99 / rounds.Median(key + " p99"));
            table.Row(name, Ratio(a), Ratio(b), $"{Target(a, TimesFloor, "p50 ≤ 4")}, {Target(b, TimesFloor, "p99 ≤ 4")}");
        }

        return table;
    }

    private static string ScreenTable(Rounds rounds)
    {
        if (!rounds.Has("document p50"))
            return "Not measured: there was no Chromium.\n";
        var table = new Table("", "p50", "p95", "p99", "target");
        table.Row("text in the document", Spread(rounds, "document p50"), Spread(rounds, "document p95"), Spread(rounds, "document p99"), "");
        table.Row("**text painted**", Spread(rounds, "painted p50"), $"**{Spread(rounds, "painted p95")}**", Spread(rounds, "painted p99"),
            Target(rounds.Median("painted p95"), ScreenP95, "p95 ≤ 100"));
        return table.ToString();
    }

    private static BarChart Chart(Rounds rounds)
    {
        var chart = new BarChart("Latency, beside what the same hops cost bare (ms)");
        foreach (var percentile in (string[])["p50", "p99"])
        {
            chart.Group($"Delta to viewer, {percentile}");
            foreach (var (key, name) in Floors)
                Bar(chart, rounds, $"{key} {percentile}", name, BarKind.Floor);
            Bar(chart, rounds, $"viewer {percentile}", "Inkstream", BarKind.Ours);
            var target = percentile == "p50" ? ViewerP50 : ViewerP99;
            chart.Bar("target", target, $"≤ {target}", BarKind.Target);
        }

        if (rounds.Has("painted p95"))
        {
            chart.Group("Delta to the screen, p95");
            Bar(chart, rounds, "painted p95", "painted in Chromium", BarKind.Ours);
            chart.Bar("target", ScreenP95, $"≤ {ScreenP95}", BarKind.Target);
        }

        chart.Group("Start to ready");
        Bar(chart, rounds, "start bare", "floor: bare Kestrel and SQLite", BarKind.Floor);
        Bar(chart, rounds, "start first", "first start", BarKind.Ours);
        Bar(chart, rounds, "start later", "later start", BarKind.Ours);
        chart.Bar("target", ReadyMs, "< 2,000", BarKind.Target);
        return chart;
    }

    private static void Bar(BarChart chart, Rounds rounds, string key, string name, BarKind kind) =>
        chart.Bar(name, rounds.Median(key), Table.Figure(rounds.Median(key)), kind);

    private static string Spread(Rounds rounds, string key) =>
        $"{Table.Figure(rounds.Median(key))} ({Table.Figure(rounds.Least(key))}–{Table.Figure(rounds.Most(key))})";

    private static string Ratio(double value) => value.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture);

    private static string Target(double value, double most, string words) => $"{words} {(value <= most ? "✓" : "✗")}";
}
