using Inkstream.Bench.Measuring;
using Inkstream.Bench.Report;

namespace Inkstream.Bench.Writer;

/// <summary>The table and the chart of <c>./bench writer</c>.</summary>
internal static class WriterReport
{
    private const double Asked = 500 * 40;

    // Less than this is not keeping up.
    private const double KeepsUp = 0.99;

    public static async Task WriteAsync(BenchOptions options, string machine, Rounds rounds)
    {
        var text = $"""
            # Writer

            {machine}

            The product without its HTTP: worker, extractor, chunk writer, SQLite on disk with `synchronous = FULL`, Live, and one
            viewer for each transform that takes its events. The models are inside the process, so that their HTTP is not what is
            measured; they, the viewers and the reading of stamps share the cores with the product. A delta is about 15 characters.

            {Figures(rounds)}
            "Backlog" is deltas that are due and not committed, averaged over the first and over the second half of the measure.
            "Store busy" is the share of the time that the one writing connection is at work.

            ## Beside the floor

            {BesideFloor(rounds)}
            The bare commits write the same rows with one prepared statement and nothing else: no triggers, no versions, no checks
            of epoch and sequence, no models and no viewers. The store alone does all of that, but nothing else: {Table.Figure(rounds.Median("store cpu"))} µs
            of processor and {Table.Figure(rounds.Median("store allocated"))} bytes a row.
            """;
        await Results.WriteAsync(options, "writer", text, Chart(rounds));
    }

    private static Table Figures(Rounds rounds)
    {
        var table = new Table("", "500 transforms, 40 deltas/s each", "the same, all closing their ideas at once", "64 that wait for their commit", "500 as fast as they go");
        Row("durable deltas/s", "deltas");
        Row("deltas shown/s", "shown");
        Row("commits/s", "commits");
        Row("rows/s", "rows");
        Row("rows in a commit", "batch");
        Row("delta to commit, p50 (ms)", "to commit p50");
        Row("delta to commit, p99 (ms)", "to commit p99");
        Row("delta to viewer, p50 (ms)", "to viewer p50");
        Row("delta to viewer, p99 (ms)", "to viewer p99");
        Row("backlog, first half (deltas)", "backlog early");
        Row("backlog, second half (deltas)", "backlog late");
        Row("store busy (%)", "busy");
        Row("documents read back/s", "reads");
        Row("processor (cores)", "cpu");
        Row("processor (µs a delta)", "cpu delta");
        Row("allocated (bytes a delta)", "allocated");
        Row("memory (MB)", "memory");
        var (rate, early, late) = (rounds.Median("paced deltas"), rounds.Median("paced backlog early"), rounds.Median("paced backlog late"));

        // A second's worth of deltas that has not been written stays behind; what is merely under way does not add up.
        var keepsUp = rate >= Asked * KeepsUp && late - early < Asked * 0.05;
        table.Row("target: 20,000 deltas/s without backlog", keepsUp ? "✓" : "✗", "", "", "");
        return table;

        void Row(string name, string key) => table.Row(name, Spread(rounds, "paced " + key), Spread(rounds, "step " + key), Spread(rounds, "waiting " + key), Spread(rounds, "flat " + key));
    }

    private static Table BesideFloor(Rounds rounds)
    {
        var table = new Table("", "commits/s", "rows/s", "durable deltas/s", "deltas/s, times one-row commits", "rows/s, share of 100-row commits");
        var (one, hundred) = (rounds.Median("floor 1 rows"), rounds.Median("floor 100 rows"));
        table.Row("floor: bare commits, one row", Spread(rounds, "floor 1 commits"), Spread(rounds, "floor 1 rows"), Table.Figure(one), "1.0", "");
        table.Row("floor: bare commits, 100 rows", Spread(rounds, "floor 100 commits"), Spread(rounds, "floor 100 rows"), Table.Figure(hundred), Times(hundred / one), "100 %");
        table.Row("the store alone, one row for each of 500 runs", Table.Figure(rounds.Median("store rows") / 500), Spread(rounds, "store rows"), "", "", $"{rounds.Median("store rows") / hundred * 100:0} %");
        foreach (var (key, name) in (ReadOnlySpan<(string, string)>)
            [("waiting", "64 writers that wait for their commit"), ("paced", "500 at 40 deltas/s"), ("flat", "500 as fast as they go")])
            table.Row(
                name, Spread(rounds, key + " commits"), Spread(rounds, key + " rows"), Spread(rounds, key + " deltas"),
                Times(rounds.Median(key + " deltas") / one), $"{rounds.Median(key + " rows") / hundred * 100:0} %");
        return table;
    }

    private static BarChart Chart(Rounds rounds)
    {
        var chart = new BarChart("Durable deltas a second on one server with SQLite");
        chart.Group("Durable deltas/s (for the floors: rows/s)");
        Bar("floor 1 rows", "floor: bare commits, one row each", BarKind.Floor);
        Bar("waiting deltas", "64 writers that wait for their commit", BarKind.Ours);
        Bar("paced deltas", "500 transforms at 40/s each", BarKind.Ours);
        chart.Bar("target", Asked, Table.Figure(Asked), BarKind.Target);
        Bar("floor 100 rows", "floor: bare commits, 100 rows each", BarKind.Floor);
        Bar("store rows", "the store alone, 500 rows each", BarKind.Ours);
        Bar("flat deltas", "500 as fast as they go", BarKind.Ours);
        chart.Group("Delta to viewer at 500 × 40/s (ms)");
        Bar("paced to commit p50", "to commit, p50", BarKind.Ours);
        Bar("paced to viewer p50", "to viewer, p50", BarKind.Ours);
        Bar("paced to commit p99", "to commit, p99", BarKind.Ours);
        Bar("paced to viewer p99", "to viewer, p99", BarKind.Ours);
        return chart;

        void Bar(string key, string name, BarKind kind) => chart.Bar(name, rounds.Median(key), Table.Figure(rounds.Median(key)), kind);
    }

    private static string Spread(Rounds rounds, string key) =>
        $"{Table.Figure(rounds.Median(key))} ({Table.Figure(rounds.Least(key))}–{Table.Figure(rounds.Most(key))})";

    private static string Times(double value) => value.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) + " ×";
}
