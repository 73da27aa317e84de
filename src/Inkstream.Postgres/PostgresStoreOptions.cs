using Npgsql;

namespace Inkstream.Postgres;

/// <summary>Which database, and how many connections (contract 2).</summary>
public sealed class PostgresStoreOptions
{
    /// <summary>The primary, in Npgsql's form (<c>Storage:ConnectionString</c>).</summary>
    public required string ConnectionString { get; set; }

    /// <summary>A replica for lists and search (<c>Storage:ReadConnectionString</c>); null for none.</summary>
    public string? ReadConnectionString { get; set; }

    /// <summary>Connections to each, unless the connection string sets its own maximum. The listener has one more.</summary>
    public int Connections { get; set; } = 10;

    /// <summary>Whether Npgsql can read it and it names a host.</summary>
    public static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text) is { Host.Length: > 0 };
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException)
        {
            return false;
        }
    }

    /// <summary>Whether commits notify; not where another signal tells the servers (design, Decisions taken).</summary>
    public bool Notifies { get; set; } = true;
}
