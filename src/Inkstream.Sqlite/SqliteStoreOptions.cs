namespace Inkstream.Sqlite;

/// <summary>Where the embedded database lies (contract 2: <c>Storage:Path</c>).</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>The folder of <c>inkstream.db</c>; made when it is missing.</summary>
    public string Path { get; set; } = "./data";

    /// <summary>Connections that read. Writing has one of its own.</summary>
    public int Readers { get; set; } = 4;
}
