using System.Security.Cryptography;
using System.Text;

namespace Inkstream.Postgres;

/// <summary>
/// The numbered SQL files, applied in order under an advisory lock, since several servers may start at once, and
/// recorded with a checksum: additive only, and never edited once shipped (design, Schema).
/// </summary>
internal static class SchemaScripts
{
    // Any number will do, as long as every Inkstream takes the same.
    private const long Lock = 0x496E6B7374726561;

    public static async Task ApplyAsync(PostgresSession session, CancellationToken cancel)
    {
        await session.ExecuteAsync("SELECT pg_advisory_xact_lock($1)", [Lock], cancel);
        await session.ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS schema_scripts (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())",
            [], cancel);
        var applied = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var row in session.QueryAsync("SELECT name, checksum FROM schema_scripts", [], cancel))
            applied[row.GetString(0)] = row.GetString(1);
        foreach (var (name, sql) in All())
        {
            var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            if (applied.Remove(name, out var known))
            {
                if (known != checksum)
                    throw new InvalidOperationException($"The schema script {name} was changed after it had been applied.");
                continue;
            }

            await session.RunAsync(sql, cancel);
            await session.ExecuteAsync("INSERT INTO schema_scripts (name, checksum) VALUES ($1, $2)", [name, checksum], cancel);
        }

        if (applied.Count > 0)
            throw new InvalidOperationException($"The database is newer than this Inkstream: it has {string.Join(", ", applied.Keys)}.");
    }

    private static IEnumerable<(string Name, string Sql)> All()
    {
        var assembly = typeof(SchemaScripts).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            yield return (name, reader.ReadToEnd());
        }
    }
}
