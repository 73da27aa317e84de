namespace Inkstream.Redis;

/// <summary>Where Redis is: <c>redis://[user:password@]host[:port]</c>, or <c>rediss://…</c> with TLS (contract 2, <c>Signals:Redis</c>).</summary>
public sealed class RedisAddress
{
    private const int DefaultPort = 6379;

    private RedisAddress(string host, int port, bool isSecure, string? user, string? password) =>
        (Host, Port, IsSecure, User, Password) = (host, port, isSecure, user, password);

    /// <summary>The name or address of the machine.</summary>
    public string Host { get; }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>Whether TLS is spoken, and the server's name checked.</summary>
    public bool IsSecure { get; }

    internal string? User { get; }

    internal string? Password { get; }

    /// <summary>Reads an address; null when it is none.</summary>
    public static RedisAddress? Read(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("redis" or "rediss") || uri.Host.Length == 0)
            return null;
        var login = uri.UserInfo.Split(':', 2);
        var password = login.Length == 2 ? Uri.UnescapeDataString(login[1]) : null;
        var user = login[0].Length > 0 ? Uri.UnescapeDataString(login[0]) : null;
        return new RedisAddress(uri.IdnHost, uri.Port > 0 ? uri.Port : DefaultPort, uri.Scheme == "rediss", user, password);
    }

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{(IsSecure ? "rediss" : "redis")}://{Host}:{Port}";
}
