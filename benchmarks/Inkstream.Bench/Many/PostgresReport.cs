using System.Globalization;
using Inkstream.Bench.Measuring;
using Inkstream.Bench.Report;

namespace Inkstream.Bench.Many;

/// <summary>The table and the chart of <c>./bench postgres</c>, with what is to be reached.</summary>
internal static class PostgresReport
{
    public static async Task WriteAsync(BenchOptions options, string machine, Rounds rounds)
    {
        var text = $"""
            # PostgreSQL

            {machine}

            PostgreSQL 15 or later on the same disk, `fsync` and `synchronous_commit` on, log files that were used before, LISTEN/NOTIFY as the signal; everything
            shares the cores. Two studios, each a process of its own; the model is one too. One run at {50} deltas a second is watched on
            the server that writes it and on the other one.

            {Latency(rounds)}
            ## Load

            As in [writer.md](writer.md): worker, extractor, chunk writer, store, Live and a viewer for each run, without HTTP.

            {Load(rounds)}
            """;
        await Results.WriteAsync(options, "postgres", text, Chart(rounds));
    }

    private static Table Latency(Rounds rounds)
    {
        var table = new Table("milliseconds", "p50", "p99", "times the bare path, p50", "target");
        table.Row("floor: one-row commit", rounds.Spread("floor commit p50"), rounds.Spread("floor commit p99"), "", "");
        table.Row("floor: one row and NOTIFY, until heard", rounds.Spread("floor notify p50"), rounds.Spread("floor notify p99"), "", "");
        table.Row("floor: the same hops bare, at 50 deltas/s (model, one row and NOTIFY, heard, viewer)", rounds.Spread("path p50"), rounds.Spread("path p99"), "1.0", "");
        Row("same", "delta to viewer, same server", 1.5, 6);
        Row("other", "delta to viewer, other server", 2, 8);
        return table;

        void Row(string key, string name, double p50, double p99) => table.Row(
            $"**{name}**", rounds.Spread(key + " p50"), rounds.Spread(key + " p99"),
            (rounds.Median(key + " p50") / rounds.Median("path p50")).ToString("0.0", CultureInfo.InvariantCulture),
            $"p50 ≤ {p50.ToString(CultureInfo.InvariantCulture)} {Mark(rounds.Median(key + " p50") <= p50)}, p99 ≤ {p99} {Mark(rounds.Median(key + " p99") <= p99)}, ≤ 4 × {Mark(rounds.Median(key + " p50") <= 4 * rounds.Median("path p50"))}");
    }

    private static Table Load(Rounds rounds)
    {
        var table = new Table("", "500 runs, 40 deltas/s each", "the same, all closing their ideas at once", "64 that wait for their commit", "500 as fast as they go");
        foreach (var (name, key) in (ReadOnlySpan<(string, string)>)
            [("durable deltas/s", "deltas"), ("commits/s", "commits"), ("rows/s", "rows"), ("delta to commit, p99 (ms)", "to commit p99"), ("delta to viewer, p50 (ms)", "to viewer p50"),
             ("delta to viewer, p99 (ms)", "to viewer p99"), ("backlog, first half (deltas)", "backlog early"), ("backlog, second half (deltas)", "backlog late"),
             ("documents read back/s", "reads"), ("processor of the studio (cores)", "cpu"), ("memory of the studio (MB)", "memory")])
            table.Row(name, rounds.Spread("paced " + key), rounds.Spread("step " + key), rounds.Spread("waiting " + key), rounds.Spread("flat " + key));
        var (rate, early, late) = (rounds.Median("paced deltas"), rounds.Median("paced backlog early"), rounds.Median("paced backlog late"));
        table.Row(
            "target",
            $"no backlog {Mark(rate >= 19_800 && late - early < 1000)}, p99 ≤ 100 ms {Mark(rounds.Median("paced to viewer p99") <= 100)}",
            "",
            $"≥ 10,000/s {Mark(rounds.Median("waiting deltas") >= 10_000)}, p99 ≤ 20 ms {Mark(rounds.Median("waiting to commit p99") <= 20)}",
            $"≥ 50,000/s {Mark(rounds.Median("flat deltas") >= 50_000)}");
        table.Row("floor: one-row commits/s", rounds.Spread("floor 1 rows"), "", "", "");
        table.Row("floor: rows/s in commits of 100", rounds.Spread("floor 100 rows"), "", "", "");
        return table;
    }

    private static BarChart Chart(Rounds rounds)
    {
        var chart = new BarChart("PostgreSQL: delta to viewer (ms), and durable deltas a second");
        chart.Group("Delta to viewer, p50 (ms)");
        Bar("floor commit p50", "floor: one-row commit", BarKind.Floor);
        Bar("floor notify p50", "floor: commit and NOTIFY, heard", BarKind.Floor);
        Bar("path p50", "floor: the same hops bare, at 50/s", BarKind.Floor);
        Bar("same p50", "same server", BarKind.Ours);
        Bar("other p50", "other server", BarKind.Ours);
        chart.Group("Durable deltas/s");
        Bar("floor 1 rows", "floor: one-row commits", BarKind.Floor);
        Bar("waiting deltas", "64 that wait for their commit", BarKind.Ours);
        Bar("paced deltas", "500 at 40/s each", BarKind.Ours);
        Bar("floor 100 rows", "floor: commits of 100 rows", BarKind.Floor);
        Bar("flat deltas", "500 as fast as they go", BarKind.Ours);
        return chart;

        void Bar(string key, string name, BarKind kind) => chart.Bar(name, rounds.Median(key), Table.Figure(rounds.Median(key)), kind);
    }

    private static string Mark(bool reached) => reached ? "✓" : "✗";
}
