namespace Inkstream.Sqlite;

/// <summary>The result codes of SQLite that mean a statement was wrong, not that the database is out of reach.</summary>
internal static class SqliteErrors
{
    public const int Error = 1;
    public const int Constraint = 19;
    public const int Mismatch = 20;
}
