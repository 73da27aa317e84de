using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace Inkstream.Sqlite;

/// <summary>
/// The numbered SQL files, applied in order under the write lock and recorded with a checksum: additive only, and never
/// edited once shipped (design, Schema).
/// </summary>
internal static class SchemaScripts
{
    public static void Apply(SqliteSession session, TimeProvider time)
    {
        session.Run("BEGIN IMMEDIATE");
        session.Run(
            """
            CREATE TABLE IF NOT EXISTS schema_scripts (
              name       TEXT PRIMARY KEY,
              checksum   TEXT NOT NULL,
              applied_at TEXT NOT NULL
            )
            """);
        var applied = session.Connection.Query<(string Name, string Checksum)>("SELECT name, checksum FROM schema_scripts")
            .ToDictionary(row => row.Name, row => row.Checksum, StringComparer.Ordinal);
        foreach (var (name, sql) in All())
        {
            var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            if (applied.Remove(name, out var known))
            {
                if (known != checksum)
                    throw new InvalidOperationException($"The schema script {name} was changed after it had been applied.");
                continue;
            }

            session.Run(sql);
            session.Execute("INSERT INTO schema_scripts (name, checksum, applied_at) VALUES (@0, @1, @2)", name, checksum, time.GetUtcNow());
        }

        if (applied.Count > 0)
            throw new InvalidOperationException($"The database is newer than this Inkstream: it has {string.Join(", ", applied.Keys)}.");
        session.Run("COMMIT");
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
