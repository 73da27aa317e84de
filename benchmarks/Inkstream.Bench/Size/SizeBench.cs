using Inkstream.Bench.Report;

namespace Inkstream.Bench.Size;

/// <summary>Lines by module: what a maintainer has to read.</summary>
internal static class SizeBench
{
    private static readonly string[] Extensions = [".cs", ".ts", ".tsx", ".css", ".sql", ".sh", ".mjs"];
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "wwwroot", "dist"];

    // The rooms of the core, and of the page, are counted by themselves.
    private static readonly string[] Roots = ["src", "src/Inkstream", "web", "web/src", "tests", "benchmarks", "build"];

    public static Task RunAsync(BenchOptions options)
    {
        var table = new Table("module", "files", "lines", "median file", "longest file");
        var all = new List<(string Module, int Lines)>();
        foreach (var file in Files(".").Order(StringComparer.Ordinal))
            all.Add((Module(file), File.ReadLines(file).Count()));
        foreach (var module in all.GroupBy(file => file.Module, StringComparer.Ordinal))
            Row(table, $"`{module.Key}`", [.. module.Select(file => file.Lines)]);
        Row(table, "**product** (`src`, `web/src`)", [.. all.Where(file => IsProduct(file.Module)).Select(file => file.Lines)]);
        Row(table, "**all**", [.. all.Select(file => file.Lines)]);
        return Results.WriteAsync(
            options, "size",
            $"# Size\n\nLines of code by module, blank lines and comments included ({string.Join(' ', Extensions)}); nothing that is generated or fetched.\n\n{table}", chart: null);
    }

    private static void Row(Table table, string name, List<int> lines)
    {
        lines.Sort();
        table.Row(name, $"{lines.Count}", Table.Figure(lines.Sum()).Split('.')[0], $"{lines[lines.Count / 2]}", $"{lines[^1]}");
    }

    private static bool IsProduct(string module) => module.StartsWith("src", StringComparison.Ordinal) || module.StartsWith("web/src", StringComparison.Ordinal);

    private static string Module(string file)
    {
        var folders = file.Split('/')[..^1];
        var depth = 0;
        while (depth < folders.Length && (depth == 0 || Roots.Contains(string.Join('/', folders[..depth]), StringComparer.Ordinal)))
            depth++;
        return folders.Length == 0 ? "(root)" : string.Join('/', folders[..depth]);
    }

    private static IEnumerable<string> Files(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
            if (Extensions.Contains(Path.GetExtension(file), StringComparer.Ordinal) && !file.EndsWith("schema.d.ts", StringComparison.Ordinal))
                yield return Path.GetRelativePath(".", file).Replace('\\', '/');
        foreach (var below in Directory.EnumerateDirectories(folder))
        {
            var name = Path.GetFileName(below);
            if (name.StartsWith('.') || NotOurs.Contains(name, StringComparer.Ordinal) || name is "artifacts")
                continue;
            foreach (var file in Files(below))
                yield return file;
        }
    }
}
