using System.Globalization;
using System.Runtime.InteropServices;

namespace Inkstream.Bench.Measuring;

/// <summary>What the figures were measured on; nothing in it names the machine or a path.</summary>
internal static class Machine
{
    /// <summary>The paragraph on top of each result. Read when the measuring begins, for its load.</summary>
    public static string Describe(int rounds) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        Measured {TimeProvider.System.GetUtcNow():yyyy-MM-dd} on {Environment.ProcessorCount} cores ({Processor()}), {Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9)} GB, {RuntimeInformation.OSDescription.Split('#')[0].Trim()}, {RuntimeInformation.FrameworkDescription}, Release build.
        {rounds} interleaved rounds, medians; in brackets the least and the most of the rounds. Load of the machine when it began: {Load()}.
        """);

    private static string Processor()
    {
        const string File = "/proc/cpuinfo";
        var line = System.IO.File.Exists(File)
            ? System.IO.File.ReadLines(File).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string Load()
    {
        const string File = "/proc/loadavg";
        return System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File).Split(' ')[0] : "not known";
    }
}
