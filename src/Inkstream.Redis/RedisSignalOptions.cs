using System.Net.Security;

namespace Inkstream.Redis;

/// <summary>Which Redis.</summary>
public sealed class RedisSignalOptions
{
    /// <summary>Where it is.</summary>
    public required RedisAddress Address { get; set; }

    /// <summary>The channel; another one lets another studio share this Redis.</summary>
    public string Channel { get; set; } = "inkstream";

    /// <summary>Trusts a test's own certificate.</summary>
    internal RemoteCertificateValidationCallback? Trusts { get; set; }
}
