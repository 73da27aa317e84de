using System.Globalization;

namespace Inkstream.Bench;

/// <summary>What was asked for on the command line. The program runs in the repository's root.</summary>
internal sealed record BenchOptions(IReadOnlyList<string> Names, int Rounds, string Out)
{
    /// <summary>Interleaved rounds, whose medians are reported (issue: five).</summary>
    private const int DefaultRounds = 5;

    private static readonly string[] Known = ["latency", "writer", "postgres", "fanout", "reads", "search", "viewers", "size"];

    /// <summary>Where measurements keep their databases: on the repository's own disk, since a RAM disk would flatter every commit.</summary>
    public static string Scratch { get; } = Path.Combine("artifacts", "bench");

    public bool Wants(string name) => Names.Count == 0 || Names.Contains(name, StringComparer.Ordinal);

    /// <summary>Null when they make no sense.</summary>
    public static BenchOptions? Read(string[] args)
    {
        var names = new List<string>();
        var (rounds, folder) = (DefaultRounds, Path.Combine("benchmarks", "results"));
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--rounds" && i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out rounds) && rounds > 0)
                i++;
            else if (args[i] == "--out" && i + 1 < args.Length)
                folder = args[++i];
            else if (Known.Contains(args[i], StringComparer.Ordinal))
                names.Add(args[i]);
            else
                return null;
        }

        return new BenchOptions(names, rounds, folder);
    }

    /// <summary>A new empty folder for a database.</summary>
    public static string NewFolder(string name)
    {
        var folder = Path.Combine(Scratch, name);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return Directory.CreateDirectory(folder).FullName;
    }
}
