using Inkstream.Bench;
using Inkstream.Bench.Floors;
using Inkstream.Bench.Latency;
using Inkstream.Bench.Many;
using Inkstream.Bench.Size;
using Inkstream.Bench.Writer;

// The second process of the floors is this program too.
if (args is ["floors", var folder, .. var database])
{
    await FloorServer.RunAsync(folder, database.FirstOrDefault());
    return 0;
}

if (BenchOptions.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync("./bench takes latency, writer, postgres, fanout, reads, search, viewers, size, or nothing for all of them; --rounds N and --out FOLDER.");
    return 2;
}

if (options.Wants("latency"))
    await LatencyBench.RunAsync(options);
if (options.Wants("writer"))
    await WriterBench.RunAsync(options);
if (options.Wants("postgres"))
    await PostgresBench.RunAsync(options);
if (options.Wants("fanout"))
    await FanOutBench.RunAsync(options);
if (options.Wants("reads"))
    await ReadBench.RunAsync(options);
if (options.Wants("search"))
    await SearchBench.RunAsync(options);
if (options.Wants("viewers"))
    await ViewersBench.RunAsync(options);
if (options.Wants("size"))
    await SizeBench.RunAsync(options);
return 0;
